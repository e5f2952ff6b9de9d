#include "mock_entra/directory/built_in_roles.h"

#include <initializer_list>
#include <string>

#include "absl/strings/string_view.h"

namespace mock::entra {
namespace {

using Actions = std::initializer_list<absl::string_view>;
using scenario::RoleDefinition;

constexpr absl::string_view kContainers =
    "Microsoft.Storage/storageAccounts/blobServices/containers/";

RoleDefinition Role(absl::string_view name, Actions actions, Actions data_actions,
                    Actions not_actions = {}) {
  RoleDefinition role;
  role.set_name(std::string(name));
  for (const absl::string_view action : actions) role.add_actions(std::string(action));
  for (const absl::string_view action : data_actions) role.add_data_actions(std::string(action));
  for (const absl::string_view action : not_actions) role.add_not_actions(std::string(action));
  return role;
}

RoleDefinition BlobRole(absl::string_view name, Actions on_containers, Actions on_blobs) {
  RoleDefinition role;
  role.set_name(std::string(name));
  for (const absl::string_view action : on_containers) {
    role.add_actions(std::string(kContainers) + std::string(action));
  }
  for (const absl::string_view action : on_blobs) {
    role.add_data_actions(std::string(kContainers) + "blobs/" + std::string(action));
  }
  return role;
}

}  // namespace

const std::vector<RoleDefinition>& BuiltInRoles() {
  static const auto* const kRoles = new std::vector<RoleDefinition>{
      Role("Owner", {"*"}, {}),
      Role("Contributor", {"*"}, {},
           {"Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write",
            "Microsoft.Authorization/elevateAccess/Action"}),
      Role("Reader", {"*/read"}, {}),
      Role("User Access Administrator", {"*/read", "Microsoft.Authorization/*"}, {}),
      Role("Key Vault Administrator", {"Microsoft.KeyVault/vaults/read"},
           {"Microsoft.KeyVault/vaults/*"}),
      Role("Key Vault Contributor", {"Microsoft.KeyVault/*"}, {}),
      Role("Key Vault Reader", {"Microsoft.KeyVault/vaults/read"},
           {"Microsoft.KeyVault/vaults/*/read",
            "Microsoft.KeyVault/vaults/secrets/readMetadata/action"}),
      Role("Key Vault Secrets Officer", {"Microsoft.KeyVault/vaults/read"},
           {"Microsoft.KeyVault/vaults/secrets/*"}),
      Role("Key Vault Secrets User", {},
           {"Microsoft.KeyVault/vaults/secrets/getSecret/action",
            "Microsoft.KeyVault/vaults/secrets/readMetadata/action"}),
      Role("Storage Account Contributor", {"Microsoft.Storage/storageAccounts/*"}, {}),
      BlobRole("Storage Blob Data Owner", {"*"}, {"*"}),
      BlobRole("Storage Blob Data Contributor", {"delete", "read", "write"},
               {"delete", "read", "write", "move/action", "add/action"}),
      BlobRole("Storage Blob Data Reader", {"read"}, {"read"}),
      // For the echo service, which Azure has not.
      Role("azmock Echo Caller", {}, {"Azmock.Echo/messages/echo/action"}),
  };
  return *kRoles;
}

}  // namespace mock::entra
