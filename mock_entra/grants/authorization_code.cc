#include "mock_entra/grants/authorization_code.h"

#include <utility>

#include "absl/strings/match.h"
#include "mock_common/crypto/digest.h"
#include "mock_common/jwt/base64url.h"
#include "mock_entra/grants/origin.h"
#include "mock_entra/promises/handle.h"

namespace mock::entra {
namespace {

// Proof Key for Code Exchange, RFC 7636.
std::optional<Refusal> CheckVerifier(const AuthorizationCode& code, absl::string_view verifier) {
  if (code.challenge.empty()) return std::nullopt;
  if (verifier.empty()) return Refusal{900144, {{"name", "code_verifier"}}, ""};
  const std::string challenge = code.challenge_method == "S256"
                                    ? jwt::Base64UrlEncode(Sha256(verifier))
                                    : std::string(verifier);
  if (challenge == code.challenge) return std::nullopt;
  return Refusal{501481, {}, "", "the code verifier is not that of the code's challenge"};
}

}  // namespace

FoundTenant AuthorizationCodeGrant::FindTenant() {
  handle_ = std::string(asked_.request.Get("code"));
  if (handle_.empty()) return Refusal{900144, {{"name", "code"}}, ""};
  owner_ = TenantOfHandle(handle_);
  // Only where no tenant is named the code must say it; elsewhere the client comes first.
  if (owner_.empty() && IsTenantAlias(asked_.request.tenant))
    return Refusal{9002313, {}, "", "the authorization code is none of the fake"};
  return FindNamedTenant();
}

std::optional<Refusal> AuthorizationCodeGrant::CheckOrigin(const Tenant& tenant) {
  return CheckOriginOf(asked_, tenant, tenant.promises().IsSinglePageCode(handle_));
}

std::variant<TokenSubject, Refusal> AuthorizationCodeGrant::FindSubject(
    const Tenant& tenant, const AuthenticatedClient& /*client*/) {
  if (owner_.empty()) return Refusal{9002313, {}, "", "the authorization code is none of the fake"};
  if (!absl::EqualsIgnoreCase(tenant.id, owner_))
    return Refusal{700005, {}, "", "the authorization code is of another tenant"};
  const auto code = tenant.promises().RedeemCode(handle_);
  if (!code) return Refusal{70008, {}, "", "the authorization code is unknown"};
  if (code->redeemed) {
    tenant.promises().RevokeFamily(handle_);
    return Refusal{54005, {}, "", "the authorization code was redeemed before"};
  }
  if (auto refusal = Check(*code)) return *std::move(refusal);
  TokenSubject subject = SubjectOf(tenant, code->sign_in);
  subject.scope = code->scope;
  subject.nonce = code->nonce;
  subject.family = handle_;
  subject.single_page = code->single_page;
  return subject;
}

std::optional<Refusal> AuthorizationCodeGrant::Check(const AuthorizationCode& code) const {
  const TokenRequest& request = asked_.request;
  if (asked_.exchange.now >= code.issued + kAuthorizationCodeLifetime)
    return Refusal{70008, {}, "", "the authorization code has expired"};
  if (!absl::EqualsIgnoreCase(code.app_id, request.client_id))
    return Refusal{70000, {}, "", "the authorization code was issued to another application"};
  const absl::string_view redirect_uri = request.Get("redirect_uri");
  if (redirect_uri.empty()) return Refusal{900144, {{"name", "redirect_uri"}}, ""};
  if (redirect_uri != code.redirect_uri) {
    return Refusal{
        500112,
        {{"redirectUri", std::string(redirect_uri)}, {"registeredUri", code.redirect_uri}},
        "",
        "the redirect URI is not the one that the code was asked for with"};
  }
  return CheckVerifier(code, request.Get("code_verifier"));
}

}  // namespace mock::entra
