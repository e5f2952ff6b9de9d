// The log lines of a credential's successes.
#ifndef IDENTITY_INTERNAL_CLIENTS_CREDENTIAL_LOG_H_
#define IDENTITY_INTERNAL_CLIENTS_CREDENTIAL_LOG_H_

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
  // `credential` is the type's name. The logger is the options', or the default.
  CredentialLog(std::string credential, const ClientOptions& options);

  // Whether anybody listens.
  bool enabled() const { return enabled_; }

  // "{credential}.{method}() acquired a token for scope …"
  void Acquired(absl::string_view method, const std::vector<std::string>& scopes) const;

 private:
  const std::string credential_;
  const std::shared_ptr<const Logger> logger_;
  const bool enabled_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CLIENTS_CREDENTIAL_LOG_H_
