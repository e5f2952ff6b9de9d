#include "mock_entra/sign_in/sign_in.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_entra/assertions/sent_assertion.h"

namespace mock::entra {
namespace {

using Control = scenario::ConditionalAccessPolicy;

constexpr std::array<absl::string_view, 4> kPersonalDomains = {"hotmail.com", "live.com", "msn.com",
                                                               "outlook.com"};

bool SamePassword(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

// Of somebody who has no account here.
Refusal Stranger(Directory& directory, const Tenant& tenant, absl::string_view user_name) {
  const std::string domain = absl::AsciiStrToLower(DomainOf(user_name));
  if (std::find(kPersonalDomains.begin(), kPersonalDomains.end(), domain) !=
      kPersonalDomains.end()) {
    return {500208, {}, ""};
  }
  const auto home = directory.FindTenantOfUser(user_name);
  if (home != nullptr && home->id != tenant.id && home->FindUser(user_name) != nullptr) {
    return {50020,
            {{"email", std::string(user_name)},
             {"idp", absl::StrCat("https://sts.windows.net/", home->id, "/")},
             {"tenant", tenant.display_name}},
            ""};
  }
  return {50034, {{"tenantId", tenant.id}}, ""};
}

// Where the password is kept: at a guest's home, if the directory knows it.
const Account& KeeperOf(const Account& account, const Tenant* home) {
  const Account* const at_home = home == nullptr ? nullptr : home->FindUser(account.name);
  return at_home == nullptr ? account : *at_home;
}

std::optional<Refusal> CheckKeptPassword(const Tenant& tenant, const Account& keeper,
                                         absl::string_view password, absl::Time now) {
  if (keeper.password.empty()) return Refusal{50056, {}, ""};
  if (!SamePassword(keeper.password, password)) {
    tenant.grants().CountWrongPassword(keeper.name, tenant.smart_lockout_threshold(), now);
    return Refusal{50126, {}, ""};
  }
  tenant.grants().ForgetWrongPasswords(keeper.name);
  if (now >= keeper.password_expires) return Refusal{50055, {}, ""};
  return std::nullopt;
}

bool Concerns(const Policy& policy, const Access& access) {
  const std::string user = absl::AsciiStrToLower(access.sign_in.user_name);
  if (!policy.users.empty() &&
      std::find(policy.users.begin(), policy.users.end(), user) == policy.users.end()) {
    return false;
  }
  if (policy.resources.empty()) return true;
  return std::any_of(policy.resources.begin(), policy.resources.end(), [&](const std::string& uri) {
    const Resource* const named = access.tenant.FindResource(uri);
    return named != nullptr && named->app_id == access.resource.app_id;
  });
}

Refusal MultiFactorMissing(const Access& access) {
  const Account* const account = access.tenant.FindUser(access.sign_in.user_name);
  if (account != nullptr && account->must_enrol) {
    return {50079, {}, access.v1 ? "v1-2018" : ""};
  }
  return {50076, {}, access.v1 ? "v1" : ""};
}

// Whether the sign-in is older than the policy allows. Only refresh tokens are.
bool IsTooOld(const Policy& policy, const Access& access) {
  return access.renewal && access.now - access.sign_in.at > policy.max_age;
}

std::optional<Refusal> Apply(const Policy& policy, const Access& access) {
  switch (policy.control) {
    case Control::MULTI_FACTOR:
      if (access.sign_in.multi_factor) return std::nullopt;
      return MultiFactorMissing(access);
    case Control::BLOCK:
      return Refusal{53003, {{"policyId", policy.id}}, access.v1 ? "v1" : ""};
    case Control::COMPLIANT_DEVICE:
      return Refusal{53000, {}, ""};
    case Control::JOINED_DEVICE:
      return Refusal{53001, {}, ""};
    case Control::APP_PROTECTION:
      return Refusal{53005, {}, ""};
    case Control::PLATFORM:
      return Refusal{50005, {}, ""};
    case Control::EXTERNAL_CHALLENGE:
      return Refusal{50158, {}, ""};
    case Control::DEVICE_PROOF:
      return Refusal{50097, {}, ""};
    case Control::SECURITY_POLICY:
      return Refusal{530032, {}, ""};
    case Control::RISK:
      return Refusal{50131, {}, ""};
    case Control::SIGN_IN_FREQUENCY:
      if (!IsTooOld(policy, access)) return std::nullopt;
      return Refusal{70043,
                     {{"issued", AssertionTime(access.sign_in.at)},
                      {"seconds", absl::StrCat(absl::ToInt64Seconds(policy.max_age))}},
                     ""};
    case Control::MULTI_FACTOR_EXPIRED:
      if (!IsTooOld(policy, access)) return std::nullopt;
      return Refusal{50078, {{"resource", access.resource.app_id}}, ""};
    default:
      return std::nullopt;
  }
}

Refusal About(const Access& access, Refusal refusal) {
  refusal.values.emplace("appId", access.application.app_id);
  refusal.values.emplace("appName", access.application.display_name);
  refusal.values.emplace("resourceAppId", access.resource.app_id);
  return refusal;
}

bool Lists(const std::vector<std::string>& names, absl::string_view name) {
  return std::any_of(names.begin(), names.end(), [&](const std::string& listed) {
    return absl::EqualsIgnoreCase(listed, name);
  });
}

}  // namespace

std::variant<const Account*, Refusal> CheckPassword(Directory& directory, const Tenant& tenant,
                                                    absl::string_view user_name,
                                                    absl::string_view password, absl::Time now) {
  const Account* const account = tenant.FindUser(user_name);
  if (account == nullptr) return Stranger(directory, tenant, user_name);
  if (account->deleted) return Refusal{50034, {{"tenantId", tenant.id}}, ""};
  const std::shared_ptr<const Tenant> home =
      account->home_tenant_id.empty() ? nullptr : directory.FindTenant(account->home_tenant_id);
  const Tenant& at = home == nullptr ? tenant : *home;
  if (account->locked || at.grants().IsLockedOut(account->name, now)) return Refusal{50053, {}, ""};
  if (account->disabled) return Refusal{50057, {}, ""};
  if (auto refusal = CheckKeptPassword(at, KeeperOf(*account, home.get()), password, now)) {
    return *std::move(refusal);
  }
  return account;
}

std::optional<Refusal> CheckAccess(const Access& access) {
  if (access.application.assignment_required &&
      !Lists(access.application.assigned_users, access.sign_in.user_name)) {
    return About(access, {50105, {}, ""});
  }
  for (const Policy& policy : access.tenant.policies()) {
    if (!Concerns(policy, access)) continue;
    if (auto refusal = Apply(policy, access)) return About(access, *std::move(refusal));
  }
  return std::nullopt;
}

bool NeedsConsent(const Access& access) {
  const auto& needed = access.application.consent_needed;
  const bool listed = std::any_of(needed.begin(), needed.end(), [&](const std::string& uri) {
    const Resource* const resource = access.tenant.FindResource(uri);
    return resource != nullptr && resource->app_id == access.resource.app_id;
  });
  return listed && !access.tenant.grants().HasConsent(
                       access.sign_in.user_name, access.application.app_id, access.resource.app_id);
}

Refusal ConsentMissing(const Access& access) {
  return About(access, {access.application.admin_consent_only ? 90094 : 65001, {}, ""});
}

}  // namespace mock::entra
