#include "mock_entra/grants/refresh_token.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "mock_entra/assertions/sent_assertion.h"
#include "mock_entra/grants/origin.h"
#include "mock_entra/promises/handle.h"
#include "mock_entra/tokens/refresh_token.h"

namespace mock::entra {
namespace {

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
  if (account == nullptr || account->deleted)
    return Refusal{50034,
                   {{"tenantId", tenant.id}},
                   "",
                   "the user of the refresh token is no longer in the tenant"};
  if (account->disabled) return Refusal{50057, {}, "", "the user of the refresh token is disabled"};
  const absl::Time valid_from = account->sessions_valid_from;
  if (token.revoked || (token.sign_in.at < valid_from && now >= valid_from)) {
    return Refusal{50173,
                   {{"issued", AssertionTime(token.issued)},
                    {"validFrom", AssertionTime(token.revoked ? now : valid_from)}},
                   "",
                   "the refresh token was issued before the user's sessions were revoked"};
  }
  return std::nullopt;
}

std::optional<Refusal> CheckAge(const Application& application, const RefreshToken& token,
                                absl::Time now) {
  const Values values = {{"issued", AssertionTime(token.issued)}, {"time", "1.00:00:00"}};
  const bool single_page = application.single_page || token.single_page;
  if (single_page && now >= token.issued + kSinglePageRefreshTokenLifetime) {
    return Refusal{700084, values, "",
                   "the single-page application's refresh token is older than it may be"};
  }
  if (now >= token.issued + application.refresh_token_lifetime)
    return Refusal{700082, values, "", "the refresh token is older than it may be"};
  return std::nullopt;
}

}  // namespace

FoundTenant RefreshTokenGrant::FindTenant() {
  const absl::string_view handle = asked_.request.Get("refresh_token");
  if (handle.empty()) return Refusal{900144, {{"name", "refresh_token"}}, ""};
  const std::string owner_id = TenantOfHandle(handle);
  owner_ = owner_id.empty() ? nullptr : asked_.directory.FindTenant(owner_id);
  // Only where no tenant is named the token must say it; elsewhere the client comes first.
  if (owner_ == nullptr && IsTenantAlias(asked_.request.tenant))
    return Refusal{9002313, {}, "", "the refresh token is none of the fake"};
  return FindNamedTenant();
}

std::optional<Refusal> RefreshTokenGrant::CheckOrigin(const Tenant& tenant) {
  if (owner_ == nullptr) return std::nullopt;
  const std::string handle(asked_.request.Get("refresh_token"));
  return CheckOriginOf(asked_, tenant, owner_->promises().IsSinglePageRefreshToken(handle));
}

std::variant<TokenSubject, Refusal> RefreshTokenGrant::FindSubject(
    const Tenant& tenant, const AuthenticatedClient& client) {
  if (owner_ == nullptr) return Refusal{9002313, {}, "", "the refresh token is none of the fake"};
  const Application& application = *client.application;
  const auto token =
      owner_->promises().UseRefreshToken(std::string(asked_.request.Get("refresh_token")));
  if (!token)
    return Refusal{
        70008,
        {},
        "",
        "the refresh token is unknown, was revoked, or made room for newer ones of its chain"};
  if (!MayUse(*owner_, application, *token))
    return Refusal{70000, {}, "", "the refresh token was issued to another application"};
  if (token->used && application.single_use_refresh_tokens) {
    owner_->promises().RevokeFamily(token->family);
    return Refusal{
        70008, {}, "", "the refresh token was used before, and the application's are for one use"};
  }
  if (auto refusal = CheckUser(tenant, *token, asked_.exchange.now)) return *std::move(refusal);
  if (auto refusal = CheckAge(application, *token, asked_.exchange.now)) {
    return *std::move(refusal);
  }
  TokenSubject subject = SubjectOf(tenant, token->sign_in);
  subject.scope = token->scope;
  subject.family = token->family;
  subject.first_issued = token->issued;
  subject.single_page = token->single_page;
  subject.renewed = std::string(asked_.request.Get("refresh_token"));
  subject.renewal = true;
  return subject;
}

}  // namespace mock::entra
