#include "identity/internal/clients/confidential_client.h"

#include "absl/strings/match.h"
#include "identity/internal/entra/authority.h"
#include "identity/internal/entra/tenant.h"
#include "identity/internal/errors/finished_error.h"
#include "identity/internal/pipeline/defaults.h"
#include "identity/internal/pipeline/pipeline.h"

namespace azure::identity::internal {
namespace {

ClientApplication::Config ApplicationConfig(const ConfidentialClientOptions& options,
                                            const std::shared_ptr<Region>& region,
                                            const ClientProof& proof) {
  // AD FS has no instance discovery.
  const bool discovery =
      !options.disable_instance_discovery && !absl::EqualsIgnoreCase(options.tenant_id, "adfs");
  ClientApplication::Config config{options.client_id, proof, discovery, region,
                                   options.user_assertion};
  // As by azidentity: what a server does for its users stays in its memory.
  if (options.user_assertion.empty() && options.client.token_cache != nullptr) {
    config.store = options.client.token_cache;
    config.says = SaysOf(options.credential, options.client);
  }
  return config;
}

std::shared_ptr<Region> RegionOf(const ConfidentialClientOptions& options) {
  ClientOptions client = options.client;
  if (options.metadata_transport != nullptr) client.transport = options.metadata_transport;
  return Region::Configured(client.region, client.seams.environment, client.seams.clock,
                            [client] { return TransportOf(client); });
}

}  // namespace

absl::StatusOr<std::unique_ptr<ConfidentialClient>> ConfidentialClient::Create(
    const ConfidentialClientOptions& options, const ClientProof& proof) {
  if (absl::Status status = CheckTenantId(options.tenant_id); !status.ok()) return status;
  const absl::StatusOr<std::string> host =
      ResolveAuthorityHost(options.client.cloud, *options.client.seams.environment);
  if (!host.ok()) return host.status();
  return std::unique_ptr<ConfidentialClient>(
      new ConfidentialClient(options, *host, RegionOf(options), proof));
}

ConfidentialClient::ConfidentialClient(const ConfidentialClientOptions& options,
                                       const std::string& host,
                                       const std::shared_ptr<Region>& region,
                                       const ClientProof& proof)
    : credential_(options.credential),
      authority_({options.credential, options.tenant_id, options.additionally_allowed_tenants},
                 host),
      log_(options.credential, options.client),
      http_(options.credential, NewPipeline(options.client), options.client.seams.clock,
            options.client.seams.random),
      config_(std::make_shared<const ClientApplication::Config>(
          ApplicationConfig(options, region, proof))),
      seams_(options.client.seams) {}

ConfidentialClient::~ConfidentialClient() {
  delete plain_.load();
  delete cae_.load();
}

ClientApplication& ConfidentialClient::Application(bool cae) {
  std::atomic<ClientApplication*>& place = cae ? cae_ : plain_;
  if (ClientApplication* const there = place.load(std::memory_order_acquire)) return *there;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (place.load() == nullptr) place = new ClientApplication(config_, cae, &http_, seams_);
  return *place.load();
}

absl::StatusOr<AccessToken> ConfidentialClient::GetToken(const Context& ctx,
                                                         const TokenRequestOptions& options) {
  ClientApplication& application = Application(options.enable_cae);
  // The log line names the granted scopes, which the short way does not know.
  AccessToken token;
  if (!log_.enabled() && application.FindRecent(options, &token)) return token;
  return log_.Traced("GetToken", [&] { return GetTokenSlowly(ctx, options, &application); });
}

absl::StatusOr<AccessToken> ConfidentialClient::GetTokenSlowly(const Context& ctx,
                                                               const TokenRequestOptions& options,
                                                               ClientApplication* application) {
  const absl::StatusOr<Authority> authority = authority_.For(options);
  if (!authority.ok()) return authority.status();
  const auto token = application->Acquire(ctx, *authority, options);
  if (!token.ok()) return Finished(credential_, token.status());
  log_.Acquired("GetToken", (*token)->granted_scopes);
  return (*token)->token;
}

}  // namespace azure::identity::internal
