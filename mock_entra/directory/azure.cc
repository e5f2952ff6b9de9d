#include "mock_entra/directory/azure.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_entra/directory/built_in_roles.h"
#include "mock_entra/directory/keys.h"
#include "mock_entra/directory/times.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kDefaultLocation = "westeurope";

bool AnyMatches(const google::protobuf::RepeatedPtrField<std::string>& patterns,
                absl::string_view name) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [name](const std::string& pattern) { return MatchesAction(pattern, name); });
}

bool Grants(const scenario::RoleDefinition& role, const Action& action) {
  return action.on_data ? AnyMatches(role.data_actions(), action.name) &&
                              !AnyMatches(role.not_data_actions(), action.name)
                        : AnyMatches(role.actions(), action.name) &&
                              !AnyMatches(role.not_actions(), action.name);
}

scenario::RoleDefinition FindRole(const scenario::Tenant& tenant, absl::string_view name) {
  for (const scenario::RoleDefinition& role : tenant.role_definitions()) {
    if (absl::EqualsIgnoreCase(role.name(), name)) return role;
  }
  for (const scenario::RoleDefinition& role : BuiltInRoles()) {
    if (absl::EqualsIgnoreCase(role.name(), name)) return role;
  }
  return {};
}

template <typename Map>
const typename Map::mapped_type* FindIn(const Map& map, absl::string_view name) {
  const auto found = map.find(Key(name));
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

bool MatchesAction(absl::string_view pattern, absl::string_view name) {
  // Where to go on if what follows the last "*" does not fit: linear in most cases,
  // and never worse than the product of both lengths.
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = absl::string_view::npos;
  std::size_t resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() &&
               absl::ascii_tolower(pattern[p]) == absl::ascii_tolower(name[n])) {
      ++p;
      ++n;
    } else if (star != absl::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == absl::string_view::npos;
}

bool IsInScope(absl::string_view scope, absl::string_view outer) {
  outer = absl::StripSuffix(outer, "/");
  return absl::StartsWithIgnoreCase(scope, outer) &&
         (scope.size() == outer.size() || scope[outer.size()] == '/');
}

void Azure::AddGroup(const scenario::Subscription& subscription,
                     const scenario::ResourceGroup& proto, const ObjectIdOf& object_id_of) {
  ResourceGroup group;
  group.name = proto.name();
  group.id = absl::StrCat("/subscriptions/", subscription.id(), "/resourceGroups/", proto.name());
  group.location = proto.location().empty() ? std::string(kDefaultLocation) : proto.location();
  for (const scenario::KeyVault& vault : proto.key_vaults()) {
    KeyVault added;
    added.name = vault.name();
    added.id = absl::StrCat(group.id, "/providers/Microsoft.KeyVault/vaults/", vault.name());
    added.location = group.location;
    for (const scenario::VaultSecret& secret : vault.secrets()) {
      added.secrets[Key(secret.name())] = secret;
    }
    added.by_policies = !vault.access_policies().empty();
    for (const scenario::AccessPolicy& policy : vault.access_policies()) {
      auto& permissions = added.policies[Key(object_id_of(policy.principal()))];
      for (const std::string& name : policy.secret_permissions()) permissions.push_back(Key(name));
    }
    added.network_denied = vault.network_denied();
    key_vaults_[Key(vault.name())] = std::move(added);
  }
  for (const scenario::StorageAccount& account : proto.storage_accounts()) {
    StorageAccount added;
    added.name = account.name();
    added.id =
        absl::StrCat(group.id, "/providers/Microsoft.Storage/storageAccounts/", account.name());
    added.location = group.location;
    added.containers = {account.containers().begin(), account.containers().end()};
    added.network_denied = account.network_denied();
    storage_accounts_[Key(account.name())] = std::move(added);
  }
  subscriptions_.back().groups.push_back(std::move(group));
}

void Azure::Fill(const scenario::Tenant& proto, const ObjectIdOf& object_id_of) {
  for (const scenario::Subscription& subscription : proto.subscriptions()) {
    const std::string& name = subscription.display_name();
    subscriptions_.push_back({subscription.id(), name.empty() ? subscription.id() : name, {}});
    for (const scenario::ResourceGroup& group : subscription.resource_groups()) {
      AddGroup(subscription, group, object_id_of);
    }
  }
  for (const scenario::RoleAssignment& assignment : proto.role_assignments()) {
    const std::string object_id = object_id_of(assignment.principal());
    assignments_[Key(object_id)].push_back(
        {FindRole(proto, assignment.role()), assignment.scope(),
         TimeOr(assignment.effective_from(), absl::InfinitePast())});
  }
}

const Subscription* Azure::FindSubscription(absl::string_view id) const {
  for (const Subscription& subscription : subscriptions_) {
    if (absl::EqualsIgnoreCase(subscription.id, id)) return &subscription;
  }
  return nullptr;
}

const ResourceGroup* Azure::FindGroup(absl::string_view subscription,
                                      absl::string_view name) const {
  const Subscription* const found = FindSubscription(subscription);
  if (found == nullptr) return nullptr;
  for (const ResourceGroup& group : found->groups) {
    if (absl::EqualsIgnoreCase(group.name, name)) return &group;
  }
  return nullptr;
}

const KeyVault* Azure::FindKeyVault(absl::string_view name) const {
  return FindIn(key_vaults_, name);
}

const StorageAccount* Azure::FindStorageAccount(absl::string_view name) const {
  return FindIn(storage_accounts_, name);
}

const std::vector<Azure::Assignment>& Azure::AssignmentsOf(absl::string_view object_id) const {
  static const auto* const kNone = new std::vector<Assignment>();
  const auto* const found = FindIn(assignments_, object_id);
  return found == nullptr ? *kNone : *found;
}

bool Azure::Allows(absl::string_view object_id, const Action& action, absl::string_view scope,
                   absl::Time now) const {
  const auto& assignments = AssignmentsOf(object_id);
  return std::any_of(assignments.begin(), assignments.end(), [&](const Assignment& assignment) {
    return assignment.effective_from <= now && IsInScope(scope, assignment.scope) &&
           Grants(assignment.role, action);
  });
}

bool Azure::HasRoleAround(absl::string_view object_id, absl::string_view scope,
                          absl::Time now) const {
  const auto& assignments = AssignmentsOf(object_id);
  return std::any_of(assignments.begin(), assignments.end(), [&](const Assignment& assignment) {
    return assignment.effective_from <= now &&
           (IsInScope(scope, assignment.scope) || IsInScope(assignment.scope, scope));
  });
}

}  // namespace mock::entra
