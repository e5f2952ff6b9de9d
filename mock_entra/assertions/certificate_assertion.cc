#include "mock_entra/assertions/certificate_assertion.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/certificate.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/assertions/sent_assertion.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using jwt::Certificate;

// How many names of a certificate Entra ID lists.
constexpr std::size_t kNamesShown = 10;

Refusal InvalidSignature(const jwt::Jwt& assertion, const char* variant, const char* reason) {
  return Refusal{700027, {{"thumbprint", ThumbprintOf(assertion)}}, variant, reason, kSignature};
}

Refusal InvalidSignature(const jwt::Jwt& assertion, const Certificate& key, const char* variant,
                         const char* reason) {
  Refusal refusal = InvalidSignature(assertion, variant, reason);
  refusal.values["start"] = CertificateTime(key.not_before());
  refusal.values["end"] = CertificateTime(key.not_after());
  return refusal;
}

// Whether the header's names for the key fit the certificate.
bool IsNamedBy(const jwt::Jwt& assertion, const Certificate& certificate) {
  const absl::string_view sha1 = assertion.HeaderString("x5t");
  const absl::string_view sha256 = assertion.HeaderString("x5t#S256");
  if (sha1.empty() && sha256.empty()) {
    const absl::string_view kid = assertion.HeaderString("kid");
    return DecodeBase64(kid) == certificate.sha1() ||
           absl::EqualsIgnoreCase(kid, absl::BytesToHexString(certificate.sha1()));
  }
  return (sha1.empty() || DecodeBase64(sha1) == certificate.sha1()) &&
         (sha256.empty() || DecodeBase64(sha256) == certificate.sha256());
}

// "x5c"; empty if there is none or one of it is no certificate.
std::vector<Certificate> ChainOf(const jwt::Jwt& assertion) {
  std::vector<Certificate> chain;
  const auto x5c = assertion.header.find("x5c");
  if (x5c == assertion.header.end() || !x5c->is_array()) return chain;
  for (const auto& element : *x5c) {
    if (!element.is_string()) return {};
    auto certificate = Certificate::FromDer(DecodeBase64(element.get_ref<const std::string&>()));
    if (!certificate.ok()) return {};
    chain.push_back(*std::move(certificate));
  }
  return chain;
}

bool IsTrustedName(const Application& application, const Certificate& certificate) {
  for (const std::string& name : certificate.names()) {
    for (const std::string& trusted : application.trusted_subject_names) {
      if (absl::EqualsIgnoreCase(name, trusted)) return true;
    }
  }
  return false;
}

Refusal UntrustedName(const Certificate& certificate) {
  std::vector<std::string> names = certificate.names();
  if (names.size() > kNamesShown) names.resize(kNamesShown);
  return Refusal{700030,
                 {{"certificateSubjects", absl::StrJoin(names, ", ")}},
                 "",
                 "the certificate's names are none that the application trusts",
                 kSignature};
}

std::optional<Refusal> CheckSignature(const jwt::Jwt& assertion, const Certificate& certificate,
                                      absl::Time now) {
  if (certificate.not_after() <= now) {
    return InvalidSignature(assertion, certificate, "expired",
                            "the certificate that the client assertion names has expired");
  }
  const jwt::Algorithm algorithm =
      assertion.HeaderString("alg") == "PS256" ? jwt::Algorithm::kPs256 : jwt::Algorithm::kRs256;
  if (certificate.public_key().Verifies(algorithm, assertion.signing_input, assertion.signature)) {
    return std::nullopt;
  }
  return InvalidSignature(assertion, certificate, "key-found",
                          "the client assertion is not signed by the certificate that it names");
}

std::optional<Refusal> CheckKey(const Application& application, const jwt::Jwt& assertion,
                                absl::Time now) {
  const std::vector<Certificate> chain = ChainOf(assertion);
  if (ThumbprintOf(assertion).empty() && chain.empty())
    return Refusal{5002723,
                   {},
                   "",
                   "the client assertion names no certificate (x5t, x5t#S256, kid)",
                   kSignature};
  for (const Certificate& certificate : application.certificates) {
    if (IsNamedBy(assertion, certificate)) return CheckSignature(assertion, certificate, now);
  }
  const bool trusts_names = !application.trusted_subject_names.empty() && !chain.empty();
  if (!trusts_names || !IsNamedBy(assertion, chain[0]) ||
      !chain[0].ChainsTo(application.trusted_roots, {chain.begin() + 1, chain.end()})) {
    return InvalidSignature(
        assertion, "", "the certificate that the client assertion names is not the application's");
  }
  if (auto refusal = CheckSignature(assertion, chain[0], now)) return refusal;
  if (!IsTrustedName(application, chain[0])) return UntrustedName(chain[0]);
  return std::nullopt;
}

// The forms that documentation and SDKs have used over the years.
bool IsAudience(const Exchange& exchange, const Tenant& tenant, absl::string_view audience) {
  const auto path = PathAt(exchange.authority, audience);
  if (!path) return false;
  absl::string_view rest = path->substr(1);
  const std::size_t slash = std::min(rest.find('/'), rest.size());
  if (!tenant.IsNamed(rest.substr(0, slash))) return false;
  rest = absl::StripSuffix(rest.substr(slash), "/");
  const auto forms = {
      "", "/v2", "/v2.0", "/v2.0/token", "/oauth2/token", "/oauth2/v2.0", "/oauth2/v2.0/token"};
  return std::any_of(forms.begin(), forms.end(),
                     [&](absl::string_view form) { return absl::EqualsIgnoreCase(rest, form); });
}

}  // namespace

std::optional<Refusal> CheckCertificateAssertion(const Exchange& exchange, const Tenant& tenant,
                                                 const Application& application,
                                                 const jwt::Jwt& assertion) {
  if (auto refusal = CheckKey(application, assertion, exchange.now)) return refusal;
  const absl::string_view issuer = Claim(assertion, "iss");
  if (Claim(assertion, "sub") != issuer)
    return Refusal{50048, {}, "", "the client assertion's sub is not its iss", "sub"};
  if (!absl::EqualsIgnoreCase(issuer, application.app_id))
    return Refusal{700021, {}, "review", "the client assertion's iss is not the client ID", "iss"};
  if (!IsAudience(exchange, tenant, Claim(assertion, "aud")))
    return Refusal{
        700023, {}, "review", "the client assertion's aud is not this token endpoint", "aud"};
  return CheckValidity(assertion, exchange.now);
}

}  // namespace mock::entra
