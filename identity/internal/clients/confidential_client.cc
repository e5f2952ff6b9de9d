#include "identity/internal/clients/confidential_client.h"

#include <cstdint>

#include "absl/strings/match.h"
#include "identity/internal/entra/authority.h"
#include "identity/internal/entra/tenant.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/pipeline/pipeline.h"
#include "identity/transport/curl_transport.h"

namespace azure::identity::internal {
namespace {

ClientApplication::Config ApplicationConfig(const ConfidentialClientOptions& options,
                                            const std::shared_ptr<Region>& region,
                                            const ClientProof& proof, bool cae) {
  // AD FS has no instance discovery.
  const bool discovery =
      !options.disable_instance_discovery && !absl::EqualsIgnoreCase(options.tenant_id, "adfs");
  return {options.client_id, proof, cae, discovery, region, options.user_assertion};
}

absl::StatusOr<std::shared_ptr<Region>> RegionOf(const ConfidentialClientOptions& options) {
  const Seams& seams = options.client.seams;
  std::shared_ptr<HttpTransport> transport = options.metadata_transport;
  if (transport == nullptr) transport = options.client.transport;
  return Region::Configured(seams.environment, seams.clock,
                            [transport, clock = seams.clock, environment = seams.environment] {
                              return transport == nullptr ? NewCurlTransport({}, clock, environment)
                                                          : transport;
                            });
}

}  // namespace

absl::StatusOr<std::unique_ptr<ConfidentialClient>> ConfidentialClient::Create(
    const ConfidentialClientOptions& options, const ClientProof& proof) {
  if (absl::Status status = CheckTenantId(options.tenant_id); !status.ok()) return status;
  const absl::StatusOr<std::string> host =
      ResolveAuthorityHost(options.client.cloud, *options.client.seams.environment);
  if (!host.ok()) return host.status();
  absl::StatusOr<std::shared_ptr<Region>> region = RegionOf(options);
  if (!region.ok()) return region.status();
  return std::unique_ptr<ConfidentialClient>(
      new ConfidentialClient(options, *host, *region, proof));
}

ConfidentialClient::ConfidentialClient(const ConfidentialClientOptions& options,
                                       const std::string& host,
                                       const std::shared_ptr<Region>& region,
                                       const ClientProof& proof)
    : credential_(options.credential),
      authority_({options.credential, options.tenant_id, options.additionally_allowed_tenants},
                 host),
      clock_(options.client.seams.clock),
      log_(options.credential, options.client),
      http_(options.credential, NewPipeline(options.client), clock_, options.client.seams.random),
      plain_(ApplicationConfig(options, region, proof, /*cae=*/false), &http_, clock_),
      cae_(ApplicationConfig(options, region, proof, /*cae=*/true), &http_, clock_) {}

absl::StatusOr<AccessToken> ConfidentialClient::GetToken(const Context& ctx,
                                                         const TokenRequestOptions& options) {
  ClientApplication& application = options.enable_cae ? cae_ : plain_;
  // The log line names the granted scopes, which the short way does not know.
  AccessToken token;
  if (!log_.enabled() && options.claims.empty() &&
      application.recent().Find(options, clock_->Now(), &token)) {
    return token;
  }
  return GetTokenSlowly(ctx, options, &application);
}

absl::StatusOr<AccessToken> ConfidentialClient::GetTokenSlowly(const Context& ctx,
                                                               const TokenRequestOptions& options,
                                                               ClientApplication* application) {
  const absl::StatusOr<Authority> authority = authority_.For(options);
  if (!authority.ok()) return authority.status();
  const std::uint64_t generation = application->recent().generation();
  const auto token = application->Acquire(ctx, {*authority, options.scopes, options.claims});
  if (!token.ok()) return Failed(token.status());
  log_.Acquired("GetToken", (*token)->granted_scopes);
  if (options.claims.empty()) application->recent().Remember(options, **token, generation);
  return (*token)->token;
}

absl::Status ConfidentialClient::Failed(const absl::Status& status) const {
  if (IsFinished(status)) return status;
  return AuthenticationFailed(credential_, status.message(), status.code());
}

}  // namespace azure::identity::internal
