#include "mock_entra/directory/default_directory.h"

#include <string>
#include <utility>

#include "mock_entra/directory/well_known.h"

namespace mock::entra {
namespace {

// Every kind of host that needs no server of its own, each with both identities.
void AddDefaultHosts(scenario::Directory* directory) {
  using Host = scenario::ManagedIdentityHost;
  scenario::Tenant& tenant = *directory->mutable_tenants(0);
  for (const auto& [name, client_id] : {std::pair(kDefaultSystemIdentity, kDefaultSystemClientId),
                                        std::pair(kDefaultUserIdentity, kDefaultUserClientId)}) {
    scenario::Identity& identity = *tenant.add_managed_identities();
    identity.set_name(std::string(name));
    identity.set_client_id(std::string(client_id));
  }
  for (const Host::Kind kind : {Host::IMDS, Host::APP_SERVICE, Host::CONTAINER_APPS,
                                Host::AZURE_ARC, Host::CLOUD_SHELL, Host::AZURE_ML}) {
    Host& host = *directory->add_hosts();
    host.set_kind(kind);
    scenario::Assignment& system = *host.add_identities();
    system.set_identity(std::string(kDefaultSystemIdentity));
    system.set_system_assigned(true);
    host.add_identities()->set_identity(std::string(kDefaultUserIdentity));
  }
}

}  // namespace

scenario::Directory DefaultDirectory() {
  scenario::Directory directory;
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
  AddDefaultHosts(&directory);
  return directory;
}

}  // namespace mock::entra
