// Which host of managed identities this is.
#ifndef IDENTITY_INTERNAL_MANAGED_IDENTITY_SOURCE_H_
#define IDENTITY_INTERNAL_MANAGED_IDENTITY_SOURCE_H_

#include <memory>
#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/managed_identity/host.h"
#include "identity/managed_identity_id.h"
#include "identity/seams/seams.h"

namespace azure::identity::internal {

enum class ManagedIdentitySource {
  kServiceFabric,
  kAppService,
  kAzureMl,
  kCloudShell,
  kAzureArc,
  kImds
};

// What the environment says, the first that fits; an empty variable counts as none:
//   IDENTITY_ENDPOINT, IDENTITY_HEADER, IDENTITY_SERVER_THUMBPRINT   Service Fabric
//   IDENTITY_ENDPOINT, IDENTITY_HEADER                               App Service
//   MSI_ENDPOINT, MSI_SECRET                                         Azure ML
//   MSI_ENDPOINT                                                     Cloud Shell
//   IDENTITY_ENDPOINT, IMDS_ENDPOINT; or the agent is installed      Azure Arc
//   else                                                             IMDS
ManagedIdentitySource FindManagedIdentitySource(const Environment& environment,
                                                const FileSystem& files);

// "ServiceFabric", "AppService", "AzureML", "CloudShell", "AzureArc", "IMDS".
absl::string_view ManagedIdentitySourceName(ManagedIdentitySource source);

// kInvalidArgument if the host takes no ID, or none of this kind, or it is empty.
absl::Status CheckManagedIdentityId(ManagedIdentitySource source, const ManagedIdentityId& id);

// `id` has been checked. Errors are those of ServiceFabric::Create.
absl::StatusOr<std::unique_ptr<ManagedIdentityHost>> NewManagedIdentityHost(
    ManagedIdentitySource source, std::optional<ManagedIdentityId> id, const Seams& seams);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_MANAGED_IDENTITY_SOURCE_H_
