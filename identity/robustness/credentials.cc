#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/identity.h"
#include "identity/robustness/world.h"

namespace azure::identity {
namespace {

using Made = absl::StatusOr<std::shared_ptr<TokenCredential>>;

std::string Secret(const char* of) { return absl::StrCat(kCanary, of); }

template <typename Options>
Options OptionsIn(World& world) {
  Options options;
  options.client = world.Options();
  return options;
}

std::string Content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Made ClientSecretIn(World& world) {
  return ClientSecretCredential::Create("t", "c", Secret("secret"),
                                        OptionsIn<ClientSecretCredentialOptions>(world));
}

Made ClientCertificateIn(World& world) {
  const std::string folder = "identity/testdata/certificates/";
  const auto parsed =
      ParseCertificates(Content(folder + "leaf.pem") + Content(folder + "key_pkcs8.pem"), "");
  if (!parsed.ok()) return parsed.status();
  return ClientCertificateCredential::Create("t", "c", parsed->certificates, parsed->key,
                                             OptionsIn<ClientCertificateCredentialOptions>(world));
}

Made ClientAssertionIn(World& world) {
  return ClientAssertionCredential::Create(
      "t", "c", [](const Context&) -> absl::StatusOr<std::string> { return Secret("assertion"); },
      OptionsIn<ClientAssertionCredentialOptions>(world));
}

Made OnBehalfOfIn(World& world) {
  return OnBehalfOfCredential::CreateWithSecret("t", "c", Secret("user"), Secret("secret"),
                                                OptionsIn<OnBehalfOfCredentialOptions>(world));
}

Made WorkloadIdentityIn(World& world) {
  auto options = OptionsIn<WorkloadIdentityCredentialOptions>(world);
  options.client_id = "c";
  options.tenant_id = "t";
  options.token_file_path = "/federated";
  return WorkloadIdentityCredential::Create(std::move(options));
}

Made AzurePipelinesIn(World& world) {
  world.environment->Set("SYSTEM_OIDCREQUESTURI", "https://dev.azure.com/oidctoken");
  return AzurePipelinesCredential::Create("t", "c", "connection", Secret("access"),
                                          OptionsIn<AzurePipelinesCredentialOptions>(world));
}

Made DeviceCodeIn(World& world) {
  auto options = OptionsIn<DeviceCodeCredentialOptions>(world);
  options.tenant_id = "t";
  options.client_id = "c";
  return DeviceCodeCredential::Create(std::move(options));
}

Made InteractiveBrowserIn(World& world) {
  auto options = OptionsIn<InteractiveBrowserCredentialOptions>(world);
  options.tenant_id = "t";
  options.client_id = "c";
  return InteractiveBrowserCredential::Create(std::move(options));
}

Made UsernamePasswordIn(World& world) {
  return UsernamePasswordCredential::Create("t", "c", "ada@contoso.example", Secret("password"),
                                            OptionsIn<UsernamePasswordCredentialOptions>(world));
}

Made ManagedIdentityIn(World& world) {
  return ManagedIdentityCredential::Create(OptionsIn<ManagedIdentityCredentialOptions>(world));
}

// On the host of which these variables tell.
std::function<Made(World&)> OnHost(std::map<std::string, std::string> variables) {
  return [variables = std::move(variables)](World& world) {
    for (const auto& [name, value] : variables) world.environment->Set(name, value);
    return ManagedIdentityIn(world);
  };
}

Made EnvironmentIn(World& world) {
  world.environment->Set("AZURE_TENANT_ID", "t");
  world.environment->Set("AZURE_CLIENT_ID", "c");
  world.environment->Set("AZURE_CLIENT_SECRET", Secret("secret"));
  return EnvironmentCredential::Create(OptionsIn<EnvironmentCredentialOptions>(world));
}

Made AzureCliIn(World& world) {
  return AzureCLICredential::Create(OptionsIn<AzureCLICredentialOptions>(world));
}
Made AzureDeveloperCliIn(World& world) {
  return AzureDeveloperCLICredential::Create(OptionsIn<AzureDeveloperCLICredentialOptions>(world));
}
Made AzurePowerShellIn(World& world) {
  return AzurePowerShellCredential::Create(OptionsIn<AzurePowerShellCredentialOptions>(world));
}

Made ChainIn(World& world) {
  auto managed_identity = ManagedIdentityIn(world);
  if (!managed_identity.ok()) return managed_identity;
  auto azure_cli = AzureCliIn(world);
  if (!azure_cli.ok()) return azure_cli;
  return ChainedTokenCredential::Create({*std::move(managed_identity), *std::move(azure_cli)},
                                        OptionsIn<ChainedTokenCredentialOptions>(world));
}

Made DefaultIn(World& world) {
  return DefaultAzureCredential::Create(OptionsIn<DefaultAzureCredentialOptions>(world));
}

}  // namespace

const std::vector<CredentialMaker>& AllCredentials() {
  static const auto* const kMakers = new std::vector<CredentialMaker>{
      {"ClientSecret", ClientSecretIn},
      {"ClientCertificate", ClientCertificateIn},
      {"ClientAssertion", ClientAssertionIn},
      {"OnBehalfOf", OnBehalfOfIn},
      {"WorkloadIdentity", WorkloadIdentityIn},
      {"AzurePipelines", AzurePipelinesIn},
      {"DeviceCode", DeviceCodeIn},
      {"InteractiveBrowser", InteractiveBrowserIn},
      {"UsernamePassword", UsernamePasswordIn},
      {"Environment", EnvironmentIn},
      {"AzureCLI", AzureCliIn},
      {"AzureDeveloperCLI", AzureDeveloperCliIn},
      {"AzurePowerShell", AzurePowerShellIn},
      {"Imds", OnHost({})},
      {"AppService", OnHost({{"IDENTITY_ENDPOINT", "http://127.0.0.1:41741/msi/token"},
                             {"IDENTITY_HEADER", Secret("header")}})},
      {"AzureArc",
       OnHost({{"IDENTITY_ENDPOINT", "http://127.0.0.1:40342/metadata/identity/oauth2/token"},
               {"IMDS_ENDPOINT", "http://127.0.0.1:40342"}})},
      {"AzureML", OnHost({{"MSI_ENDPOINT", "http://127.0.0.1:46808/MSI/auth"},
                          {"MSI_SECRET", Secret("msi")}})},
      {"CloudShell", OnHost({{"MSI_ENDPOINT", "http://127.0.0.1:50342/oauth2/token"}})},
      {"ServiceFabric", OnHost({{"IDENTITY_ENDPOINT", "https://127.0.0.1:2377/metadata/token"},
                                {"IDENTITY_HEADER", Secret("header")},
                                {"IDENTITY_SERVER_THUMBPRINT", std::string(40, 'A')}})},
      {"Chained", ChainIn},
      {"Default", DefaultIn},
  };
  return *kMakers;
}

}  // namespace azure::identity
