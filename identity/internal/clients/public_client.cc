#include "identity/internal/clients/public_client.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/entra/tenant.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/errors/finished_error.h"
#include "identity/internal/pipeline/pipeline.h"

namespace azure::identity::internal {
namespace {

ClientCore::Config ApplicationConfig(const PublicClientOptions& options, bool cae) {
  // AD FS has no instance discovery.
  const bool discovery =
      !options.disable_instance_discovery && !absl::EqualsIgnoreCase(options.tenant_id, "adfs");
  return {options.client_id,
          cae,
          discovery,
          /*region=*/nullptr,
          options.client.token_cache,
          SaysOf(options.credential, options.client)};
}

// What Authenticate() asks for: the default scope of Azure Resource Manager.
std::vector<std::string> DefaultScopes(const CloudConfiguration& cloud, std::string host) {
  std::string audience = cloud.resource_manager_audience;
  if (!absl::EndsWith(host, "/")) host += '/';
  for (const CloudConfiguration& known : {AzurePublic(), AzureGovernment(), AzureChina()}) {
    if (audience.empty() && host == known.authority_host) {
      audience = known.resource_manager_audience;
    }
  }
  if (audience.empty()) return {};
  // The audience ends with a slash of its own, and tokens have both.
  return {absl::StrCat(audience, "/.default")};
}

}  // namespace

absl::StatusOr<std::unique_ptr<PublicClient>> PublicClient::Create(PublicClientOptions options,
                                                                   SignIn sign_in) {
  if (absl::Status status = CheckTenantId(options.tenant_id); !status.ok()) return status;
  const absl::StatusOr<std::string> host =
      ResolveAuthorityHost(options.client.cloud, *options.client.seams.environment);
  if (!host.ok()) return host.status();
  return std::unique_ptr<PublicClient>(new PublicClient(options, *host, std::move(sign_in)));
}

PublicClient::PublicClient(const PublicClientOptions& options, const std::string& host,
                           SignIn sign_in)
    : credential_(options.credential),
      authority_({options.credential, options.tenant_id, options.additionally_allowed_tenants},
                 host),
      default_scopes_(DefaultScopes(options.client.cloud, host)),
      asks_the_user_(!options.disable_automatic_authentication),
      log_(options.credential, options.client),
      sign_in_(std::move(sign_in)),
      http_(options.credential, NewPipeline(options.client), options.client.seams.clock,
            options.client.seams.random),
      account_(options.record),
      plain_(ApplicationConfig(options, /*cae=*/false), &http_, options.client.seams, &account_),
      cae_(ApplicationConfig(options, /*cae=*/true), &http_, options.client.seams, &account_) {}

absl::StatusOr<AccessToken> PublicClient::GetToken(const Context& ctx,
                                                   const TokenRequestOptions& options) {
  PublicApplication& application = options.enable_cae ? cae_ : plain_;
  // The log line names the granted scopes, which the short way does not know.
  AccessToken token;
  if (!log_.enabled() && application.FindRecent(options, &token)) return token;
  return log_.Traced("GetToken", [&] { return GetTokenSlowly(ctx, options, &application); });
}

absl::StatusOr<AccessToken> PublicClient::GetTokenSlowly(const Context& ctx,
                                                         const TokenRequestOptions& options,
                                                         PublicApplication* application) {
  const absl::StatusOr<Authority> authority = authority_.For(options);
  if (!authority.ok()) return authority.status();
  bool signed_in = false;
  const SignIn sign_in = [&](const Context& sign_in_ctx, ClientCore& core,
                             const TokenRequest& request) -> absl::StatusOr<TokenResponse> {
    if (!asks_the_user_) return AuthenticationRequired(credential_, options);
    signed_in = true;
    return sign_in_(sign_in_ctx, core, request);
  };
  const auto token = application->Acquire(
      ctx, *authority, options, sign_in,
      [this](const CachedToken& acquired) { log_.Acquired("GetToken", acquired.granted_scopes); });
  if (signed_in) ForgetRecent();
  if (!token.ok()) return Finished(credential_, token.status());
  return (*token)->token;
}

absl::StatusOr<AuthenticationRecord> PublicClient::Authenticate(
    const Context& ctx, const TokenRequestOptions& options) {
  return log_.Traced("Authenticate", [&] { return SignInAnew(ctx, options); });
}

absl::StatusOr<AuthenticationRecord> PublicClient::SignInAnew(const Context& ctx,
                                                              TokenRequestOptions options) {
  if (options.scopes.empty()) options.scopes = default_scopes_;
  if (options.scopes.empty()) {
    return absl::InvalidArgumentError(
        "authenticating in this environment requires specifying a scope in TokenRequestOptions");
  }
  const absl::StatusOr<Authority> authority = authority_.For(options);
  if (!authority.ok()) return authority.status();
  PublicApplication& application = options.enable_cae ? cae_ : plain_;
  absl::StatusOr<AuthenticationRecord> record =
      application.SignInAnew(ctx, *authority, options, sign_in_, [&](const CachedToken& acquired) {
        log_.Acquired("GetToken", acquired.granted_scopes);
        log_.Acquired("Authenticate", options.scopes);
      });
  ForgetRecent();
  if (!record.ok()) return Finished(credential_, record.status());
  return record;
}

void PublicClient::ForgetRecent() {
  plain_.ForgetRecent();
  cae_.ForgetRecent();
}

}  // namespace azure::identity::internal
