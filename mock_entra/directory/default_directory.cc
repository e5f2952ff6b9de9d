#include "mock_entra/directory/default_directory.h"

#include <string>
#include <utility>

#include "mock_entra/directory/well_known.h"

namespace mock::entra {
namespace {

void AddManagedIdentities(scenario::Tenant& tenant) {
  for (const auto& [name, client_id] : {std::pair(kDefaultSystemIdentity, kDefaultSystemClientId),
                                        std::pair(kDefaultUserIdentity, kDefaultUserClientId)}) {
    scenario::Identity& identity = *tenant.add_managed_identities();
    identity.set_name(std::string(name));
    identity.set_client_id(std::string(client_id));
  }
}

// The application may read what Azure Resource Manager shows, but no data: that takes a role
// of its own.
void AddAzure(scenario::Tenant& tenant) {
  scenario::Subscription& subscription = *tenant.add_subscriptions();
  subscription.set_id(std::string(kDefaultSubscriptionId));
  subscription.set_display_name("azmock subscription");
  scenario::ResourceGroup& group = *subscription.add_resource_groups();
  group.set_name("azmock");
  scenario::KeyVault& vault = *group.add_key_vaults();
  vault.set_name("azmock-vault");
  scenario::VaultSecret& secret = *vault.add_secrets();
  secret.set_name("greeting");
  secret.set_value("hello");
  scenario::StorageAccount& account = *group.add_storage_accounts();
  account.set_name("azmockstorage");
  scenario::BlobContainer& container = *account.add_containers();
  container.set_name("documents");
  scenario::Blob& blob = *container.add_blobs();
  blob.set_name("greeting.txt");
  blob.set_content("hello");
  blob.set_content_type("text/plain");
  scenario::RoleAssignment& reader = *tenant.add_role_assignments();
  reader.set_id("a11ce000-0000-4000-8000-00000000000b");
  reader.set_principal(std::string(kDefaultClientId));
  reader.set_role("Reader");
  reader.set_scope("/subscriptions/" + std::string(kDefaultSubscriptionId));
}

}  // namespace

scenario::EntraDirectory DefaultDirectory() {
  scenario::EntraDirectory directory;
  scenario::Tenant& tenant = *directory.add_tenants();
  tenant.set_id(std::string(kDefaultTenantId));
  tenant.add_domains("azmock.example");
  tenant.set_display_name("azmock");
  scenario::Application& application = *tenant.add_applications();
  application.set_app_id(std::string(kDefaultClientId));
  application.set_display_name("azmock application");
  application.add_secrets()->set_value(std::string(kDefaultClientSecret));
  scenario::User& user = *tenant.add_users();
  user.set_name(std::string(kDefaultUserName));
  user.set_display_name("azmock user");
  user.set_password(std::string(kDefaultUserPassword));
  tenant.add_resources()->set_uri("api://azmock-echo");
  AddManagedIdentities(tenant);
  AddAzure(tenant);
  return directory;
}

}  // namespace mock::entra
