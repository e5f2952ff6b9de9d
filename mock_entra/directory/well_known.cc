#include "mock_entra/directory/well_known.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kManagement = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
constexpr absl::string_view kManagedHsm = "589d5083-6f11-4d30-a62a-a4b316a14abf";
constexpr absl::string_view kSql = "022907d3-0f1b-48f7-badc-1ba6abab6d66";
constexpr absl::string_view kOpenSourceDatabases = "123cd850-d9df-40bd-94d5-c9f07b7fa203";
constexpr absl::string_view kCosmos = "a232010e-820c-4083-83bb-3ace5fc29d0b";
constexpr absl::string_view kMonitor = "e933bd07-d2ee-4f1d-933c-3752b819567b";
constexpr absl::string_view kLogAnalytics = "ca7f3f0b-7d91-482c-8e09-c5d840d0eac5";
constexpr absl::string_view kApplicationInsights = "f5c26e74-f226-4ae8-85f0-b4af0080ac9e";
constexpr absl::string_view kBatch = "ddbf3205-c6bd-46ae-8127-60eb93363864";
constexpr absl::string_view kSynapse = "9e09aefc-b2e5-4d19-9f74-3e3e8b11a57b";
constexpr absl::string_view kAppConfiguration = "35ffadb3-7fc1-497e-b61b-381d28e744cc";
constexpr absl::string_view kCognitiveServices = "7d312290-28c8-473c-a0ed-8e53749b6d6d";
constexpr absl::string_view kSearch = "880da380-985e-4198-81b9-e05b1cc53158";
constexpr absl::string_view kHealth = "4f6778d8-5aef-43dc-a1ff-b073724b9495";

struct AccountSuffix {
  absl::string_view suffix;  // of the account's host
  absl::string_view service;
};

constexpr AccountSuffix kAccountSuffixes[] = {
    {".blob.core.windows.net", kAzureStorage},
    {".queue.core.windows.net", kAzureStorage},
    {".table.core.windows.net", kAzureStorage},
    {".file.core.windows.net", kAzureStorage},
    {".dfs.core.windows.net", kAzureStorage},
    {".blob.core.usgovcloudapi.net", kAzureStorage},
    {".queue.core.usgovcloudapi.net", kAzureStorage},
    {".table.core.usgovcloudapi.net", kAzureStorage},
    {".file.core.usgovcloudapi.net", kAzureStorage},
    {".dfs.core.usgovcloudapi.net", kAzureStorage},
    {".blob.core.chinacloudapi.cn", kAzureStorage},
    {".queue.core.chinacloudapi.cn", kAzureStorage},
    {".table.core.chinacloudapi.cn", kAzureStorage},
    {".file.core.chinacloudapi.cn", kAzureStorage},
    {".dfs.core.chinacloudapi.cn", kAzureStorage},
    {".documents.azure.com", "https://cosmos.azure.com"},
    {".documents.azure.us", "https://cosmos.azure.com"},
    {".documents.azure.cn", "https://cosmos.azure.com"},
    {".azconfig.io", "https://azconfig.io"},
    {".azconfig.azure.us", "https://azconfig.io"},
    {".azconfig.azure.cn", "https://azconfig.io"},
    {".servicebus.windows.net", "https://servicebus.azure.net"},
    {".servicebus.usgovcloudapi.net", "https://servicebus.azure.net"},
    {".servicebus.chinacloudapi.cn", "https://servicebus.azure.net"},
    {".kusto.windows.net", "https://kusto.kusto.windows.net"},
    {".azurehealthcareapis.com", "https://azurehealthcareapis.com"},
};

}  // namespace

const std::vector<WellKnownResource>& WellKnownResources() {
  static const auto* const kResources = new std::vector<WellKnownResource>{
      {"https://management.azure.com", kManagement},
      {"https://management.core.windows.net/", kManagement},
      {"https://management.usgovcloudapi.net", kManagement},
      {"https://management.core.usgovcloudapi.net/", kManagement},
      {"https://management.chinacloudapi.cn", kManagement},
      {"https://management.core.chinacloudapi.cn/", kManagement},
      {kMicrosoftGraph, kGraphAppId},
      {"https://graph.microsoft.us", kGraphAppId},
      {"https://microsoftgraph.chinacloudapi.cn", kGraphAppId},
      {"https://graph.windows.net", kAzureAdGraph},
      {"https://vault.azure.net", kKeyVaultAppId},
      {"https://vault.usgovcloudapi.net", kKeyVaultAppId},
      {"https://vault.azure.cn", kKeyVaultAppId},
      {"https://managedhsm.azure.net", kManagedHsm},
      {"https://managedhsm.usgovcloudapi.net", kManagedHsm},
      {"https://managedhsm.azure.cn", kManagedHsm},
      // Data.
      {kAzureStorage, kStorageAppId},
      {"https://datalake.azure.net/", "e9f49c6b-5ce5-44c8-925d-015017e9f7ad"},
      {"https://database.windows.net/", kSql},
      {"https://database.usgovcloudapi.net/", kSql},
      {"https://database.chinacloudapi.cn/", kSql},
      {"https://ossrdbms-aad.database.windows.net", kOpenSourceDatabases},
      {"https://ossrdbms-aad.database.usgovcloudapi.net", kOpenSourceDatabases},
      {"https://ossrdbms-aad.database.chinacloudapi.cn", kOpenSourceDatabases},
      {"https://cosmos.azure.com", kCosmos},
      {"https://redis.azure.com", ""},
      {"https://kusto.kusto.windows.net", "2746ea77-4702-4b45-80ca-3c97e680e8b7"},
      {"https://dev.azuresynapse.net", kSynapse},
      {"https://dev.azuresynapse.usgovcloudapi.net", kSynapse},
      {"https://dev.azuresynapse.azure.cn", kSynapse},
      {"https://analysis.windows.net/powerbi/api", "00000009-0000-0000-c000-000000000000"},
      {"https://purview.azure.net", "73c2949e-da2d-457a-9607-fcc665198967"},
      {"2ff814a6-3304-4ab8-85cb-cd0e6f879c1d", "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"},
      // Messages. Schema Registry is Event Hubs'.
      {"https://servicebus.azure.net", "80a10ef9-8168-493d-abf9-3297c4ef6e3c"},
      {"https://eventhubs.azure.net", "80369ed6-5f11-4dd9-bef3-692475845e77"},
      {"https://relay.azure.net", ""},
      {"https://eventgrid.azure.net", "4962773b-9cdb-44cf-a8bf-237846a00ab7"},
      {"https://signalr.azure.com", ""},
      {"https://webpubsub.azure.com", ""},
      {"https://communication.azure.com", "1fd5118e-2576-4263-8130-9503064c837a"},
      // Observation.
      {"https://monitor.azure.com", kMonitor},
      {"https://monitor.azure.us", kMonitor},
      {"https://monitor.azure.cn", kMonitor},
      {"https://metrics.monitor.azure.com", ""},
      {"https://prometheus.monitor.azure.com", ""},
      {"https://api.loganalytics.io", kLogAnalytics},
      {"https://api.loganalytics.us", kLogAnalytics},
      {"https://api.loganalytics.azure.cn", kLogAnalytics},
      {"https://api.applicationinsights.io", kApplicationInsights},
      // Machines, and what they run.
      {"https://batch.core.windows.net/", kBatch},
      {"https://batch.core.usgovcloudapi.net/", kBatch},
      {"https://batch.chinacloudapi.cn/", kBatch},
      {"6dae42f8-4368-4678-94ff-3960e28e3630", "6dae42f8-4368-4678-94ff-3960e28e3630"},  // AKS
      {"https://containerregistry.azure.net", "6a0ec4d3-30cb-4a83-91c0-ae56bc0e3d26"},
      {"https://azconfig.io", kAppConfiguration},
      {"https://appconfig.azure.com", kAppConfiguration},
      {"https://appconfig.azure.us", kAppConfiguration},
      {"https://appconfig.azure.cn", kAppConfiguration},
      {"https://app.vssps.visualstudio.com", "499b84ac-1321-427f-aa17-267ca6975798"},
      {"https://attest.azure.net", "c61423b7-1d1f-430d-b444-0eee53298103"},
      {"https://confidential-ledger.azure.com", ""},
      {"https://codesigning.azure.net", ""},
      {"https://devcenter.azure.com", ""},
      {"https://cnt-prod.loadtesting.azure.com", ""},
      // Things.
      {"https://iothubs.azure.net", "89d10474-74af-4874-99a7-c23c2f643083"},
      {"https://azure-devices-provisioning.net", "0cd79364-7a90-4354-9984-6e36c841418d"},
      {"https://apps.azureiotcentral.com", "9edfcdd9-0bc5-4bd4-b287-c3afc716aac7"},
      {"https://digitaltwins.azure.net", "0b07f429-9f4b-4714-9392-cc5e8e80c8b0"},
      {"https://api.timeseries.azure.com", "120d688d-1518-4cf7-bd38-182f158850b6"},
      {"https://api.adu.microsoft.com", ""},
      {"https://sts.mixedreality.azure.com", "c7ddd9b4-5172-4e28-bd29-1e0792947d18"},
      {"https://atlas.microsoft.com", "ba1ea022-5807-41d5-bbeb-292c7e1cf5f6"},  // Maps
      // Artificial intelligence, search, health.
      {"https://cognitiveservices.azure.com", kCognitiveServices},
      {"https://cognitiveservices.azure.us", kCognitiveServices},
      {"https://cognitiveservices.azure.cn", kCognitiveServices},
      {"https://ml.azure.com", ""},
      {"https://ai.azure.com", ""},
      {"https://quantum.microsoft.com", ""},
      {"https://search.azure.com", kSearch},
      {"https://search.azure.us", kSearch},
      {"https://search.azure.cn", kSearch},
      {"https://azurehealthcareapis.com", kHealth},
      {"https://healthdataservices.azure.com", ""},
      {"https://deid.azure.com", ""},
      {"https://healthinsights.azure.com", ""},
  };
  return *kResources;
}

absl::string_view ServiceOfAccount(absl::string_view uri) {
  const std::string text = absl::AsciiStrToLower(absl::StripSuffix(uri, "/"));
  absl::string_view host = text;
  if (!absl::ConsumePrefix(&host, "https://") || absl::StrContains(host, '/')) return "";
  for (const AccountSuffix& known : kAccountSuffixes) {
    absl::string_view account = host;
    if (absl::ConsumeSuffix(&account, known.suffix) && !account.empty()) return known.service;
  }
  return "";
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
