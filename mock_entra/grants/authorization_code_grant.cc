#include "mock_entra/grants/authorization_code_grant.h"

#include <openssl/evp.h>

#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "mock_common/jwt/base64url.h"
#include "mock_entra/promises/handle.h"

namespace mock::entra {
namespace {

std::string Sha256(absl::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE] = {};
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha256(), nullptr);
  return std::string(reinterpret_cast<const char*>(digest), size);
}

// Proof Key for Code Exchange, RFC 7636.
std::optional<Refusal> CheckVerifier(const AuthorizationCode& code, absl::string_view verifier) {
  if (code.challenge.empty()) return std::nullopt;
  if (verifier.empty()) return Refusal{900144, {{"name", "code_verifier"}}, ""};
  const std::string challenge = code.challenge_method == "S256"
                                    ? jwt::Base64UrlEncode(Sha256(verifier))
                                    : std::string(verifier);
  if (challenge == code.challenge) return std::nullopt;
  return Refusal{501481, {}, ""};
}

std::optional<Refusal> CheckCode(const GrantRequest& grant, const AuthorizationCode& code) {
  const TokenRequest& request = grant.request;
  if (grant.exchange.now >= code.issued + kAuthorizationCodeLifetime) return Refusal{70008, {}, ""};
  if (!absl::EqualsIgnoreCase(code.app_id, request.client_id)) return Refusal{70000, {}, ""};
  const absl::string_view redirect_uri = request.Get("redirect_uri");
  if (redirect_uri.empty()) return Refusal{900144, {{"name", "redirect_uri"}}, ""};
  if (redirect_uri != code.redirect_uri) {
    return Refusal{
        500112,
        {{"redirectUri", std::string(redirect_uri)}, {"registeredUri", code.redirect_uri}},
        ""};
  }
  return CheckVerifier(code, request.Get("code_verifier"));
}

}  // namespace

GrantAnswer GrantAuthorizationCode(const GrantRequest& grant) {
  const std::string handle(grant.request.Get("code"));
  if (handle.empty()) return Refusal{900144, {{"name", "code"}}, ""};
  const std::string owner = TenantOfHandle(handle);
  if (owner.empty()) return Refusal{9002313, {}, ""};
  auto found = TenantOfGrant(grant, owner);
  if (auto* const refusal = std::get_if<Refusal>(&found)) return std::move(*refusal);
  const Tenant& tenant = *std::get<std::shared_ptr<const Tenant>>(found);
  auto checked = ClientOfGrant(grant, tenant);
  if (auto* const refusal = std::get_if<Refusal>(&checked)) return std::move(*refusal);
  if (!absl::EqualsIgnoreCase(tenant.id, owner)) return Refusal{700005, {}, ""};
  const auto code = tenant.grants().RedeemCode(handle);
  if (!code) return Refusal{70008, {}, ""};
  if (code->redeemed) {
    tenant.grants().RevokeFamily(handle);
    return Refusal{54005, {}, ""};
  }
  if (auto refusal = CheckCode(grant, *code)) return *std::move(refusal);
  Granted granted{tenant, std::get<AuthenticatedClient>(checked), code->sign_in};
  granted.scope = code->scope;
  granted.nonce = code->nonce;
  granted.family = handle;
  return IssueTokens(grant, granted);
}

}  // namespace mock::entra
