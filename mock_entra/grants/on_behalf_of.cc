#include "mock_entra/grants/on_behalf_of.h"

#include <optional>
#include <utility>

#include "mock_entra/assertions/user_assertion.h"

namespace mock::entra {
namespace {

std::optional<Refusal> CheckParameters(const TokenRequest& request) {
  for (const char* name : {"assertion", "requested_token_use"}) {
    if (request.Get(name).empty()) return Refusal{900144, {{"name", name}}, ""};
  }
  if (request.Get("requested_token_use") != "on_behalf_of")
    return Refusal{9002313, {}, "", "requested_token_use is not on_behalf_of"};
  return std::nullopt;
}

// The sign-in that the assertion tells of: without a second factor, as far as it says.
SignIn SignInOf(const Tenant& tenant, const User& user, absl::Time now) {
  SignIn sign_in{user.principal_name, now, false, "", ""};
  if (tenant.FindUser(user.principal_name) == nullptr) {
    sign_in.unlisted_id = user.id;
    sign_in.unlisted_display_name = user.name;
  }
  return sign_in;
}

}  // namespace

std::variant<TokenSubject, Refusal> OnBehalfOfGrant::FindSubject(
    const Tenant& tenant, const AuthenticatedClient& client) {
  if (auto refusal = CheckParameters(asked_.request)) return *std::move(refusal);
  auto checked = CheckUserAssertion(asked_.own_keys, tenant, *client.application,
                                    asked_.request.Get("assertion"), asked_.exchange.now);
  if (auto* const refusal = std::get_if<Refusal>(&checked)) return std::move(*refusal);
  TokenSubject subject;
  subject.user = std::get<User>(std::move(checked));
  subject.sign_in = SignInOf(tenant, *subject.user, asked_.exchange.now);
  return subject;
}

}  // namespace mock::entra
