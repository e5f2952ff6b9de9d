// What a tenant has in Azure, and who may do what there.
#ifndef MOCK_ENTRA_DIRECTORY_AZURE_H_
#define MOCK_ENTRA_DIRECTORY_AZURE_H_

#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_entra/directory/directory.pb.h"

namespace mock::entra {

struct ResourceGroup {
  std::string id;  // "/subscriptions/<id>/resourceGroups/<name>"
  std::string name;
  std::string location;
};

struct Subscription {
  std::string id;  // the GUID
  std::string display_name;
  std::vector<ResourceGroup> groups;
};

struct KeyVault {
  std::string id;  // "/subscriptions/…/providers/Microsoft.KeyVault/vaults/<name>"
  std::string name;
  std::string location;
  std::unordered_map<std::string, scenario::VaultSecret> secrets;  // by Key(name)
  bool by_policies = false;                                        // and not by roles
  // What each may do with secrets ("get"), by object ID; in lower case both.
  std::unordered_map<std::string, std::vector<std::string>> policies;
  bool network_denied = false;
};

struct StorageAccount {
  std::string id;  // "/subscriptions/…/providers/Microsoft.Storage/storageAccounts/<name>"
  std::string name;
  std::string location;
  std::vector<scenario::BlobContainer> containers;
  bool network_denied = false;
};

// Something to be done, such as "Microsoft.KeyVault/vaults/secrets/getSecret/action".
struct Action {
  std::string name;
  bool on_data = false;  // by the service itself, on what is in a resource
};

// Whether `pattern`, in which "*" stands for any text, means `name`. Without regard to case.
bool MatchesAction(absl::string_view pattern, absl::string_view name);

// Whether `scope` is `outer` or below it. Without regard to case.
bool IsInScope(absl::string_view scope, absl::string_view outer);

// Immutable once it is filled.
class Azure {
 public:
  // Object IDs of principals, by what assignments call them.
  using ObjectIdOf = std::function<std::string(absl::string_view principal)>;

  // Of a message that ValidateDirectory has accepted.
  void Fill(const scenario::Tenant& proto, const ObjectIdOf& object_id_of);

  const std::vector<Subscription>& subscriptions() const { return subscriptions_; }

  // All without regard to case; null if there is none.
  const Subscription* FindSubscription(absl::string_view id) const;
  const ResourceGroup* FindGroup(absl::string_view subscription, absl::string_view name) const;
  const KeyVault* FindKeyVault(absl::string_view name) const;
  const StorageAccount* FindStorageAccount(absl::string_view name) const;

  const std::unordered_map<std::string, KeyVault>& key_vaults() const { return key_vaults_; }
  const std::unordered_map<std::string, StorageAccount>& storage_accounts() const {
    return storage_accounts_;
  }

  // Whether a role that the principal has at `scope` or above lets it do so at `now`.
  bool Allows(absl::string_view object_id, const Action& action, absl::string_view scope,
              absl::Time now) const;

  // Whether the principal has any role at `scope`, above it or below it at `now`.
  bool HasRoleAround(absl::string_view object_id, absl::string_view scope, absl::Time now) const;

 private:
  struct Assignment {
    scenario::RoleDefinition role;
    std::string scope;
    absl::Time effective_from;
  };

  void AddGroup(const scenario::Subscription& subscription, const scenario::ResourceGroup& proto,
                const ObjectIdOf& object_id_of);
  const std::vector<Assignment>& AssignmentsOf(absl::string_view object_id) const;

  std::vector<Subscription> subscriptions_;
  std::unordered_map<std::string, KeyVault> key_vaults_;                  // by Key(name)
  std::unordered_map<std::string, StorageAccount> storage_accounts_;      // likewise
  std::unordered_map<std::string, std::vector<Assignment>> assignments_;  // by Key(object ID)
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_AZURE_H_
