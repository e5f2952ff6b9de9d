// Names that are there from the start.
#ifndef MOCK_ENTRA_DIRECTORY_WELL_KNOWN_H_
#define MOCK_ENTRA_DIRECTORY_WELL_KNOWN_H_

#include <vector>

#include "absl/strings/string_view.h"

namespace mock::entra {

// The tenant, application, secret and user of DefaultDirectory().
inline constexpr absl::string_view kDefaultTenantId = "a11ce000-0000-4000-8000-000000000001";
inline constexpr absl::string_view kDefaultClientId = "a11ce000-0000-4000-8000-000000000002";
inline constexpr absl::string_view kDefaultClientSecret = "azmock-default-secret";
inline constexpr absl::string_view kDefaultUserName = "user@azmock.example";
inline constexpr absl::string_view kDefaultUserPassword = "azmock-default-password";
// What it has in Azure.
inline constexpr absl::string_view kDefaultSubscriptionId = "a11ce000-0000-4000-8000-00000000000a";

// Its managed identities, assigned to every default host: the host's own, and one
// that a request must name.
inline constexpr absl::string_view kDefaultSystemIdentity = "azmock-system";
inline constexpr absl::string_view kDefaultSystemClientId = "a11ce000-0000-4000-8000-000000000003";
inline constexpr absl::string_view kDefaultUserIdentity = "azmock-user";
inline constexpr absl::string_view kDefaultUserClientId = "a11ce000-0000-4000-8000-000000000004";

// What a v1 token is for when the request names no resource.
inline constexpr absl::string_view kAzureAdGraph = "00000002-0000-0000-c000-000000000000";
inline constexpr absl::string_view kMicrosoftGraph = "https://graph.microsoft.com";
inline constexpr absl::string_view kAzureStorage = "https://storage.azure.com";

// Services of Microsoft's, by their client IDs:
// https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
inline constexpr absl::string_view kKeyVaultAppId = "cfa8b339-82a2-471a-a3c9-0fc0be7a4093";
inline constexpr absl::string_view kStorageAppId = "e406a681-f3d4-42a8-90b6-c2b029497af1";
inline constexpr absl::string_view kGraphAppId = "00000003-0000-0000-c000-000000000000";

struct WellKnownResource {
  absl::string_view uri;
  absl::string_view app_id;  // Microsoft's own, the same in every tenant; "" if we know none
};

// What Azure's SDKs ask for by default, in each cloud.
const std::vector<WellKnownResource>& WellKnownResources();

// Some services' tokens can be had for one account, such as "https://x.blob.core.windows.net":
// then the service's URI, here Azure Storage's; else "".
absl::string_view ServiceOfAccount(absl::string_view uri);

// Public clients of Microsoft's, which users sign in to everywhere.
struct WellKnownApplication {
  absl::string_view app_id;
  absl::string_view display_name;
};

const std::vector<WellKnownApplication>& WellKnownApplications();

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_WELL_KNOWN_H_
