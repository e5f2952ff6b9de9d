#include "mock_entra/directory/well_known.h"

namespace mock::entra {
namespace {

// https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
constexpr absl::string_view kManagement = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
constexpr absl::string_view kKeyVault = "cfa8b339-82a2-471a-a3c9-0fc0be7a4093";
constexpr absl::string_view kStorage = "e406a681-f3d4-42a8-90b6-c2b029497af1";
constexpr absl::string_view kGraph = "00000003-0000-0000-c000-000000000000";

}  // namespace

const std::vector<WellKnownResource>& WellKnownResources() {
  static const auto* const resources = new std::vector<WellKnownResource>{
      {"https://management.azure.com", kManagement},
      {"https://management.core.windows.net/", kManagement},
      {"https://management.usgovcloudapi.net", kManagement},
      {"https://management.core.usgovcloudapi.net/", kManagement},
      {"https://management.chinacloudapi.cn", kManagement},
      {"https://management.core.chinacloudapi.cn/", kManagement},
      {"https://vault.azure.net", kKeyVault},
      {"https://vault.usgovcloudapi.net", kKeyVault},
      {"https://vault.azure.cn", kKeyVault},
      {"https://storage.azure.com", kStorage},
      {kMicrosoftGraph, kGraph},
      {"https://graph.microsoft.us", kGraph},
      {"https://microsoftgraph.chinacloudapi.cn", kGraph},
      {"https://graph.windows.net", kAzureAdGraph},
  };
  return *resources;
}

}  // namespace mock::entra
