#include "mock_entra/grants/password.h"

#include <utility>

#include "absl/strings/match.h"
#include "mock_entra/grants/origin.h"
#include "mock_entra/sign_in/password.h"

namespace mock::entra {

FoundTenant PasswordGrant::FindTenant() {
  for (const char* alias : {"common", "consumers"}) {
    if (absl::EqualsIgnoreCase(asked_.request.tenant, alias))
      return Refusal{9001023, {}, "", "the grant is not for this alias of tenants"};
  }
  return FindNamedTenant();
}

std::optional<Refusal> PasswordGrant::CheckOrigin(const Tenant& /*tenant*/) {
  return RefusedToPages(asked_.exchange);
}

std::variant<TokenSubject, Refusal> PasswordGrant::FindSubject(
    const Tenant& tenant, const AuthenticatedClient& /*client*/) {
  const TokenRequest& request = asked_.request;
  for (const char* name : {"username", "password"}) {
    if (request.Get(name).empty()) return Refusal{900144, {{"name", name}}, ""};
  }
  const absl::Time now = asked_.exchange.now;
  auto checked = CheckPassword(asked_.directory, tenant, request.Get("username"),
                               request.Get("password"), now);
  if (auto* const refusal = std::get_if<Refusal>(&checked)) return std::move(*refusal);
  return SubjectOf(tenant, {std::get<const Account*>(checked)->name, now, false, "", ""});
}

}  // namespace mock::entra
