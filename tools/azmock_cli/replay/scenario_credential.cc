#include "tools/azmock_cli/replay/scenario_credential.h"

#include <string>
#include <utility>
#include <vector>

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
#include "identity/environment_credential.h"
#include "identity/errors.h"
#include "identity/managed_identity_credential.h"
#include "identity/on_behalf_of_credential.h"
#include "identity/workload_identity_credential.h"
#include "tools/azmock_cli/replay/scenario_options.h"

namespace azmock {
namespace {

using azure::identity::AccessToken;
using azure::identity::ClientOptions;
using azure::identity::Context;
using azure::identity::ManagedIdentityId;
using azure::identity::OnBehalfOfCredential;
using azure::identity::OnBehalfOfCredentialOptions;
using azure::identity::TokenCredential;
using azure::identity::TokenRequestOptions;
using mock::scenario::Client;

using NewCredential = absl::StatusOr<std::unique_ptr<TokenCredential>>;

// One that a user wrote; chains log the name of its type.
class OwnCredential : public TokenCredential {
 public:
  explicit OwnCredential(mock::scenario::OwnCredential of) : of_(std::move(of)) {}

  absl::StatusOr<AccessToken> GetToken(const Context&, const TokenRequestOptions&) override {
    if (of_.has_unavailable()) {
      return azure::identity::CredentialUnavailableError(of_.unavailable());
    }
    if (of_.has_error()) return absl::UnknownError(of_.error());
    return AccessToken{of_.token(), absl::InfiniteFuture()};
  }

 private:
  const mock::scenario::OwnCredential of_;
};

// What the options of credentials that ask Entra ID have.
template <typename Options>
Options OptionsFor(const Client& client, ClientOptions client_options) {
  const auto& given = client.options();
  Options options;
  options.client = Completed(client, std::move(client_options));
  options.disable_instance_discovery = given.disable_instance_discovery();
  options.additionally_allowed_tenants = {given.additionally_allowed_tenants().begin(),
                                          given.additionally_allowed_tenants().end()};
  return options;
}

// A callback that gives the assertion, or its error.
std::function<absl::StatusOr<std::string>(const Context&)> CallbackFor(
    const mock::scenario::Assertion& assertion) {
  return [assertion](const Context&) -> absl::StatusOr<std::string> {
    if (assertion.has_callback_error()) return absl::UnknownError(assertion.callback_error());
    return assertion.text();
  };
}

NewCredential NewClientSecret(const Client& client, ClientOptions options) {
  using Credential = azure::identity::ClientSecretCredential;
  const auto& of = client.client_secret();
  return Credential::Create(
      of.tenant_id(), of.client_id(), of.client_secret(),
      OptionsFor<azure::identity::ClientSecretCredentialOptions>(client, std::move(options)));
}

NewCredential NewClientCertificate(const Client& client, ClientOptions client_options) {
  const auto& of = client.client_certificate();
  auto parsed =
      azure::identity::ParseCertificates(of.certificate().data(), of.certificate().password());
  if (!parsed.ok()) return parsed.status();
  auto options = OptionsFor<azure::identity::ClientCertificateCredentialOptions>(
      client, std::move(client_options));
  options.send_certificate_chain = of.send_certificate_chain();
  return azure::identity::ClientCertificateCredential::Create(
      of.tenant_id(), of.client_id(), parsed->certificates, parsed->key, std::move(options));
}

NewCredential NewClientAssertion(const Client& client, ClientOptions options) {
  const auto& of = client.client_assertion();
  return azure::identity::ClientAssertionCredential::Create(
      of.tenant_id(), of.client_id(), CallbackFor(of.assertion()),
      OptionsFor<azure::identity::ClientAssertionCredentialOptions>(client, std::move(options)));
}

NewCredential NewOnBehalfOf(const Client& client, ClientOptions client_options) {
  const auto& of = client.on_behalf_of();
  auto options = OptionsFor<OnBehalfOfCredentialOptions>(client, std::move(client_options));
  options.send_certificate_chain = of.send_certificate_chain();
  const std::string& user = of.user_assertion().text();
  if (of.has_client_secret()) {
    return OnBehalfOfCredential::CreateWithSecret(of.tenant_id(), of.client_id(), user,
                                                  of.client_secret(), std::move(options));
  }
  if (of.has_client_assertion()) {
    return OnBehalfOfCredential::CreateWithClientAssertions(of.tenant_id(), of.client_id(), user,
                                                            CallbackFor(of.client_assertion()),
                                                            std::move(options));
  }
  auto parsed =
      azure::identity::ParseCertificates(of.certificate().data(), of.certificate().password());
  if (!parsed.ok()) return parsed.status();
  return OnBehalfOfCredential::CreateWithCertificate(
      of.tenant_id(), of.client_id(), user, parsed->certificates, parsed->key, std::move(options));
}

NewCredential NewWorkloadIdentity(const Client& client, ClientOptions client_options) {
  const auto& of = client.workload_identity();
  auto options = OptionsFor<azure::identity::WorkloadIdentityCredentialOptions>(
      client, std::move(client_options));
  options.tenant_id = of.tenant_id();
  options.client_id = of.client_id();
  options.token_file_path = of.token_file_path();
  options.enable_azure_proxy = of.enable_azure_proxy();
  return azure::identity::WorkloadIdentityCredential::Create(std::move(options));
}

NewCredential NewAzurePipelines(const Client& client, ClientOptions options) {
  const auto& of = client.azure_pipelines();
  return azure::identity::AzurePipelinesCredential::Create(
      of.tenant_id(), of.client_id(), of.service_connection_id(), of.system_access_token(),
      OptionsFor<azure::identity::AzurePipelinesCredentialOptions>(client, std::move(options)));
}

NewCredential NewManagedIdentity(const Client& client, ClientOptions client_options) {
  const auto& of = client.managed_identity();
  azure::identity::ManagedIdentityCredentialOptions options;
  options.client = Completed(client, std::move(client_options));
  if (of.has_client_id()) options.id = ManagedIdentityId::Client(of.client_id());
  if (of.has_object_id()) options.id = ManagedIdentityId::Object(of.object_id());
  if (of.has_resource_id()) options.id = ManagedIdentityId::Resource(of.resource_id());
  return azure::identity::ManagedIdentityCredential::Create(std::move(options));
}

// Options that all developer tools have.
template <typename Options>
Options ToolOptionsFor(const Client& client, const std::string& tenant_id,
                       ClientOptions client_options) {
  const auto& given = client.options();
  Options options;
  options.client = Completed(client, std::move(client_options));
  options.additionally_allowed_tenants = {given.additionally_allowed_tenants().begin(),
                                          given.additionally_allowed_tenants().end()};
  options.tenant_id = tenant_id;
  return options;
}

NewCredential NewAzureCLI(const Client& client, ClientOptions client_options) {
  auto options = ToolOptionsFor<azure::identity::AzureCLICredentialOptions>(
      client, client.azure_cli().tenant_id(), std::move(client_options));
  options.subscription = client.azure_cli().subscription();
  return azure::identity::AzureCLICredential::Create(std::move(options));
}

NewCredential NewAzureDeveloperCLI(const Client& client, ClientOptions options) {
  return azure::identity::AzureDeveloperCLICredential::Create(
      ToolOptionsFor<azure::identity::AzureDeveloperCLICredentialOptions>(
          client, client.azure_developer_cli().tenant_id(), std::move(options)));
}

NewCredential NewAzurePowerShell(const Client& client, ClientOptions options) {
  return azure::identity::AzurePowerShellCredential::Create(
      ToolOptionsFor<azure::identity::AzurePowerShellCredentialOptions>(
          client, client.azure_powershell().tenant_id(), std::move(options)));
}

NewCredential NewEnvironment(const Client& client, ClientOptions client_options) {
  return azure::identity::EnvironmentCredential::Create(
      OptionsFor<azure::identity::EnvironmentCredentialOptions>(client, std::move(client_options)));
}

NewCredential NewDefaultAzure(const Client& client, ClientOptions client_options) {
  const auto& of = client.default_azure();
  auto options =
      OptionsFor<azure::identity::DefaultAzureCredentialOptions>(client, std::move(client_options));
  options.tenant_id = of.tenant_id();
  options.require_azure_token_credentials = of.require_azure_token_credentials();
  return azure::identity::DefaultAzureCredential::Create(std::move(options));
}

// A client like `client` whose credential is `source`.
Client SourceClient(const Client& client, const mock::scenario::ChainSource& source) {
  Client of_source;
  // The messages have these fields' numbers in common.
  of_source.ParseFromString(source.SerializeAsString());
  *of_source.mutable_environment() = client.environment();
  *of_source.mutable_options() = client.options();
  return of_source;
}

NewCredential NewChainedToken(const Client& client, ClientOptions client_options) {
  std::vector<std::shared_ptr<TokenCredential>> sources;
  for (const auto& source : client.chained_token().sources()) {
    if (source.has_own()) {
      sources.push_back(std::make_shared<OwnCredential>(source.own()));
      continue;
    }
    auto made = NewScenarioCredential(SourceClient(client, source), client_options);
    if (!made.ok()) return made.status();
    sources.push_back(*std::move(made));
  }
  azure::identity::ChainedTokenCredentialOptions options;
  options.client = std::move(client_options);
  options.retry_sources = client.chained_token().retry_sources();
  return azure::identity::ChainedTokenCredential::Create(std::move(sources), std::move(options));
}

}  // namespace

NewCredential NewScenarioCredential(const Client& client, ClientOptions options) {
  switch (client.credential_case()) {
    case Client::kClientSecret:
      return NewClientSecret(client, std::move(options));
    case Client::kClientCertificate:
      return NewClientCertificate(client, std::move(options));
    case Client::kClientAssertion:
      return NewClientAssertion(client, std::move(options));
    case Client::kOnBehalfOf:
      return NewOnBehalfOf(client, std::move(options));
    case Client::kWorkloadIdentity:
      return NewWorkloadIdentity(client, std::move(options));
    case Client::kAzurePipelines:
      return NewAzurePipelines(client, std::move(options));
    case Client::kUsernamePassword:
    case Client::kDeviceCode:
    case Client::kInteractiveBrowser:
      break;  // NewUserCredential makes these.
    case Client::kManagedIdentity:
      return NewManagedIdentity(client, std::move(options));
    case Client::kAzureCli:
      return NewAzureCLI(client, std::move(options));
    case Client::kAzureDeveloperCli:
      return NewAzureDeveloperCLI(client, std::move(options));
    case Client::kAzurePowershell:
      return NewAzurePowerShell(client, std::move(options));
    case Client::kEnvironmentSettings:
      return NewEnvironment(client, std::move(options));
    case Client::kChainedToken:
      return NewChainedToken(client, std::move(options));
    case Client::kDefaultAzure:
      return NewDefaultAzure(client, std::move(options));
    case Client::CREDENTIAL_NOT_SET:
      break;
  }
  return absl::InvalidArgumentError("client: no credential is given");
}

}  // namespace azmock
