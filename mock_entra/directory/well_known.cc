#include "mock_entra/directory/well_known.h"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kManagement = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

bool IsOneOf(absl::string_view name, std::initializer_list<absl::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

const std::vector<WellKnownResource>& WellKnownResources() {
  static const auto* const kResources = new std::vector<WellKnownResource>{
      {"https://management.azure.com", kManagement},
      {"https://management.core.windows.net/", kManagement},
      {"https://management.usgovcloudapi.net", kManagement},
      {"https://management.core.usgovcloudapi.net/", kManagement},
      {"https://management.chinacloudapi.cn", kManagement},
      {"https://management.core.chinacloudapi.cn/", kManagement},
      {"https://vault.azure.net", kKeyVaultAppId},
      {"https://vault.usgovcloudapi.net", kKeyVaultAppId},
      {"https://vault.azure.cn", kKeyVaultAppId},
      {kAzureStorage, kStorageAppId},
      {kMicrosoftGraph, kGraphAppId},
      {"https://graph.microsoft.us", kGraphAppId},
      {"https://microsoftgraph.chinacloudapi.cn", kGraphAppId},
      {"https://graph.windows.net", kAzureAdGraph},
  };
  return *kResources;
}

bool IsStorageAccount(absl::string_view uri) {
  const std::string text = absl::AsciiStrToLower(absl::StripSuffix(uri, "/"));
  absl::string_view host = text;
  if (!absl::ConsumePrefix(&host, "https://")) return false;
  const std::vector<absl::string_view> parts = absl::StrSplit(host, absl::MaxSplits('.', 2));
  return parts.size() == 3 && !parts[0].empty() &&
         IsOneOf(parts[1], {"blob", "queue", "table", "file", "dfs"}) &&
         IsOneOf(parts[2], {"core.windows.net", "core.usgovcloudapi.net", "core.chinacloudapi.cn"});
}

const std::vector<WellKnownApplication>& WellKnownApplications() {
  static const auto* const kApplications = new std::vector<WellKnownApplication>{
      {"04b07795-8ddb-461a-bbee-02f9e1bf7b46", "Microsoft Azure CLI"},
      {"1950a258-227b-4e31-a9cf-717495945fc2", "Microsoft Azure PowerShell"},
      {"872cd9fa-d31f-45e0-9eab-6e460a02d1f1", "Visual Studio"},
      {"aebc6443-996d-45c2-90f0-388ff96faa56", "Visual Studio Code"},
  };
  return *kApplications;
}

}  // namespace mock::entra
