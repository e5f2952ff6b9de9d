#include "identity/robustness/credentials.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/azure_cli_credential.h"
#include "identity/azure_developer_cli_credential.h"
#include "identity/azure_pipelines_credential.h"
#include "identity/azure_powershell_credential.h"
#include "identity/certificates.h"
#include "identity/chained_token_credential.h"
#include "identity/client_assertion_credential.h"
#include "identity/client_certificate_credential.h"
#include "identity/client_secret_credential.h"
#include "identity/default_azure_credential.h"
#include "identity/device_code_credential.h"
#include "identity/environment_credential.h"
#include "identity/interactive_browser_credential.h"
#include "identity/internal/proofs/token_proxy.h"
#include "identity/managed_identity_credential.h"
#include "identity/on_behalf_of_credential.h"
#include "identity/testing/fake_environment.h"
#include "identity/username_password_credential.h"
#include "identity/workload_identity_credential.h"

// One of the credentials is deprecated.
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

namespace azure::identity {
namespace {

using Variables = std::map<std::string, std::string>;

constexpr char kTenant[] = "t";
constexpr char kClient[] = "c";
constexpr char kImds[] = "169.254.169.254";

template <typename Options>
Options In(World& world) {
  Options options;
  options.client = world.Options();
  return options;
}

// For credentials whose Create() takes options alone.
template <typename Credential, typename Options>
MadeCredential Make(World& world) {
  return Credential::Create(In<Options>(world));
}

const CertificatesAndKey& OwnCertificate() {
  static const auto& parsed =
      *new CertificatesAndKey(ParseCertificates(Services::File(kCertificatePath)).value());
  return parsed;
}

MadeCredential MakeClientSecret(World& world) {
  return ClientSecretCredential::Create(kTenant, kClient, kClientSecret,
                                        In<ClientSecretCredentialOptions>(world));
}

MadeCredential MakeClientCertificate(World& world) {
  return ClientCertificateCredential::Create(kTenant, kClient, OwnCertificate().certificates,
                                             OwnCertificate().key,
                                             In<ClientCertificateCredentialOptions>(world));
}

MadeCredential MakeClientAssertion(World& world) {
  return ClientAssertionCredential::Create(
      kTenant, kClient, [&world](const Context& ctx) { return world.GiveAssertion(ctx); },
      In<ClientAssertionCredentialOptions>(world));
}

// The credential's own proxy would send through libcurl.
MadeCredential MakeWorkloadIdentityThroughProxy(World& world) {
  auto options = In<WorkloadIdentityCredentialOptions>(world);
  auto proxy = internal::TokenProxy::Configured(
      FakeEnvironment({{"AZURE_KUBERNETES_TOKEN_PROXY", "https://proxy.example/p"},
                       {"AZURE_KUBERNETES_CA_FILE", kCaFilePath}}),
      options.client.seams.files,
      [direct = options.client.transport](const CurlTransportOptions&) { return direct; });
  if (!proxy.ok()) return proxy.status();
  options.client.transport = *std::move(proxy);
  return WorkloadIdentityCredential::Create(std::move(options));
}

MadeCredential MakeAzurePipelines(World& world) {
  return AzurePipelinesCredential::Create(kTenant, kClient, "connection", kSystemAccessToken,
                                          In<AzurePipelinesCredentialOptions>(world));
}

MadeCredential MakeOnBehalfOfWithSecret(World& world) {
  return OnBehalfOfCredential::CreateWithSecret(kTenant, kClient, kUserAssertion, kClientSecret,
                                                In<OnBehalfOfCredentialOptions>(world));
}

MadeCredential MakeOnBehalfOfWithCertificate(World& world) {
  return OnBehalfOfCredential::CreateWithCertificate(
      kTenant, kClient, kUserAssertion, OwnCertificate().certificates, OwnCertificate().key,
      In<OnBehalfOfCredentialOptions>(world));
}

MadeCredential MakeOnBehalfOfWithAssertions(World& world) {
  return OnBehalfOfCredential::CreateWithClientAssertions(
      kTenant, kClient, kUserAssertion,
      [&world](const Context& ctx) { return world.GiveAssertion(ctx); },
      In<OnBehalfOfCredentialOptions>(world));
}

MadeCredential MakeDeviceCode(World& world) {
  auto options = In<DeviceCodeCredentialOptions>(world);
  options.user_prompt = [&world](const Context& ctx, const DeviceCodeMessage& message) {
    return world.ShowCode(ctx, message);
  };
  return DeviceCodeCredential::Create(std::move(options));
}

MadeCredential MakeUsernamePassword(World& world) {
  return UsernamePasswordCredential::Create(kTenant, kClient, "ada@contoso.example", kPassword,
                                            In<UsernamePasswordCredentialOptions>(world));
}

// Their tokens outlive the process.
MadeCredential MakeClientSecretWithStore(World& world) {
  auto options = In<ClientSecretCredentialOptions>(world);
  options.client.token_cache = world.Store();
  return ClientSecretCredential::Create(kTenant, kClient, kClientSecret, std::move(options));
}

MadeCredential MakeInteractiveBrowserWithStore(World& world) {
  auto options = In<InteractiveBrowserCredentialOptions>(world);
  options.client.token_cache = world.Store();
  return InteractiveBrowserCredential::Create(std::move(options));
}

MadeCredential MakeChained(World& world) {
  std::vector<std::shared_ptr<TokenCredential>> sources;
  for (const auto make : {Make<AzureCLICredential, AzureCLICredentialOptions>, MakeClientSecret}) {
    MadeCredential source = make(world);
    if (!source.ok()) return source.status();
    sources.push_back(*std::move(source));
  }
  return ChainedTokenCredential::Create(std::move(sources),
                                        In<ChainedTokenCredentialOptions>(world));
}

Place With(Variables variables) { return {std::move(variables), {}}; }

// Of an application, with what proves who it is.
Place WithApplication(const std::string& name, const std::string& value) {
  return With({{"AZURE_TENANT_ID", kTenant}, {"AZURE_CLIENT_ID", kClient}, {name, value}});
}

Place WithHost(const std::string& endpoint) {
  return With({{"IDENTITY_ENDPOINT", endpoint}, {"IDENTITY_HEADER", kHostSecret}});
}

const Place& WithThumbprint() {
  static const auto& place = *new Place([] {
    Place made = WithHost("https://fabric.example/metadata/identity/oauth2/token");
    made.environment["IDENTITY_SERVER_THUMBPRINT"] = std::string(40, 'A');
    return made;
  }());
  return place;
}

}  // namespace

const std::vector<CredentialCase>& AllCredentials() {
  const auto managed_identity = Make<ManagedIdentityCredential, ManagedIdentityCredentialOptions>;
  const auto environment = Make<EnvironmentCredential, EnvironmentCredentialOptions>;
  const auto workload_identity =
      Make<WorkloadIdentityCredential, WorkloadIdentityCredentialOptions>;
  const auto by_default = Make<DefaultAzureCredential, DefaultAzureCredentialOptions>;
  const Place pod = WithApplication("AZURE_FEDERATED_TOKEN_FILE", kTokenFilePath);
  Place password = WithApplication("AZURE_USERNAME", "ada@contoso.example");
  password.environment["AZURE_PASSWORD"] = kPassword;

  static const auto& all = *new std::vector<CredentialCase>{
      {"ClientSecret", MakeClientSecret},
      {"ClientSecretInRegion", MakeClientSecret,
       With({{"AZURE_REGIONAL_AUTHORITY_NAME", "TryAutoDetect"}})},
      {"ClientSecretWithStore", MakeClientSecretWithStore},
      {"ClientCertificate", MakeClientCertificate},
      {"ClientAssertion", MakeClientAssertion},
      {"WorkloadIdentity", workload_identity, pod},
      {"WorkloadIdentityThroughProxy", MakeWorkloadIdentityThroughProxy, pod},
      {"AzurePipelines", MakeAzurePipelines,
       With({{"SYSTEM_OIDCREQUESTURI", "https://pipelines.example/oidc"}})},
      {"OnBehalfOfWithSecret", MakeOnBehalfOfWithSecret},
      {"OnBehalfOfWithCertificate", MakeOnBehalfOfWithCertificate},
      {"OnBehalfOfWithAssertions", MakeOnBehalfOfWithAssertions},
      {"ManagedIdentityOfImds", managed_identity},
      {"ManagedIdentityOfAppService", managed_identity, WithHost("http://127.0.0.1:80/msi/token")},
      {"ManagedIdentityOfArc", managed_identity,
       With({{"IDENTITY_ENDPOINT", "http://arc.example/metadata/identity/oauth2/token"},
             {"IMDS_ENDPOINT", "http://arc.example"}})},
      {"ManagedIdentityOfCloudShell", managed_identity,
       With({{"MSI_ENDPOINT", "http://cloud-shell.example/oauth2/token"}})},
      {"ManagedIdentityOfServiceFabric", managed_identity, WithThumbprint()},
      {"ManagedIdentityOfAzureML", managed_identity,
       With({{"MSI_ENDPOINT", "http://127.0.0.1:80/msi/token"}, {"MSI_SECRET", kHostSecret}})},
      {"DeviceCode", MakeDeviceCode},
      {"InteractiveBrowser",
       Make<InteractiveBrowserCredential, InteractiveBrowserCredentialOptions>},
      {"InteractiveBrowserWithStore", MakeInteractiveBrowserWithStore},
      {"UsernamePassword", MakeUsernamePassword},
      {"AzureCLI", Make<AzureCLICredential, AzureCLICredentialOptions>, {}, /*caches=*/false},
      {"AzureDeveloperCLI",
       Make<AzureDeveloperCLICredential, AzureDeveloperCLICredentialOptions>,
       {},
       /*caches=*/false},
      {"AzurePowerShell",
       Make<AzurePowerShellCredential, AzurePowerShellCredentialOptions>,
       {},
       /*caches=*/false},
      {"EnvironmentWithSecret", environment, WithApplication("AZURE_CLIENT_SECRET", kClientSecret)},
      {"EnvironmentWithCertificate", environment,
       WithApplication("AZURE_CLIENT_CERTIFICATE_PATH", kCertificatePath)},
      {"EnvironmentWithPassword", environment, password},
      {"Chained", MakeChained, {{}, {"az "}}},
      {"DefaultWithEnvironment", by_default, WithApplication("AZURE_CLIENT_SECRET", kClientSecret)},
      {"DefaultInPod", by_default, pod},
      {"DefaultOnVirtualMachine", by_default},
      {"DefaultOnDevelopersMachine",
       by_default,
       {{}, {kImds, "az "}},
       /*caches=*/false,
       /*asks_again=*/true},
  };
  return all;
}

absl::Status LazyCredential::Make() {
  if (credential_ != nullptr) return absl::OkStatus();
  MadeCredential made = case_.make(*world_);
  if (made.ok()) credential_ = *std::move(made);
  return made.status();
}

absl::StatusOr<AccessToken> LazyCredential::GetToken(const Context& ctx) {
  if (absl::Status made = Make(); !made.ok()) return made;
  return credential_->GetToken(ctx, {{"https://vault.azure.net/.default"}, "", "", false});
}

}  // namespace azure::identity
