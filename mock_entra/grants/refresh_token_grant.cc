#include "mock_entra/grants/refresh_token_grant.h"

#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "mock_entra/assertions/sent_assertion.h"
#include "mock_entra/promises/handle.h"

namespace mock::entra {
namespace {

constexpr absl::Duration kSinglePageLifetime = absl::Hours(24);

// Whether the application may use the other's refresh tokens.
bool MayUse(const Tenant& owner, const Application& application, const RefreshToken& token) {
  if (absl::EqualsIgnoreCase(application.app_id, token.app_id)) return true;
  const Application* const other = owner.FindApplication(token.app_id);
  return application.family_of_clients && other != nullptr && other->family_of_clients;
}

std::optional<Refusal> CheckUser(const Tenant& tenant, const RefreshToken& token, absl::Time now) {
  const Account* const account = tenant.FindUser(token.sign_in.user_name);
  const bool unlisted = account == nullptr && !token.sign_in.unlisted_id.empty();
  if (unlisted) return std::nullopt;
  if (account == nullptr || account->deleted) return Refusal{50034, {{"tenantId", tenant.id}}, ""};
  if (account->disabled) return Refusal{50057, {}, ""};
  const absl::Time valid_from = account->sessions_valid_from;
  if (token.revoked || (token.sign_in.at < valid_from && now >= valid_from)) {
    return Refusal{50173,
                   {{"issued", AssertionTime(token.issued)},
                    {"validFrom", AssertionTime(token.revoked ? now : valid_from)}},
                   ""};
  }
  return std::nullopt;
}

std::optional<Refusal> CheckAge(const Application& application, const RefreshToken& token,
                                absl::Time now) {
  const Values values = {{"issued", AssertionTime(token.issued)}, {"time", "1.00:00:00"}};
  if (application.single_page && now >= token.issued + kSinglePageLifetime) {
    return Refusal{700084, values, ""};
  }
  if (now >= token.issued + application.refresh_token_lifetime) return Refusal{700082, values, ""};
  return std::nullopt;
}

}  // namespace

GrantAnswer GrantRefreshToken(const GrantRequest& grant) {
  const std::string handle(grant.request.Get("refresh_token"));
  if (handle.empty()) return Refusal{900144, {{"name", "refresh_token"}}, ""};
  const std::string owner_id = TenantOfHandle(handle);
  const auto owner = owner_id.empty() ? nullptr : grant.directory.FindTenant(owner_id);
  if (owner == nullptr) return Refusal{9002313, {}, ""};
  auto found = TenantOfGrant(grant, owner_id);
  if (auto* const refusal = std::get_if<Refusal>(&found)) return std::move(*refusal);
  const Tenant& tenant = *std::get<std::shared_ptr<const Tenant>>(found);
  auto checked = ClientOfGrant(grant, tenant);
  if (auto* const refusal = std::get_if<Refusal>(&checked)) return std::move(*refusal);
  const auto& client = std::get<AuthenticatedClient>(checked);
  const Application& application = *client.application;
  const auto token = owner->grants().UseRefreshToken(handle);
  if (!token) return Refusal{70008, {}, ""};
  if (!MayUse(*owner, application, *token)) return Refusal{70000, {}, ""};
  if (token->used && application.single_use_refresh_tokens) {
    owner->grants().RevokeFamily(token->family);
    return Refusal{70008, {}, ""};
  }
  auto refusal = CheckUser(tenant, *token, grant.exchange.now);
  if (!refusal) refusal = CheckAge(application, *token, grant.exchange.now);
  if (refusal) {
    refusal->values.merge(ValuesOf(grant.request));
    return *std::move(refusal);
  }
  Granted granted{tenant, client, token->sign_in};
  granted.scope = token->scope;
  granted.family = token->family;
  granted.first_issued = token->issued;
  granted.renewal = true;
  return IssueTokens(grant, granted);
}

}  // namespace mock::entra
