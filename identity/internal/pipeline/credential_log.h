// The log lines of a credential's own.
#ifndef IDENTITY_INTERNAL_PIPELINE_CREDENTIAL_LOG_H_
#define IDENTITY_INTERNAL_PIPELINE_CREDENTIAL_LOG_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "identity/client_options.h"
#include "identity/log.h"

namespace azure::identity::internal {

// Safe for use by many threads at once.
class CredentialLog {
 public:
  // `credential` is the type's name.
  CredentialLog(std::string credential, const ClientOptions& options);

  // Whether anybody listens.
  bool enabled() const { return enabled_; }

  // "{credential}.{method}() acquired a token for scope …"
  void Acquired(absl::string_view method, const std::vector<std::string>& scopes) const;

  // "{credential} {what}"
  void Says(absl::string_view what) const;

 private:
  const std::string credential_;
  const std::shared_ptr<const Logger> logger_;
  const bool enabled_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_PIPELINE_CREDENTIAL_LOG_H_
