#include "mock_entra/directory/validate_azure.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "mock_common/text/values.h"
#include "mock_entra/directory/built_in_roles.h"
#include "mock_entra/directory/keys.h"
#include "mock_entra/exchange/identifiers.h"

namespace mock::entra {
namespace {

using scenario::Place;
using scenario::Quoted;
using Names = std::unordered_set<std::string>;

void CheckName(const Place& place, const char* field, const std::string& name, Names& names) {
  if (name.empty()) {
    place.Lacks(field, "is missing");
  } else if (!names.insert(Key(name)).second) {
    place.Complain(field, absl::StrCat(Quoted(name), " occurs twice"));
  }
}

void CheckVault(const Place& place, const scenario::KeyVault& vault) {
  Names secrets;
  for (int i = 0; i < vault.secrets_size(); ++i) {
    CheckName(place.In("secrets", i), "name", vault.secrets(i).name(), secrets);
  }
  Names principals;
  for (int i = 0; i < vault.access_policies_size(); ++i) {
    CheckName(place.In("access_policies", i), "principal", vault.access_policies(i).principal(),
              principals);
  }
}

void CheckAccount(const Place& place, const scenario::StorageAccount& account) {
  Names containers;
  for (int i = 0; i < account.containers_size(); ++i) {
    const Place inner = place.In("containers", i);
    CheckName(inner, "name", account.containers(i).name(), containers);
    Names blobs;
    for (int b = 0; b < account.containers(i).blobs_size(); ++b) {
      CheckName(inner.In("blobs", b), "name", account.containers(i).blobs(b).name(), blobs);
    }
  }
}

struct TakenNames {
  Names subscriptions, vaults, accounts;
};

void CheckSubscription(const Place& place, const scenario::Subscription& subscription,
                       TakenNames& taken) {
  CheckName(place, "id", subscription.id(), taken.subscriptions);
  if (!subscription.id().empty() && !IsGuid(subscription.id())) {
    place.Complain("id", absl::StrCat(Quoted(subscription.id()), " is not a GUID"));
  }
  Names groups;
  for (int g = 0; g < subscription.resource_groups_size(); ++g) {
    const scenario::ResourceGroup& group = subscription.resource_groups(g);
    const Place inner = place.In("resource_groups", g);
    CheckName(inner, "name", group.name(), groups);
    for (int i = 0; i < group.key_vaults_size(); ++i) {
      const Place vault = inner.In("key_vaults", i);
      CheckName(vault, "name", group.key_vaults(i).name(), taken.vaults);
      CheckVault(vault, group.key_vaults(i));
    }
    for (int i = 0; i < group.storage_accounts_size(); ++i) {
      const Place account = inner.In("storage_accounts", i);
      CheckName(account, "name", group.storage_accounts(i).name(), taken.accounts);
      CheckAccount(account, group.storage_accounts(i));
    }
  }
}

bool IsRole(const scenario::Tenant& tenant, const std::string& name) {
  const auto has_name = [&name](const scenario::RoleDefinition& role) {
    return absl::EqualsIgnoreCase(role.name(), name);
  };
  const auto& built_in = BuiltInRoles();
  return std::any_of(built_in.begin(), built_in.end(), has_name) ||
         std::any_of(tenant.role_definitions().begin(), tenant.role_definitions().end(), has_name);
}

void CheckAssignment(const Place& place, const scenario::RoleAssignment& assignment) {
  if (assignment.principal().empty()) place.Lacks("principal", "is missing");
  if (assignment.role().empty()) place.Lacks("role", "is missing");
  if (!absl::StartsWith(assignment.scope(), "/")) {
    place.Complain("scope", absl::StrCat(Quoted(assignment.scope()),
                                         " is not a scope; start it with /subscriptions/, or "
                                         "give \"/\""));
  }
  absl::Time time;
  if (!assignment.effective_from().empty() &&
      !absl::ParseTime(absl::RFC3339_full, assignment.effective_from(), &time, nullptr)) {
    place.Complain("effective_from",
                   absl::StrCat(Quoted(assignment.effective_from()), " is not an RFC 3339 time"));
  }
}

}  // namespace

void ValidateAzure(const scenario::Tenant& tenant, const Place& place) {
  TakenNames taken;
  for (int i = 0; i < tenant.subscriptions_size(); ++i) {
    CheckSubscription(place.In("subscriptions", i), tenant.subscriptions(i), taken);
  }
  Names roles;
  for (int i = 0; i < tenant.role_definitions_size(); ++i) {
    CheckName(place.In("role_definitions", i), "name", tenant.role_definitions(i).name(), roles);
  }
  Names ids;
  for (int i = 0; i < tenant.role_assignments_size(); ++i) {
    const scenario::RoleAssignment& assignment = tenant.role_assignments(i);
    const Place inner = place.In("role_assignments", i);
    if (!assignment.id().empty()) CheckName(inner, "id", assignment.id(), ids);
    CheckAssignment(inner, assignment);
  }
  if (tenant.role_propagation_seconds() < 0) {
    place.Complain("role_propagation_seconds",
                   absl::StrCat(tenant.role_propagation_seconds(), " is negative"));
  }
}

void ValidateRoles(const scenario::Tenant& tenant, const Place& place) {
  for (int i = 0; i < tenant.role_assignments_size(); ++i) {
    const std::string& role = tenant.role_assignments(i).role();
    if (role.empty() || IsRole(tenant, role)) continue;
    place.In("role_assignments", i)
        .Complain("role", absl::StrCat(Quoted(role),
                                       " is neither a built-in role that the fakes know nor one "
                                       "of role_definitions"));
  }
}

}  // namespace mock::entra
