#include "mock_entra/grants/on_behalf_of.h"

#include <optional>
#include <utility>

#include "mock_entra/assertions/user_assertion.h"
#include "mock_entra/sign_in/sign_in.h"
#include "mock_entra/tokens/resource_scope.h"
#include "mock_entra/tokens/user_tokens.h"

namespace mock::entra {
namespace {

std::optional<Refusal> CheckParameters(const TokenRequest& request) {
  for (const char* name : {"assertion", "requested_token_use"}) {
    if (request.Get(name).empty()) return Refusal{900144, {{"name", name}}, ""};
  }
  if (request.Get("requested_token_use") != "on_behalf_of") return Refusal{9002313, {}, ""};
  return std::nullopt;
}

Refusal WithValues(Refusal refusal, const OnBehalfOf& grant, const TokenRequest& request) {
  refusal.values.merge(ValuesOf(request));
  refusal.values["appName"] = grant.client.application->display_name;
  return refusal;
}

// The sign-in that the assertion tells of: without a second factor, as far as it says.
SignIn SignInOf(const OnBehalfOf& grant, const User& user) {
  SignIn sign_in{user.principal_name, grant.exchange.now, false, "", ""};
  if (grant.tenant.FindUser(user.principal_name) == nullptr) {
    sign_in.unlisted_id = user.id;
    sign_in.unlisted_display_name = user.name;
  }
  return sign_in;
}

}  // namespace

std::variant<std::string, Refusal> GrantOnBehalfOf(const OnBehalfOf& grant,
                                                   const TokenRequest& request) {
  if (auto refusal = CheckParameters(request)) return *std::move(refusal);
  auto checked = CheckUserAssertion(grant.keys, grant.tenant, *grant.client.application,
                                    request.Get("assertion"), grant.exchange.now);
  if (auto* const refusal = std::get_if<Refusal>(&checked)) {
    return WithValues(std::move(*refusal), grant, request);
  }
  const auto found = FindDelegatedScopes(grant.tenant, request);
  if (const auto* const refusal = std::get_if<Refusal>(&found)) return *refusal;
  const auto& scopes = std::get<DelegatedScopes>(found);
  const User& user = std::get<User>(checked);
  const SignIn sign_in = SignInOf(grant, user);
  const Access access{grant.tenant,
                      *grant.client.application,
                      sign_in,
                      scopes.requested.uri,
                      *scopes.requested.resource,
                      grant.exchange.now,
                      request.version == Version::kV1};
  auto refusal = CheckAccess(access);
  if (!refusal && NeedsConsent(access)) refusal = ConsentMissing(access);
  if (refusal) return WithValues(*std::move(refusal), grant, request);
  auto body = UserTokensBody({grant.exchange, grant.keys, grant.random, request, grant.tenant,
                              grant.client, grant.capabilities, scopes, user, sign_in,
                              std::string(request.Get("scope")), "", ""});
  if (!body.ok()) return Refusal{50000, {}, ""};
  return *std::move(body);
}

}  // namespace mock::entra
