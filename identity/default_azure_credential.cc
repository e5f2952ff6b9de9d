#include "identity/default_azure_credential.h"

#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "identity/environment_credential.h"
#include "identity/errors.h"
#include "identity/internal/chain/default_sources.h"
#include "identity/internal/chain/source_chain.h"
#include "identity/internal/developer_tools/azure_cli.h"
#include "identity/internal/developer_tools/azure_developer_cli.h"
#include "identity/internal/developer_tools/azure_powershell.h"
#include "identity/internal/developer_tools/developer_tool_client.h"
#include "identity/internal/entra/tenant.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/managed_identity/managed_identity_client.h"
#include "identity/internal/pipeline/credential_log.h"
#include "identity/internal/pipeline/defaults.h"
#include "identity/managed_identity_id.h"
#include "identity/workload_identity_credential.h"

namespace azure::identity {
namespace {

using internal::DefaultSource;
using CredentialOr = absl::StatusOr<std::shared_ptr<TokenCredential>>;

// Stands for a source that could not be made, so that users see why.
class UnavailableSource final : public TokenCredential {
 public:
  UnavailableSource(absl::string_view name, const absl::Status& reason)
      : error_(IsCredentialUnavailable(reason)
                   ? reason
                   : internal::CredentialUnavailable(name, reason.message())) {}

  absl::StatusOr<AccessToken> GetToken(const Context&, const TokenRequestOptions&) override {
    return error_;
  }

 private:
  const absl::Status error_;
};

CredentialOr MakeEnvironment(const DefaultAzureCredentialOptions& options, bool /*alone*/) {
  EnvironmentCredentialOptions made;
  made.client = options.client;
  made.additionally_allowed_tenants = options.additionally_allowed_tenants;
  made.disable_instance_discovery = options.disable_instance_discovery;
  return EnvironmentCredential::Create(std::move(made));
}

CredentialOr MakeWorkloadIdentity(const DefaultAzureCredentialOptions& options, bool /*alone*/) {
  WorkloadIdentityCredentialOptions made;
  made.client = options.client;
  made.additionally_allowed_tenants = options.additionally_allowed_tenants;
  made.disable_instance_discovery = options.disable_instance_discovery;
  made.tenant_id = options.tenant_id;
  return WorkloadIdentityCredential::Create(std::move(made));
}

CredentialOr MakeManagedIdentity(const DefaultAzureCredentialOptions& options, bool alone) {
  internal::ManagedIdentityClientOptions made;
  made.client = options.client;
  if (std::optional<std::string> id = options.client.seams.environment->Get("AZURE_CLIENT_ID")) {
    made.id = ManagedIdentityId::Client(*std::move(id));
  }
  // Nothing waits behind it that a machine without a metadata service would delay.
  made.probe = !alone;
  return internal::ManagedIdentityClient::Create(std::move(made));
}

template <typename Tool>
CredentialOr MakeDeveloperTool(const DefaultAzureCredentialOptions& options, bool /*alone*/) {
  return internal::DeveloperToolClient::Create(
      std::make_unique<Tool>(), {options.client, options.tenant_id,
                                 options.additionally_allowed_tenants, /*in_default_chain=*/true});
}

// Makes a source; `alone` if the chain has no other.
using Maker = CredentialOr (*)(const DefaultAzureCredentialOptions& options, bool alone);

Maker MakerOf(DefaultSource source) {
  switch (source) {
    case DefaultSource::kEnvironment:
      return MakeEnvironment;
    case DefaultSource::kWorkloadIdentity:
      return MakeWorkloadIdentity;
    case DefaultSource::kManagedIdentity:
      return MakeManagedIdentity;
    case DefaultSource::kAzureCli:
      return MakeDeveloperTool<internal::AzureCLI>;
    case DefaultSource::kAzureDeveloperCli:
      return MakeDeveloperTool<internal::AzureDeveloperCLI>;
    case DefaultSource::kAzurePowerShell:
      break;
  }
  return MakeDeveloperTool<internal::AzurePowerShell>;
}

std::vector<internal::SourceChain::Source> MakeSources(
    const std::vector<DefaultSource>& selected, const DefaultAzureCredentialOptions& options) {
  std::vector<internal::SourceChain::Source> sources;
  std::string failures;
  for (const DefaultSource source : selected) {
    const std::string name(internal::DefaultSourceName(source));
    CredentialOr credential = MakerOf(source)(options, selected.size() == 1);
    if (!credential.ok()) {
      absl::StrAppend(&failures, "\n\t", name, ": ", credential.status().message());
      credential = std::make_shared<UnavailableSource>(name, credential.status());
    }
    sources.push_back({*std::move(credential), name});
  }
  if (!failures.empty()) {
    // azidentity's line, which names its constructor.
    internal::CredentialLog("NewDefaultAzureCredential", options.client)
        .Says(absl::StrCat("failed to initialize some credentials:", failures));
  }
  return sources;
}

}  // namespace

absl::StatusOr<std::unique_ptr<DefaultAzureCredential>> DefaultAzureCredential::Create(
    DefaultAzureCredentialOptions options) {
  ClientOptions& client = options.client;
  const Environment& environment = *client.seams.environment;
  const absl::StatusOr<std::vector<DefaultSource>> selected =
      internal::SelectDefaultSources(environment, options.require_azure_token_credentials);
  if (!selected.ok()) return selected.status();
  options.additionally_allowed_tenants =
      internal::AllowedTenants(std::move(options.additionally_allowed_tenants), environment);
  // One of each, not one for each source.
  client.transport = internal::TransportOf(client);
  client.logging.logger = internal::LoggerOf(client);
  return std::unique_ptr<DefaultAzureCredential>(
      new DefaultAzureCredential(std::make_unique<internal::SourceChain>(
          "DefaultAzureCredential", MakeSources(*selected, options), /*retry_sources=*/false,
          client)));
}

DefaultAzureCredential::DefaultAzureCredential(std::unique_ptr<internal::SourceChain> chain)
    : chain_(std::move(chain)) {}

DefaultAzureCredential::~DefaultAzureCredential() = default;

absl::StatusOr<AccessToken> DefaultAzureCredential::GetToken(const Context& ctx,
                                                             const TokenRequestOptions& options) {
  return chain_->GetToken(ctx, options);
}

}  // namespace azure::identity
