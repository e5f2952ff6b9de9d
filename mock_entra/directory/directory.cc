#include "mock_entra/directory/directory.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <unordered_set>
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

absl::Status Directory::Merge(const scenario::EntraDirectory& directory) {
  if (absl::Status status = ValidateDirectory(directory); !status.ok()) return status;
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  return MergeLocked(directory);
}

absl::Status Directory::MergeLocked(const scenario::EntraDirectory& directory) {
  std::vector<TenantBuilder> builders;
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
    const auto known = tenants_.find(key);
    scenario::Tenant merged = known == tenants_.end() ? proto : known->second->proto();
    if (known != tenants_.end()) MergeTenant(proto, &merged);
    if (absl::Status status = CheckRoles(merged, i); !status.ok()) return status;
    std::shared_ptr<Promises>& promises = promises_[key];
    if (promises == nullptr) promises = std::make_shared<Promises>(options_.promise_limits);
    builders.emplace_back(std::move(merged), promises);
  }
  for (int i = 0; i < directory.tenants_size(); ++i) {
    const std::string key = Key(directory.tenants(i).id());
    for (const std::string& domain : builders[i].domains()) domains_[domain] = key;
    for (const scenario::Application& application : directory.tenants(i).applications()) {
      application_tenants_.emplace(Key(application.app_id()), key);
    }
    tenants_[key] = std::move(builders[i]).Build();
    AddAzureNames(key, tenants_[key]->azure());
  }
  scenario::MergeMessage(directory, &beside_tenants_, /*except=*/"tenants");
  // Validated, so nothing below fails.
  for (const scenario::Issuer& issuer : directory.issuers()) issuers_.Add(issuer).IgnoreError();
  for (const scenario::Organization& proto : directory.organizations()) {
    const auto organization = ToOrganization(proto);
    scenario::Issuer issuer;
    issuer.set_url(organization->Issuer());
    issuers_.Add(issuer).IgnoreError();
    organizations_[Key(proto.name())] = organization;
  }
  return absl::OkStatus();
}

absl::Status Directory::Replace(const scenario::EntraDirectory& directory) {
  if (absl::Status status = ValidateDirectory(directory); !status.ok()) return status;
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  promises_.clear();
  device_codes_.Clear();
  ReplaceLocked(directory);
  return absl::OkStatus();
}

void Directory::ReplaceLocked(const scenario::EntraDirectory& directory) {
  tenants_.clear();
  domains_.clear();
  application_tenants_.clear();
  azure_tenants_.clear();
  organizations_.clear();
  beside_tenants_.Clear();
  // Names are unique in a directory that was validated, so nothing is in the way.
  MergeLocked(directory).IgnoreError();
  std::unordered_set<std::string> urls;
  for (const scenario::Issuer& issuer : directory.issuers()) urls.insert(issuer.url());
  for (const auto& [key, organization] : organizations_) urls.insert(organization->Issuer());
  issuers_.KeepOnly(urls);
}

absl::Status Directory::Remove(const scenario::EntraDirectory& what) {
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  scenario::EntraDirectory left = ExportLocked();
  if (absl::Status status = scenario::RemoveFromMessage(what, &left); !status.ok()) return status;
  if (absl::Status status = ValidateDirectory(left); !status.ok()) return status;
  ReplaceLocked(left);
  ForgetGone();
  return absl::OkStatus();
}

void Directory::ForgetGone() {
  for (auto state = promises_.begin(); state != promises_.end();) {
    if (tenants_.count(state->first) != 0) {
      ++state;
      continue;
    }
    device_codes_.RemoveOfTenant(state->first);
    state = promises_.erase(state);
  }
}

void Directory::ForgetTenant(absl::string_view id_or_domain) {
  const auto tenant = Lookup(Key(id_or_domain));
  if (tenant == nullptr) return;
  tenant->promises().Clear();
  device_codes_.RemoveOfTenant(tenant->id);
}

scenario::EntraDirectory Directory::Export() const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  return ExportLocked();
}

scenario::EntraDirectory Directory::ExportLocked() const {
  scenario::EntraDirectory directory = beside_tenants_;
  std::vector<const Tenant*> tenants;
  for (const auto& [key, tenant] : tenants_) tenants.push_back(tenant.get());
  std::sort(tenants.begin(), tenants.end(),
            [](const Tenant* a, const Tenant* b) { return a->id < b->id; });
  for (const Tenant* tenant : tenants) *directory.add_tenants() = tenant->proto();
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
  const std::string key = Key(id);
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  for (auto domain = domains_.begin(); domain != domains_.end();) {
    domain = domain->second == key ? domains_.erase(domain) : std::next(domain);
  }
  for (auto* owners : {&application_tenants_, &azure_tenants_}) {
    for (auto owner = owners->begin(); owner != owners->end();) {
      owner = owner->second == key ? owners->erase(owner) : std::next(owner);
    }
  }
  const bool known = tenants_.erase(key) != 0;
  ForgetGone();
  return known;
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

void Directory::AddAzureNames(const std::string& key, const Azure& azure) {
  for (const Subscription& subscription : azure.subscriptions()) {
    azure_tenants_[AzureKey(AzureName::kSubscription, subscription.id)] = key;
  }
  for (const auto& [name, vault] : azure.key_vaults()) {
    azure_tenants_[AzureKey(AzureName::kKeyVault, name)] = key;
  }
  for (const auto& [name, account] : azure.storage_accounts()) {
    azure_tenants_[AzureKey(AzureName::kStorageAccount, name)] = key;
  }
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
