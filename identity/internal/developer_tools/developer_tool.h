// What is special about one developer tool.
#ifndef IDENTITY_INTERNAL_DEVELOPER_TOOLS_DEVELOPER_TOOL_H_
#define IDENTITY_INTERNAL_DEVELOPER_TOOLS_DEVELOPER_TOOL_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/access_token.h"
#include "identity/token_credential.h"

namespace azure::identity::internal {

// Safe for use by many threads at once.
class DeveloperTool {
 public:
  virtual ~DeveloperTool() = default;

  // The credential's type, such as "AzureCLICredential".
  virtual absl::string_view credential() const = 0;

  // Whether it takes more scopes than one.
  virtual bool takes_many_scopes() const { return false; }

  // The command that prints a token, for a shell. Scopes and `tenant` ("" for the tool's
  // own) are safe to stand there. kInvalidArgument if the tool cannot do what is asked
  // for; then the text says what a user can do.
  virtual absl::StatusOr<std::string> Command(const TokenRequestOptions& request,
                                              const std::string& tenant) const = 0;

  // What the tool wrote to standard error as a user should read it.
  virtual std::string Explain(absl::string_view err) const { return std::string(err); }

  // Reads what the tool printed. kInvalidArgument, without the credential's name.
  virtual absl::StatusOr<AccessToken> ReadToken(absl::string_view out) const = 0;

  // The error of a run, or of reading what it printed, as it is to be returned.
  virtual absl::Status Mend(const absl::Status& status, const TokenRequestOptions& /*request*/,
                            const std::string& /*tenant*/) const {
    return status;
  }
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_DEVELOPER_TOOLS_DEVELOPER_TOOL_H_
