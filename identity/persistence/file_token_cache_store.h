// Tokens in a file that only its owner can read.
#ifndef IDENTITY_PERSISTENCE_FILE_TOKEN_CACHE_STORE_H_
#define IDENTITY_PERSISTENCE_FILE_TOKEN_CACHE_STORE_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/context.h"
#include "identity/persistence/token_cache_store.h"
#include "identity/seams/clock.h"
#include "identity/seams/environment.h"

namespace azure::identity {

// Options of FileTokenCacheStore::Create.
struct FileTokenCacheStoreOptions {
  // By default "$XDG_CACHE_HOME/.IdentityService", or "$HOME/.cache/.IdentityService". It is
  // made, with mode 0700, if it is not there.
  std::string directory;

  // Programs that are to share tokens give the same name, which is part of a file's.
  std::string name = "azure-identity-cc";

  // Those of the credentials.
  std::shared_ptr<Clock> clock = RealClock();
  std::shared_ptr<Environment> environment = RealEnvironment();
};

// Keeps "{directory}/{name}.nocae" and "….cae", not encrypted, with mode 0600, and beside them a
// lock of the same name with ".lock" behind. What others may read, or what belongs to somebody
// else, is refused, and so are links. A file is replaced as a whole: a crash or a full disk
// leaves the old one. For hosts without a keyring, such as servers and containers.
class FileTokenCacheStore final : public TokenCacheStore {
 public:
  // Makes the folder, and looks whether it can be written to. Errors:
  //   kInvalidArgument for a `name` that is empty or has a "/"; if `directory` is empty and
  //     neither variable is set
  //   any code, `persistent storage isn't available due to error "…"` (azidentity's words)
  static absl::StatusOr<std::shared_ptr<FileTokenCacheStore>> Create(
      FileTokenCacheStoreOptions options = {});

  // Errors: those of files, with the path and what to do; of Update() also kDeadlineExceeded or
  // kCancelled, if `ctx` ends while another process changes the file.
  absl::StatusOr<std::string> Load(const Context& ctx, absl::string_view name) override;
  absl::Status Update(const Context& ctx, absl::string_view name, const Change& change) override;

 private:
  FileTokenCacheStore(std::string prefix, std::shared_ptr<Clock> clock);

  std::string PathOf(absl::string_view name) const;

  const std::string prefix_;  // of all paths
  const std::shared_ptr<Clock> clock_;
};

}  // namespace azure::identity

#endif  // IDENTITY_PERSISTENCE_FILE_TOKEN_CACHE_STORE_H_
