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
  return directory;
}

}  // namespace mock::entra
