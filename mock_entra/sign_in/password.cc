#include "mock_entra/sign_in/password.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "mock_common/crypto/same_secret.h"

namespace mock::entra {
namespace {

constexpr std::array<absl::string_view, 4> kPersonalDomains = {"hotmail.com", "live.com", "msn.com",
                                                               "outlook.com"};

// Of somebody who has no account here.
Refusal Stranger(Directory& directory, const Tenant& tenant, absl::string_view user_name) {
  const std::string domain = absl::AsciiStrToLower(DomainOf(user_name));
  if (std::find(kPersonalDomains.begin(), kPersonalDomains.end(), domain) !=
      kPersonalDomains.end()) {
    return {500208, {}, "", "the user name's domain is one of personal accounts"};
  }
  const auto home = directory.FindTenantOfUser(user_name);
  if (home != nullptr && home->id != tenant.id && home->FindUser(user_name) != nullptr) {
    return {50020,
            {{"email", std::string(user_name)},
             {"idp", absl::StrCat("https://sts.windows.net/", home->id, "/")},
             {"tenant", tenant.display_name}},
            "",
            "the user is of another tenant, and no guest of this one"};
  }
  return {50034, {{"tenantId", tenant.id}}, "", "the tenant has no such user"};
}

// Where the password is kept: at a guest's home, if the directory knows it.
const Account& KeeperOf(const Account& account, const Tenant* home) {
  const Account* const at_home = home == nullptr ? nullptr : home->FindUser(account.name);
  return at_home == nullptr ? account : *at_home;
}

std::optional<Refusal> CheckKeptPassword(const Tenant& tenant, const Account& keeper,
                                         absl::string_view password, absl::Time now) {
  if (keeper.password.empty())
    return Refusal{50056, {}, "", "the directory keeps no password of the user"};
  if (!SameSecret(keeper.password, password)) {
    tenant.promises().CountWrongPassword(keeper.name, tenant.smart_lockout_threshold(), now);
    return Refusal{50126, {}, "", "the password is not the user's"};
  }
  tenant.promises().ForgetWrongPasswords(keeper.name);
  if (now >= keeper.password_expires)
    return Refusal{50055, {}, "", "the user's password has expired"};
  return std::nullopt;
}

}  // namespace

std::variant<const Account*, Refusal> CheckPassword(Directory& directory, const Tenant& tenant,
                                                    absl::string_view user_name,
                                                    absl::string_view password, absl::Time now) {
  const Account* const account = tenant.FindUser(user_name);
  if (account == nullptr) return Stranger(directory, tenant, user_name);
  if (account->deleted) return Refusal{50034, {{"tenantId", tenant.id}}, "", "the user is deleted"};
  const std::shared_ptr<const Tenant> home =
      account->home_tenant_id.empty() ? nullptr : directory.FindTenant(account->home_tenant_id);
  const Tenant& at = home == nullptr ? tenant : *home;
  if (account->locked || at.promises().IsLockedOut(account->name, now))
    return Refusal{50053, {}, "", "the user is locked out"};
  if (account->disabled) return Refusal{50057, {}, "", "the user is disabled"};
  if (auto refusal = CheckKeptPassword(at, KeeperOf(*account, home.get()), password, now)) {
    return *std::move(refusal);
  }
  return account;
}

}  // namespace mock::entra
