// Which sources the default chain has.
#ifndef IDENTITY_INTERNAL_CHAIN_DEFAULT_SOURCES_H_
#define IDENTITY_INTERNAL_CHAIN_DEFAULT_SOURCES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/seams/environment.h"

namespace azure::identity::internal {

// In the order in which they are tried.
enum class DefaultSource {
  kEnvironment,
  kWorkloadIdentity,
  kManagedIdentity,
  kAzureCli,
  kAzureDeveloperCli,
  kAzurePowerShell,
};

// The credential's type, such as "AzureCLICredential".
absl::string_view DefaultSourceName(DefaultSource source);

// What AZURE_TOKEN_CREDENTIALS says: "prod" and "dev", in this case, for the first
// and the last three, or the name of one, in any case. Without it, all of them.
// Errors, both kInvalidArgument:
//   "invalid AZURE_TOKEN_CREDENTIALS value …", also if it is set to nothing
//   "AZURE_TOKEN_CREDENTIALS must be set when …", if it is not and `required`
absl::StatusOr<std::vector<DefaultSource>> SelectDefaultSources(const Environment& environment,
                                                                bool required);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CHAIN_DEFAULT_SOURCES_H_
