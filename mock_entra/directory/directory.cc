#include "mock_entra/directory/directory.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "mock_common/text/message_edit.h"
#include "mock_common/text/place.h"
#include "mock_entra/directory/keys.h"
#include "mock_entra/directory/tenant_builder.h"
#include "mock_entra/directory/users.h"
#include "mock_entra/directory/validate.h"
#include "mock_entra/directory/validate_azure.h"
#include "mock_entra/directory/well_known.h"
#include "mock_entra/exchange/identifiers.h"

namespace mock::entra {
namespace {

// `from` under the ID that the tenant has already.
void MergeTenant(const scenario::Tenant& from, scenario::Tenant* into) {
  scenario::MergeMessage(from, into, /*except=*/"id");
}

std::shared_ptr<const Organization> ToOrganization(const scenario::Organization& proto) {
  auto organization = std::make_shared<Organization>();
  organization->name = proto.name();
  organization->id = proto.id();
  organization->access_tokens = {proto.access_tokens().begin(), proto.access_tokens().end()};
  for (const scenario::ServiceConnection& connection : proto.service_connections()) {
    organization->service_connections.push_back(
        {connection.id(), connection.name(), connection.project(), connection.not_referenced()});
  }
  return organization;
}

std::string AzureKey(Directory::AzureName kind, absl::string_view name) {
  return absl::StrCat(static_cast<int>(kind), " ", Key(name));
}

scenario::EntraDirectory BesideTenants(const scenario::EntraDirectory& directory) {
  scenario::EntraDirectory beside;
  scenario::MergeMessage(directory, &beside, /*except=*/"tenants");
  return beside;
}

template <typename Function>
void ForEachAzureName(const Azure& azure, const Function& function) {
  using AzureName = Directory::AzureName;
  for (const Subscription& subscription : azure.subscriptions()) {
    function(AzureKey(AzureName::kSubscription, subscription.id));
  }
  for (const auto& [name, vault] : azure.key_vaults()) {
    function(AzureKey(AzureName::kKeyVault, name));
  }
  for (const auto& [name, account] : azure.storage_accounts()) {
    function(AzureKey(AzureName::kStorageAccount, name));
  }
}

// The roles of a tenant that will be number `index` of what is merged.
absl::Status CheckRoles(const scenario::Tenant& tenant, int index) {
  std::vector<scenario::Problem> problems;
  ValidateRoles(tenant, scenario::Place("", tenant, nullptr, &problems));
  if (problems.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("tenants[", index, "].", problems[0].field, ": ", problems[0].text));
}

}  // namespace

std::string Organization::Issuer() const {
  return absl::StrCat("https://vstoken.dev.azure.com/", id);
}

absl::Status Directory::CheckNames(const scenario::EntraDirectory& directory) const {
  for (int i = 0; i < directory.tenants_size(); ++i) {
    const scenario::Tenant& proto = directory.tenants(i);
    const std::string key = Key(proto.id());
    if (const auto owner = domains_.find(key); owner != domains_.end()) {
      return absl::InvalidArgumentError(absl::StrCat("tenants[", i, "].id: \"", proto.id(),
                                                     "\" is a domain of tenant ", owner->second));
    }
    for (int d = 0; d < proto.domains_size(); ++d) {
      const std::string domain = Key(proto.domains(d));
      const auto owner = domains_.find(domain);
      if ((owner != domains_.end() && owner->second != key) || tenants_.count(domain) != 0) {
        return absl::InvalidArgumentError(absl::StrCat("tenants[", i, "].domains[", d, "]: \"",
                                                       proto.domains(d),
                                                       "\" belongs to another tenant"));
      }
    }
  }
  return absl::OkStatus();
}

Directory::Made Directory::Make(scenario::Tenant proto) const {
  std::string key = Key(proto.id());
  const auto known = promises_.find(key);
  auto promises = known == promises_.end() ? std::make_shared<Promises>(options_.promise_limits)
                                           : known->second;
  auto tenant = TenantBuilder(std::move(proto), promises).Build();
  return {std::move(key), std::move(tenant), std::move(promises)};
}

absl::StatusOr<std::vector<Directory::Made>> Directory::MakeMerged(
    const scenario::EntraDirectory& directory) const {
  std::vector<Made> made;
  for (int i = 0; i < directory.tenants_size(); ++i) {
    const scenario::Tenant& proto = directory.tenants(i);
    const auto known = tenants_.find(Key(proto.id()));
    scenario::Tenant merged = known == tenants_.end() ? proto : known->second->proto();
    if (known != tenants_.end()) MergeTenant(proto, &merged);
    if (absl::Status status = CheckRoles(merged, i); !status.ok()) return status;
    made.push_back(Make(std::move(merged)));
  }
  return made;
}

void Directory::Install(const Made& made, const scenario::Tenant& named) {
  for (const std::string& domain : made.tenant->domains()) domains_[domain] = made.key;
  for (const scenario::Application& application : named.applications()) {
    application_tenants_.emplace(Key(application.app_id()), made.key);
  }
  ForEachAzureName(made.tenant->azure(),
                   [&](const std::string& name) { azure_tenants_[name] = made.key; });
  promises_[made.key] = made.promises;
  tenants_[made.key] = made.tenant;
}

void Directory::AddBeside(const scenario::EntraDirectory& directory) {
  // Validated, so nothing fails.
  for (const scenario::Issuer& issuer : directory.issuers()) issuers_.Add(issuer).IgnoreError();
  for (const scenario::Organization& proto : directory.organizations()) {
    const auto organization = ToOrganization(proto);
    scenario::Issuer issuer;
    issuer.set_url(organization->Issuer());
    issuers_.Add(issuer).IgnoreError();
    organizations_[Key(proto.name())] = organization;
  }
  scenario::MergeMessage(directory, &beside_tenants_, /*except=*/"tenants");
}

void Directory::ReplaceBeside(const scenario::EntraDirectory& directory) {
  organizations_.clear();
  beside_tenants_.Clear();
  AddBeside(directory);
  std::unordered_set<std::string> urls;
  for (const scenario::Issuer& issuer : directory.issuers()) urls.insert(issuer.url());
  for (const auto& [key, organization] : organizations_) urls.insert(organization->Issuer());
  issuers_.KeepOnly(urls);
}

absl::Status Directory::Merge(const scenario::EntraDirectory& directory) {
  if (absl::Status status = ValidateDirectory(directory); !status.ok()) return status;
  const std::lock_guard<std::mutex> change(change_mutex_);
  if (absl::Status status = CheckNames(directory); !status.ok()) return status;
  const auto made = MakeMerged(directory);
  if (!made.ok()) return made.status();
  std::vector<std::shared_ptr<const Tenant>> replaced;  // let go of when nothing is locked
  for (const Made& each : *made) {
    if (const auto known = tenants_.find(each.key); known != tenants_.end()) {
      replaced.push_back(known->second);
    }
  }
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  for (int i = 0; i < directory.tenants_size(); ++i) Install((*made)[i], directory.tenants(i));
  AddBeside(directory);
  return absl::OkStatus();
}

absl::Status Directory::Replace(const scenario::EntraDirectory& directory) {
  if (absl::Status status = ValidateDirectory(directory); !status.ok()) return status;
  const std::lock_guard<std::mutex> change(change_mutex_);
  std::vector<Made> made;
  for (const scenario::Tenant& proto : directory.tenants()) {
    auto promises = std::make_shared<Promises>(options_.promise_limits);
    auto tenant = TenantBuilder(proto, promises).Build();
    made.push_back({Key(proto.id()), std::move(tenant), std::move(promises)});
  }
  Tenants replaced;  // let go of when nothing is locked
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  replaced.swap(tenants_);
  promises_.clear();
  device_codes_.Clear();
  domains_.clear();
  application_tenants_.clear();
  azure_tenants_.clear();
  for (int i = 0; i < directory.tenants_size(); ++i) Install(made[i], directory.tenants(i));
  ReplaceBeside(directory);
  return absl::OkStatus();
}

absl::Status Directory::Remove(const scenario::EntraDirectory& what) {
  const std::lock_guard<std::mutex> change(change_mutex_);
  scenario::EntraDirectory left = beside_tenants_;
  std::unordered_set<std::string> gone;
  for (const scenario::Tenant& named : what.tenants()) {
    const auto tenant = tenants_.find(Key(named.id()));
    if (tenant == tenants_.end() || !gone.insert(tenant->first).second) continue;
    *left.add_tenants() = tenant->second->proto();
  }
  if (absl::Status status = scenario::RemoveFromMessage(what, &left); !status.ok()) return status;
  if (absl::Status status = ValidateDirectory(left); !status.ok()) return status;
  std::vector<Made> made;
  for (const scenario::Tenant& proto : left.tenants()) {
    made.push_back(Make(proto));
    gone.erase(made.back().key);
  }
  std::vector<std::shared_ptr<const Tenant>> replaced;  // let go of when nothing is locked
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  replaced = ForgetTenants(gone);
  for (int i = 0; i < left.tenants_size(); ++i) {
    replaced.push_back(ForgetNames(made[i].key));
    Install(made[i], left.tenants(i));
  }
  ReplaceBeside(BesideTenants(left));
  return absl::OkStatus();
}

void Directory::ForgetTenant(absl::string_view id_or_domain) {
  const auto tenant = Lookup(Key(id_or_domain));
  if (tenant == nullptr) return;
  tenant->promises().Clear();
  device_codes_.RemoveOfTenant(tenant->id);
}

scenario::EntraDirectory Directory::Export() const {
  scenario::EntraDirectory directory;
  std::vector<std::shared_ptr<const Tenant>> tenants;
  {
    const std::shared_lock<std::shared_mutex> lock(mutex_);
    directory = beside_tenants_;
    for (const auto& [key, tenant] : tenants_) tenants.push_back(tenant);
  }
  std::sort(tenants.begin(), tenants.end(),
            [](const auto& a, const auto& b) { return a->id < b->id; });
  for (const auto& tenant : tenants) *directory.add_tenants() = tenant->proto();
  return directory;
}

std::shared_ptr<const Organization> Directory::FindOrganization(absl::string_view name) const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  const auto found = organizations_.find(Key(name));
  return found == organizations_.end() ? nullptr : found->second;
}

absl::Status Directory::CreateTenant(absl::string_view id) {
  scenario::EntraDirectory directory;
  directory.add_tenants()->set_id(std::string(id));
  return Merge(directory);
}

bool Directory::RemoveTenant(absl::string_view id) {
  const std::lock_guard<std::mutex> change(change_mutex_);
  std::vector<std::shared_ptr<const Tenant>> removed;  // let go of when nothing is locked
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  removed = ForgetTenants({Key(id)});
  return !removed.empty();
}

std::vector<std::shared_ptr<const Tenant>> Directory::ForgetTenants(
    const std::unordered_set<std::string>& keys) {
  std::vector<std::shared_ptr<const Tenant>> forgotten;
  for (const std::string& key : keys) {
    promises_.erase(key);
    device_codes_.RemoveOfTenant(key);
    if (auto tenant = ForgetNames(key)) forgotten.push_back(std::move(tenant));
    tenants_.erase(key);
  }
  return forgotten;
}

std::shared_ptr<const Tenant> Directory::ForgetNames(const std::string& key) {
  const auto found = tenants_.find(key);
  if (found == tenants_.end()) return nullptr;
  const auto forget = [&key](auto& owners, const std::string& name) {
    const auto owner = owners.find(name);
    if (owner != owners.end() && owner->second == key) owners.erase(owner);
  };
  for (const std::string& domain : found->second->domains()) forget(domains_, domain);
  for (const scenario::Application& application : found->second->proto().applications()) {
    forget(application_tenants_, Key(application.app_id()));
  }
  ForEachAzureName(found->second->azure(),
                   [&](const std::string& name) { forget(azure_tenants_, name); });
  return found->second;
}

std::shared_ptr<const Tenant> Directory::Lookup(const std::string& key) const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  auto found = tenants_.find(key);
  if (found == tenants_.end()) {
    const auto domain = domains_.find(key);
    if (domain != domains_.end()) found = tenants_.find(domain->second);
  }
  return found == tenants_.end() ? nullptr : found->second;
}

std::shared_ptr<const Tenant> Directory::FindTenant(absl::string_view id_or_domain) {
  const std::string key = Key(id_or_domain);
  std::shared_ptr<const Tenant> tenant = Lookup(key);
  if (tenant == nullptr && options_.create_unknown_tenants && IsGuid(key) && !IsNilGuid(key)) {
    if (CreateTenant(key).ok()) tenant = Lookup(key);
  }
  return tenant;
}

std::shared_ptr<const Tenant> Directory::FindTenantOfUser(absl::string_view user_name) {
  const absl::string_view domain = DomainOf(user_name);
  return domain.empty() ? nullptr : Lookup(Key(domain));
}

std::string Directory::OwnerOfApplication(absl::string_view app_id) const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  const auto owner = application_tenants_.find(Key(app_id));
  if (owner == application_tenants_.end()) return "";
  const auto tenant = tenants_.find(owner->second);
  return tenant == tenants_.end() ? "" : tenant->second->id;
}

std::shared_ptr<const Tenant> Directory::FindTenantOfApplication(absl::string_view app_id) const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  const auto owner = application_tenants_.find(Key(app_id));
  if (owner != application_tenants_.end()) {
    const auto tenant = tenants_.find(owner->second);
    if (tenant != tenants_.end()) return tenant->second;
  }
  // Microsoft's own are everywhere.
  if (tenants_.empty() || !tenants_.begin()->second->FindApplication(app_id)) return nullptr;
  return tenants_.begin()->second;
}

std::shared_ptr<const Tenant> Directory::FindTenantOfAzure(AzureName kind,
                                                           absl::string_view name) const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  const auto owner = azure_tenants_.find(AzureKey(kind, name));
  if (owner == azure_tenants_.end()) return nullptr;
  const auto tenant = tenants_.find(owner->second);
  return tenant == tenants_.end() ? nullptr : tenant->second;
}

std::vector<std::string> Directory::TenantIds() const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  std::vector<std::string> ids;
  for (const auto& [key, tenant] : tenants_) ids.push_back(tenant->id);
  return ids;
}

}  // namespace mock::entra
