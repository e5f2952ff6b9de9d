// Makes each credential of this library, but for the deprecated one of passwords, and gets
// a token with the one that is named.
//
//   bazel run //identity/samples:every_credential -- AzureCLICredential
//   https://vault.azure.net/.default
//
// What they need comes from environment variables of the names that Azure's tools use.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "identity/identity.h"

namespace {

using namespace ::azure::identity;  // NOLINT(google-build-using-namespace): all of them.

using Made = absl::StatusOr<std::shared_ptr<TokenCredential>>;

std::string Variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string Tenant() { return Variable("AZURE_TENANT_ID"); }
std::string Application() { return Variable("AZURE_CLIENT_ID"); }

std::string Content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Where the program runs.
Made MakeDefault() { return DefaultAzureCredential::Create(); }
Made MakeEnvironment() { return EnvironmentCredential::Create(); }
Made MakeManagedIdentity() { return ManagedIdentityCredential::Create(); }
Made MakeWorkloadIdentity() { return WorkloadIdentityCredential::Create(); }

Made MakeChain() {
  auto managed_identity = ManagedIdentityCredential::Create();
  if (!managed_identity.ok()) return managed_identity.status();
  auto azure_cli = AzureCLICredential::Create();
  if (!azure_cli.ok()) return azure_cli.status();
  std::vector<std::shared_ptr<TokenCredential>> sources;
  sources.push_back(*std::move(managed_identity));
  sources.push_back(*std::move(azure_cli));
  return ChainedTokenCredential::Create(std::move(sources));
}

// An application that can prove itself.
Made MakeClientSecret() {
  return ClientSecretCredential::Create(Tenant(), Application(), Variable("AZURE_CLIENT_SECRET"));
}

Made MakeClientCertificate() {
  const auto parsed = ParseCertificates(Content(Variable("AZURE_CLIENT_CERTIFICATE_PATH")),
                                        Variable("AZURE_CLIENT_CERTIFICATE_PASSWORD"));
  if (!parsed.ok()) return parsed.status();
  return ClientCertificateCredential::Create(Tenant(), Application(), parsed->certificates,
                                             parsed->key);
}

Made MakeClientAssertion() {
  return ClientAssertionCredential::Create(Tenant(), Application(),
                                           [](const Context&) -> absl::StatusOr<std::string> {
                                             return Content(Variable("AZURE_FEDERATED_TOKEN_FILE"));
                                           });
}

Made MakeOnBehalfOf() {
  return OnBehalfOfCredential::CreateWithSecret(Tenant(), Application(), Variable("USER_ASSERTION"),
                                                Variable("AZURE_CLIENT_SECRET"));
}

Made MakeAzurePipelines() {
  return AzurePipelinesCredential::Create(Tenant(), Application(),
                                          Variable("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"),
                                          Variable("SYSTEM_ACCESSTOKEN"));
}

// A developer who is signed in to a tool.
Made MakeAzureCLI() {
  AzureCLICredentialOptions options;
  options.subscription = Variable("AZURE_SUBSCRIPTION_ID");
  return AzureCLICredential::Create(std::move(options));
}

Made MakeAzureDeveloperCLI() { return AzureDeveloperCLICredential::Create(); }
Made MakeAzurePowerShell() { return AzurePowerShellCredential::Create(); }

// A user.
Made MakeInteractiveBrowser() { return InteractiveBrowserCredential::Create(); }
Made MakeDeviceCode() { return DeviceCodeCredential::Create(); }

const std::map<std::string, Made (*)()>& Makers() {
  static const auto* const kMakers = new std::map<std::string, Made (*)()>{
      {"AzureCLICredential", MakeAzureCLI},
      {"AzureDeveloperCLICredential", MakeAzureDeveloperCLI},
      {"AzurePipelinesCredential", MakeAzurePipelines},
      {"AzurePowerShellCredential", MakeAzurePowerShell},
      {"ChainedTokenCredential", MakeChain},
      {"ClientAssertionCredential", MakeClientAssertion},
      {"ClientCertificateCredential", MakeClientCertificate},
      {"ClientSecretCredential", MakeClientSecret},
      {"DefaultAzureCredential", MakeDefault},
      {"DeviceCodeCredential", MakeDeviceCode},
      {"EnvironmentCredential", MakeEnvironment},
      {"InteractiveBrowserCredential", MakeInteractiveBrowser},
      {"ManagedIdentityCredential", MakeManagedIdentity},
      {"OnBehalfOfCredential", MakeOnBehalfOf},
      {"WorkloadIdentityCredential", MakeWorkloadIdentity},
  };
  return *kMakers;
}

int Fail(const absl::Status& status) {
  std::cerr << status.message() << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const auto maker = argc == 3 ? Makers().find(argv[1]) : Makers().end();
  if (maker == Makers().end()) {
    std::cerr << "usage: every_credential NAME SCOPE, where NAME is one of\n";
    for (const auto& [name, make] : Makers()) std::cerr << "  " << name << "\n";
    return 2;
  }
  const Made credential = maker->second();
  if (!credential.ok()) return Fail(credential.status());

  const Context ctx = Context::Background().WithDeadline(absl::Now() + absl::Minutes(2));
  TokenRequestOptions request;
  request.scopes = {argv[2]};
  const absl::StatusOr<AccessToken> token = (*credential)->GetToken(ctx, request);
  if (!token.ok()) return Fail(token.status());
  std::cout << *token << "\n";  // never the token itself
  return 0;
}
