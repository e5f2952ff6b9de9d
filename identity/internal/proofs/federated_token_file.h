// The file in which Kubernetes keeps a pod's service account token.
#ifndef IDENTITY_INTERNAL_PROOFS_FEDERATED_TOKEN_FILE_H_
#define IDENTITY_INTERNAL_PROOFS_FEDERATED_TOKEN_FILE_H_

#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/seams/clock.h"
#include "identity/seams/file_system.h"

namespace azure::identity::internal {

// Safe for use by many threads at once.
class FederatedTokenFile {
 public:
  FederatedTokenFile(std::string path, std::shared_ptr<FileSystem> files,
                     std::shared_ptr<Clock> clock);

  // The file's content as it is, also a newline at its end. It is read again when
  // more than ten minutes have passed: Kubernetes renews a token after 80 % of
  // its life, which is an hour at least, and so a token just read is good for
  // twelve. Errors are FileSystem's, and not kept.
  absl::StatusOr<std::string> Read();

  // The next Read() reads the file, whenever it was read before: what it held brought no
  // token, and may have been half written.
  void Forget();

 private:
  const std::string path_;
  const std::shared_ptr<FileSystem> files_;
  const std::shared_ptr<Clock> clock_;
  std::mutex mutex_;
  SecretString content_;
  absl::Time expires_ = absl::InfinitePast();
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PROOFS_FEDERATED_TOKEN_FILE_H_
