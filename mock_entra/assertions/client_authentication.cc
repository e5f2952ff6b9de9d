#include "mock_entra/assertions/client_authentication.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/crypto/same_secret.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/assertions/certificate_assertion.h"
#include "mock_entra/assertions/federated_assertion.h"
#include "mock_entra/assertions/sent_assertion.h"
#include "mock_entra/exchange/identifiers.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kJwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

enum class SecretState { kWrong, kExpired, kValid };

SecretState CheckSecret(const Application& application, absl::string_view presented,
                        absl::Time now) {
  SecretState state = SecretState::kWrong;
  for (const ClientSecret& secret : application.secrets) {
    // A secret that is not valid yet is as good as none.
    if (!SameSecret(secret.value, presented) || now < secret.not_before) continue;
    if (now < secret.not_after) return SecretState::kValid;
    state = SecretState::kExpired;
  }
  return state;
}

// By its `jti`; one that has none is compared by all that is signed.
bool IsReplayed(const ClientCheck& check, const Application& application,
                const jwt::Jwt& assertion) {
  if (!application.refuse_replayed_assertions) return false;
  const absl::string_view jti = Claim(assertion, "jti");
  const std::string id = absl::StrCat(application.app_id, " ", Claim(assertion, "iss"), " ",
                                      jti.empty() ? assertion.signing_input : jti);
  const absl::Time ends = ClaimTime(assertion, "exp") + kClockSkew;
  return !check.tenant.promises().seen_assertions().Add(id, ends, check.exchange.now);
}

std::optional<Refusal> CheckAssertion(const ClientCheck& check, const Application& application,
                                      const TokenRequest& request) {
  const absl::string_view type = request.Get("client_assertion_type");
  if (type.empty()) return Refusal{900144, {{"name", "client_assertion_type"}}, ""};
  if (type != kJwtBearer)
    return Refusal{9002313, {}, "", "client_assertion_type is not jwt-bearer"};
  const absl::string_view text = request.Get("client_assertion");
  auto read = ReadAssertion(text, {"RS256", "PS256"}, {"iss", "sub", "aud"});
  if (auto* const refusal = std::get_if<Refusal>(&read)) return std::move(*refusal);
  const jwt::Jwt& assertion = std::get<jwt::Jwt>(read);
  auto refusal =
      IsFederated(assertion)
          ? CheckFederatedAssertion(check.exchange, check.directory, check.own_keys, application,
                                    assertion, text)
          : CheckCertificateAssertion(check.exchange, check.tenant, application, assertion);
  if (!refusal && IsReplayed(check, application, assertion))
    return Refusal{
        50027, {}, "", "the client assertion was used before, and the application refuses replays"};
  return refusal;
}

std::optional<Refusal> CheckSecretOf(const Application& application, const TokenRequest& request,
                                     absl::Time now) {
  switch (CheckSecret(application, request.client_secret, now)) {
    case SecretState::kWrong:
      return Refusal{7000215, {}, "", "the client secret is none of the application's"};
    case SecretState::kExpired:
      return Refusal{
          7000222, {}, "", "the client secret is one of the application's that has expired"};
    case SecretState::kValid:
      break;
  }
  return std::nullopt;
}

// Whether the application need not prove itself to get tokens for its users. A
// single-page one has only what a browser can do; what a page may redeem the grant has
// checked by then.
bool IsPublic(const Application& application, absl::string_view grant_type, bool page_asks) {
  if (grant_type == "authorization_code" || grant_type == "refresh_token") {
    const bool has_pages = !application.single_page_redirect_uris.empty();
    return application.public_client || application.single_page || (has_pages && page_asks);
  }
  const bool of_application =
      grant_type == "client_credentials" || absl::EndsWith(grant_type, ":jwt-bearer");
  return application.public_client && !of_application;
}

std::optional<Refusal> CheckClient(const ClientCheck& check, const Application* application,
                                   const TokenRequest& request) {
  if (request.client_id.empty()) return Refusal{900144, {{"name", "client_id"}}, ""};
  if (IsNilGuid(request.client_id))
    return Refusal{700038, {}, "", "the client ID is the all-zero GUID"};
  if (application == nullptr)
    return Refusal{700016, {}, "", "the tenant has no application of this client ID"};
  if (application->disabled) return Refusal{7000112, {}, "", "the application is disabled"};
  const bool has_assertion = !request.Get("client_assertion").empty();
  if (request.client_secret.empty() && !has_assertion) {
    const bool page_asks = check.exchange.request.headers.Has("Origin");
    if (IsPublic(*application, request.Get("grant_type"), page_asks)) return std::nullopt;
    return Refusal{request.Get("grant_type") == "client_credentials" ? 7000216 : 7000218,
                   {},
                   "",
                   "the request has neither a client secret nor a client assertion"};
  }
  if (application->public_client)
    return Refusal{
        700025, {}, "", "the application is a public client, and sent a secret or an assertion"};
  return has_assertion ? CheckAssertion(check, *application, request)
                       : CheckSecretOf(*application, request, check.exchange.now);
}

}  // namespace

std::variant<AuthenticatedClient, Refusal> AuthenticateClient(const ClientCheck& check,
                                                              const TokenRequest& request) {
  const Application* const application = check.tenant.FindApplication(request.client_id);
  std::optional<Refusal> refusal = CheckClient(check, application, request);
  if (!refusal) return AuthenticatedClient{application, !request.Get("client_assertion").empty()};
  refusal->values.merge(ValuesOf(request));
  refusal->values["tenantDisplayName"] = check.tenant.display_name;
  if (application != nullptr) refusal->values["appName"] = application->display_name;
  return *std::move(refusal);
}

}  // namespace mock::entra
