#include "mock_entra/grants/password_grant.h"

#include <utility>

#include "absl/strings/match.h"
#include "mock_entra/sign_in/sign_in.h"

namespace mock::entra {

GrantAnswer GrantPassword(const GrantRequest& grant) {
  const TokenRequest& request = grant.request;
  for (const char* alias : {"common", "consumers"}) {
    if (absl::EqualsIgnoreCase(request.tenant, alias)) return Refusal{9001023, {}, ""};
  }
  const absl::string_view user_name = request.Get("username");
  auto found = TenantOfGrant(grant, DomainOf(user_name));
  if (auto* const refusal = std::get_if<Refusal>(&found)) return std::move(*refusal);
  const Tenant& tenant = *std::get<std::shared_ptr<const Tenant>>(found);
  auto checked = ClientOfGrant(grant, tenant);
  if (auto* const refusal = std::get_if<Refusal>(&checked)) return std::move(*refusal);
  for (const char* name : {"username", "password"}) {
    if (request.Get(name).empty()) return Refusal{900144, {{"name", name}}, ""};
  }
  auto account = CheckPassword(grant.directory, tenant, user_name, request.Get("password"),
                               grant.exchange.now);
  if (auto* const refusal = std::get_if<Refusal>(&account)) {
    const auto* const application = std::get<AuthenticatedClient>(checked).application;
    refusal->values.emplace("appName", application->display_name);
    refusal->values.merge(ValuesOf(request));
    return std::move(*refusal);
  }
  const SignIn sign_in{std::get<const Account*>(account)->name, grant.exchange.now, false, "", ""};
  return IssueTokens(grant, {tenant, std::get<AuthenticatedClient>(checked), sign_in});
}

}  // namespace mock::entra
