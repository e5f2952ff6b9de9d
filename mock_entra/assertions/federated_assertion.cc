#include "mock_entra/assertions/federated_assertion.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/assertions/sent_assertion.h"
#include "mock_entra/exchange/issuer.h"

namespace mock::entra {
namespace {

// "1.01:00:00" in the error's text.
constexpr absl::Duration kLongestLifetime = absl::Hours(25);

// No record matches; what the text shows of the assertion.
Refusal NoMatch(const jwt::Jwt& assertion, std::int64_t code, const char* claim, const char* reason,
                const char* variant = "") {
  return Refusal{code,
                 {{"iss", std::string(Claim(assertion, "iss"))},
                  {"sub", std::string(Claim(assertion, "sub"))},
                  {"aud", std::string(Claim(assertion, "aud"))}},
                 variant,
                 reason,
                 claim};
}

std::optional<Refusal> CheckTrust(const Application& application, const jwt::Jwt& assertion) {
  const absl::string_view subject = Claim(assertion, "sub");
  bool issuer_matches = false, subject_matches = false, case_differs = false;
  for (const FederatedCredential& trust : application.federated_credentials) {
    if (trust.issuer != Claim(assertion, "iss")) continue;
    issuer_matches = true;
    case_differs |= absl::EqualsIgnoreCase(trust.subject, subject);
    if (trust.subject != subject) continue;
    subject_matches = true;
    if (trust.audience == Claim(assertion, "aud")) return std::nullopt;
  }
  if (application.federated_credentials.empty())
    return Refusal{70025, {}, "", "the application has no federated credentials"};
  if (!issuer_matches) {
    return NoMatch(assertion, 700211, "iss",
                   "no federated credential of the application has the assertion's issuer");
  }
  if (subject_matches) {
    return NoMatch(assertion, 700212, "aud",
                   "the federated credential of this issuer and subject has another audience");
  }
  if (case_differs) {
    return NoMatch(assertion, 7002138, "sub",
                   "the federated credential's subject differs from the assertion's in case");
  }
  return NoMatch(assertion, 700213, "sub",
                 "no federated credential of this issuer has the assertion's subject", "2025");
}

// An assertion that says nothing of its beginning has no lifetime that could be too long.
std::optional<Refusal> CheckLifetime(const jwt::Jwt& assertion) {
  const char* const beginning = assertion.claims.contains("iat") ? "iat" : "nbf";
  if (!assertion.claims.contains(beginning)) return std::nullopt;
  const absl::Time issued = ClaimTime(assertion, beginning);
  const absl::Time expires = ClaimTime(assertion, "exp");
  if (expires - issued <= kLongestLifetime) return std::nullopt;
  return Refusal{70023,
                 {{"issuedAt", absl::StrCat(absl::ToUnixSeconds(issued))},
                  {"expiresOn", absl::StrCat(absl::ToUnixSeconds(expires))}},
                 "",
                 "another issuer's assertion lives longer than 25 hours",
                 "exp"};
}

// By whom it was made, and what that issuer's assertions must be like.
std::optional<Refusal> CheckIssuer(const Exchange& exchange, Directory& directory,
                                   const SigningKeys& own_keys, const jwt::Jwt& assertion,
                                   absl::string_view text) {
  const Refusal invalid{700027,
                        {{"thumbprint", ThumbprintOf(assertion)}},
                        "",
                        "the assertion's signature is wrong, or its key is none of its issuer's",
                        kSignature};
  const absl::string_view issuer = Claim(assertion, "iss");
  const std::string tenant = TenantOfIssuer(exchange.authority, issuer);
  if (!tenant.empty() && directory.FindTenant(tenant) != nullptr) {
    if (CheckOwnSignature(own_keys, assertion) != OwnSignature::kRight) return invalid;
    if (!IsAppOnly(assertion))
      return Refusal{
          700229, {}, "", "the assertion is a user token of Entra ID, not an application token"};
    return std::nullopt;
  }
  if (!directory.issuers().IsReachable(issuer))
    return Refusal{90061, {}, "", "the assertion's issuer cannot be reached"};
  if (!directory.issuers().Verify(issuer, text, exchange.now).ok()) return invalid;
  return CheckLifetime(assertion);
}

}  // namespace

bool IsFederated(const jwt::Jwt& assertion) {
  return absl::StrContains(Claim(assertion, "iss"), "://");
}

std::optional<Refusal> CheckFederatedAssertion(const Exchange& exchange, Directory& directory,
                                               const SigningKeys& own_keys,
                                               const Application& application,
                                               const jwt::Jwt& assertion, absl::string_view text) {
  if (auto refusal = CheckTrust(application, assertion)) return refusal;
  if (auto refusal = CheckIssuer(exchange, directory, own_keys, assertion, text)) return refusal;
  return CheckValidity(assertion, exchange.now);
}

}  // namespace mock::entra
