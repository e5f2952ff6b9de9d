#include "mock_entra/assertions/federated_assertion.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/assertions/sent_assertion.h"
#include "mock_entra/exchange/issuer.h"

namespace mock::entra {
namespace {

// No record matches; what the text shows of the assertion.
Refusal NoMatch(const jwt::Jwt& assertion, std::int64_t code, const char* variant = "") {
  return Refusal{code,
                 {{"iss", std::string(Claim(assertion, "iss"))},
                  {"sub", std::string(Claim(assertion, "sub"))},
                  {"aud", std::string(Claim(assertion, "aud"))}},
                 variant};
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
  if (application.federated_credentials.empty()) return Refusal{70025, {}, ""};
  if (!issuer_matches) return NoMatch(assertion, 700211);
  if (subject_matches) return NoMatch(assertion, 700212);
  return case_differs ? NoMatch(assertion, 7002138) : NoMatch(assertion, 700213, "2025");
}

std::optional<Refusal> CheckSignature(const Exchange& exchange, Directory& directory,
                                      const SigningKeys& own_keys, const jwt::Jwt& assertion,
                                      absl::string_view text) {
  const Refusal invalid{700027, {{"thumbprint", ThumbprintOf(assertion)}}, ""};
  const absl::string_view issuer = Claim(assertion, "iss");
  const std::string tenant = TenantOfIssuer(exchange.authority, issuer);
  if (!tenant.empty() && directory.FindTenant(tenant) != nullptr) {
    if (CheckOwnSignature(own_keys, assertion) != OwnSignature::kRight) return invalid;
    if (!IsAppOnly(assertion)) return Refusal{700229, {}, ""};
    return std::nullopt;
  }
  if (!directory.issuers().IsReachable(issuer)) return Refusal{90061, {}, ""};
  if (!directory.issuers().Verify(issuer, text, exchange.now).ok()) return invalid;
  return std::nullopt;
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
  if (auto refusal = CheckSignature(exchange, directory, own_keys, assertion, text)) return refusal;
  return CheckValidity(assertion, exchange.now);
}

}  // namespace mock::entra
