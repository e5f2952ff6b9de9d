// The agent of servers that are connected to Azure Arc.
#ifndef IDENTITY_INTERNAL_MANAGED_IDENTITY_AZURE_ARC_H_
#define IDENTITY_INTERNAL_MANAGED_IDENTITY_AZURE_ARC_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/managed_identity/host.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/managed_identity_id.h"
#include "identity/seams/environment.h"
#include "identity/seams/file_system.h"

namespace azure::identity::internal {

// The agent's program; where it is, there is an agent.
inline constexpr char kArcAgentPath[] = "/opt/azcmagent/bin/himds";

// IDENTITY_ENDPOINT, or port 40342 on loopback. The agent answers 401 and names a
// file that only root and its group can read; whoever sends the file's content gets
// a token: https://learn.microsoft.com/azure/azure-arc/servers/managed-identity-authentication
class AzureArc final : public ManagedIdentityHost {
 public:
  AzureArc(std::optional<ManagedIdentityId> id, std::shared_ptr<Environment> environment,
           std::shared_ptr<FileSystem> files);

  // Without the file's content.
  absl::StatusOr<HttpRequest> TokenRequest(absl::string_view resource) const override;

  // Errors beside the usual ones, kUnavailable but for those of the file system:
  //   expected a 401 response, received 200
  //   response has no www-authenticate header
  //   … those of ArcKeyPath
  //   failed to get metadata for {path} due to error: stat {path}: permission denied
  //   invalid secret file size, expected 4096, file size was {bytes}
  //   failed to read "{path}" due to error: open {path}: permission denied
  absl::StatusOr<HttpResponse> Ask(const Context& ctx, HttpTransport& pipeline,
                                   absl::string_view resource) const override;

  // An agent that knows user-assigned identities names the one whose token it gives; an
  // older one ignores the ID and gives the token of the machine's own. kUnavailable:
  //   azure arc did not confirm the requested user-assigned managed identity in the
  //   token response; the agent likely does not support user-assigned managed identities
  //   and returned the system-assigned identity
  absl::Status Confirm(absl::string_view body) const override;

 private:
  absl::StatusOr<SecretString> ReadKey(absl::string_view challenge) const;

  const std::optional<ManagedIdentityId> id_;
  const std::shared_ptr<Environment> environment_;
  const std::shared_ptr<FileSystem> files_;
};

// The path of the key file in a WWW-Authenticate header. It must be a file in the
// agent's folder, so that no one who answers on that port can have another sent to
// him. Errors, all kUnavailable:
//   basic realm= not found in the string, instead found: {challenge}
//   invalid file extension, expected .key, got {extension}
//   invalid file path, expected /var/opt/azcmagent/tokens, got {folder}
absl::StatusOr<std::string> ArcKeyPath(absl::string_view challenge);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_MANAGED_IDENTITY_AZURE_ARC_H_
