#include "mock_entra/grants/user_grant.h"

#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "mock_entra/directory/tenant_lookup.h"
#include "mock_entra/sign_in/sign_in.h"
#include "mock_entra/tokens/resource_scope.h"
#include "mock_entra/tokens/user_tokens.h"

namespace mock::entra {
namespace {

Refusal WithValues(Refusal refusal, const GrantRequest& grant, const Tenant& tenant,
                   const Application& application) {
  refusal.values.emplace("appName", application.display_name);
  refusal.values.emplace("principalName", application.display_name);
  refusal.values.emplace("tenant", tenant.display_name);
  refusal.values.merge(ValuesOf(grant.request));
  return refusal;
}

std::optional<std::int64_t> AudienceRefuses(const Application& application,
                                            absl::string_view path) {
  using Proto = scenario::Application;
  const bool consumers = absl::EqualsIgnoreCase(path, "consumers");
  switch (application.audience) {
    case Proto::SINGLE_TENANT:
      return IsTenantAlias(path) ? std::optional<std::int64_t>(50194) : std::nullopt;
    case Proto::ORGANIZATIONS:
      return consumers ? std::optional<std::int64_t>(9002332) : std::nullopt;
    case Proto::PERSONAL:
      return consumers ? std::nullopt : std::optional<std::int64_t>(9002331);
    default:
      return std::nullopt;
  }
}

}  // namespace

FoundTenant TenantOfGrant(const GrantRequest& grant, absl::string_view otherwise) {
  const std::string& path = grant.request.tenant;
  if (!IsTenantAlias(path)) return LookUpTenant(grant.directory, path, TenantUse::kToken);
  auto tenant = otherwise.empty() ? nullptr : grant.directory.FindTenant(otherwise);
  if (tenant == nullptr) return Refusal{50059, {}, ""};
  return tenant;
}

std::variant<AuthenticatedClient, Refusal> ClientOfGrant(const GrantRequest& grant,
                                                         const Tenant& tenant) {
  auto checked = AuthenticateClient(
      {grant.exchange, grant.directory, tenant, grant.keys, grant.seen}, grant.request);
  if (const auto* const client = std::get_if<AuthenticatedClient>(&checked)) {
    const auto code = AudienceRefuses(*client->application, grant.request.tenant);
    if (code) return WithValues({*code, {}, ""}, grant, tenant, *client->application);
  }
  return checked;
}

GrantAnswer IssueTokens(const GrantRequest& grant, const Granted& granted) {
  TokenRequest request = grant.request;
  if (request.version == Version::kV2 && request.Get("scope").empty() && !granted.scope.empty()) {
    request.form.emplace_back("scope", granted.scope);
  }
  const auto found = FindDelegatedScopes(granted.tenant, request);
  if (const auto* const refusal = std::get_if<Refusal>(&found)) return *refusal;
  const auto& scopes = std::get<DelegatedScopes>(found);
  const Access access{granted.tenant,
                      *granted.client.application,
                      granted.sign_in,
                      scopes.requested.uri,
                      *scopes.requested.resource,
                      grant.exchange.now,
                      request.version == Version::kV1,
                      granted.renewal};
  auto refusal = CheckAccess(access);
  if (!refusal && NeedsConsent(access)) refusal = ConsentMissing(access);
  if (refusal) {
    return WithValues(*std::move(refusal), grant, granted.tenant, *granted.client.application);
  }
  const auto body = UserTokensBody(
      {grant.exchange, grant.keys, grant.random, request, granted.tenant, granted.client,
       grant.capabilities, scopes,
       UserOf(granted.sign_in, granted.tenant.FindUser(granted.sign_in.user_name)), granted.sign_in,
       std::string(request.Get("scope")), granted.nonce, granted.family, granted.first_issued});
  if (!body.ok()) return Refusal{50000, {}, ""};
  return *body;
}

}  // namespace mock::entra
