#include "mock_entra/directory/directory.h"

#include <algorithm>
#include <mutex>
#include <unordered_set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_common/scenario/directory_edit.h"
#include "mock_common/scenario/host_endpoint.h"
#include "mock_entra/directory/validate.h"
#include "mock_entra/directory/well_known.h"
#include "mock_entra/identifiers.h"

namespace mock::entra {
namespace {

std::string Key(absl::string_view name) { return absl::AsciiStrToLower(name); }

std::string ResourceKey(absl::string_view uri) { return Key(absl::StripSuffix(uri, "/")); }

absl::Time TimeOr(const std::string& text, absl::Time otherwise) {
  absl::Time time = otherwise;
  std::string why;
  if (!text.empty()) absl::ParseTime(absl::RFC3339_full, text, &time, &why);
  return time;
}

// Of texts that ValidateDirectory has parsed before.
std::vector<jwt::Certificate> ToCertificates(
    const google::protobuf::RepeatedPtrField<std::string>& pems) {
  std::vector<jwt::Certificate> certificates;
  for (const std::string& pem : pems) {
    if (auto certificate = jwt::Certificate::FromPem(pem); certificate.ok()) {
      certificates.push_back(*std::move(certificate));
    }
  }
  return certificates;
}

std::vector<std::string> Strings(const google::protobuf::RepeatedPtrField<std::string>& strings) {
  return {strings.begin(), strings.end()};
}

// How users sign in to it.
void AddSignIn(const scenario::Application& proto, Application& application) {
  application.redirect_uris = Strings(proto.redirect_uris());
  application.consent_needed = Strings(proto.consent_needed());
  application.admin_consent_only = proto.admin_consent_only();
  application.assignment_required = proto.assignment_required();
  application.assigned_users = Strings(proto.assigned_users());
  application.audience = proto.audience();
  application.family_of_clients = proto.family_of_clients();
  if (proto.refresh_token_lifetime_seconds() != 0) {
    application.refresh_token_lifetime = absl::Seconds(proto.refresh_token_lifetime_seconds());
  }
  application.single_page = proto.single_page();
  application.single_use_refresh_tokens = proto.single_use_refresh_tokens();
}

// Microsoft's own, which SDKs and tools use when users name none.
scenario::Application ToProto(const WellKnownApplication& known) {
  scenario::Application application;
  application.set_app_id(std::string(known.app_id));
  application.set_display_name(std::string(known.display_name));
  application.set_public_client(true);
  application.add_redirect_uris("http://localhost");
  application.set_family_of_clients(true);
  return application;
}

Application ToApplication(const std::string& tenant, const scenario::Application& proto) {
  Application application;
  application.app_id = proto.app_id();
  application.display_name = proto.display_name().empty() ? proto.app_id() : proto.display_name();
  for (const scenario::Secret& secret : proto.secrets()) {
    application.secrets.push_back({secret.value(),
                                   TimeOr(secret.not_before(), absl::InfinitePast()),
                                   TimeOr(secret.not_after(), absl::InfiniteFuture())});
  }
  application.service_principal_id = proto.service_principal_id();
  if (application.service_principal_id.empty()) {
    application.service_principal_id =
        GuidFrom(absl::StrCat("service principal ", Key(tenant), " ", Key(proto.app_id())));
  }
  application.disabled = proto.disabled();
  application.public_client = proto.public_client();
  application.certificates = ToCertificates(proto.certificates());
  application.trusted_roots = ToCertificates(proto.trusted_roots());
  application.trusted_subject_names = {proto.trusted_subject_names().begin(),
                                       proto.trusted_subject_names().end()};
  for (const scenario::FederatedCredential& trust : proto.federated_credentials()) {
    application.federated_credentials.push_back(
        {trust.issuer(), trust.subject(),
         trust.audience().empty() ? std::string(kTokenExchangeAudience) : trust.audience()});
  }
  application.no_on_behalf_of = proto.no_on_behalf_of();
  application.refuse_replayed_assertions = proto.refuse_replayed_assertions();
  AddSignIn(proto, application);
  return application;
}

ManagedIdentity ToManagedIdentity(const std::string& tenant, const scenario::Identity& proto) {
  const auto derived = [&](const std::string& given, absl::string_view what) {
    return given.empty() ? GuidFrom(absl::StrCat(what, " of managed identity ", Key(tenant), " ",
                                                 proto.name()))
                         : given;
  };
  ManagedIdentity identity;
  identity.name = proto.name();
  identity.client_id = derived(proto.client_id(), "client ID");
  identity.principal_id = derived(proto.principal_id(), "principal");
  identity.resource_id = proto.resource_id();
  if (identity.resource_id.empty()) {
    identity.resource_id =
        absl::StrCat("/subscriptions/", GuidFrom(absl::StrCat("subscription of ", Key(tenant))),
                     "/resourcegroups/azmock/providers/Microsoft.ManagedIdentity/"
                     "userAssignedIdentities/",
                     proto.name());
  }
  return identity;
}

// The directory with all that its hosts leave to defaults.
scenario::Directory WithWholeHosts(scenario::Directory directory) {
  for (scenario::ManagedIdentityHost& host : *directory.mutable_hosts()) {
    host.set_endpoint(scenario::EndpointOf(host));
    if (!host.tenant_id().empty()) continue;
    host.set_tenant_id(directory.tenants().empty() ? std::string(kDefaultTenantId)
                                                   : directory.tenants(0).id());
  }
  return directory;
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

Resource ToResource(const scenario::Resource& proto) {
  Resource resource;
  resource.app_id = proto.app_id();
  if (resource.app_id.empty()) {
    resource.app_id = IsGuid(proto.uri()) ? proto.uri() : GuidFrom(ResourceKey(proto.uri()));
  }
  if (proto.token_version() != 0) resource.token_version = proto.token_version();
  resource.roles.assign(proto.roles().begin(), proto.roles().end());
  if (proto.token_lifetime_seconds() != 0) {
    resource.token_lifetime = absl::Seconds(proto.token_lifetime_seconds());
  }
  return resource;
}

// "http://localhost:8400/x" -> "http://localhost/x"; likewise for 127.0.0.1. A slash
// alone is no path.
std::string WithoutLoopbackPort(absl::string_view uri) {
  std::string plain(absl::StripSuffix(uri, "/"));
  for (const absl::string_view host : {"http://localhost:", "http://127.0.0.1:"}) {
    if (!absl::StartsWith(plain, host)) continue;
    const std::size_t end = plain.find_first_not_of("0123456789", host.size());
    plain.erase(host.size() - 1, end == std::string::npos ? end : end - host.size() + 1);
  }
  return plain;
}

// Any application can be asked for; registrations made today take v2 tokens.
Resource ResourceOf(const Application& application) {
  Resource resource;
  resource.app_id = application.app_id;
  resource.token_version = 2;
  return resource;
}

}  // namespace

std::string Organization::Issuer() const {
  return absl::StrCat("https://vstoken.dev.azure.com/", id);
}

class TenantBuilder {
 public:
  TenantBuilder(scenario::Tenant proto, std::shared_ptr<Grants> grants) {
    tenant_.id = proto.id();
    tenant_.display_name = proto.id();
    for (const WellKnownResource& known : WellKnownResources()) {
      Resource resource;
      resource.app_id = std::string(known.app_id);
      AddResource(known.uri, resource);
    }
    for (const WellKnownApplication& known : WellKnownApplications()) {
      tenant_.applications_[Key(known.app_id)] = ToApplication(tenant_.id, ToProto(known));
    }
    Add(proto);
    AddUsers(proto);
    tenant_.grants_ = std::move(grants);
    tenant_.proto_ = std::move(proto);
  }

  const std::vector<std::string>& domains() const { return tenant_.domains_; }

  std::shared_ptr<const Tenant> Build() && {
    return std::make_shared<const Tenant>(std::move(tenant_));
  }

 private:
  void Add(const scenario::Tenant& proto) {
    if (!proto.display_name().empty()) tenant_.display_name = proto.display_name();
    for (const std::string& domain : proto.domains()) tenant_.domains_.push_back(Key(domain));
    for (const scenario::Application& application : proto.applications()) {
      Application added = ToApplication(tenant_.id, application);
      AddResource(absl::StrCat("api://", added.app_id), ResourceOf(added));
      tenant_.applications_[Key(added.app_id)] = std::move(added);
    }
    for (const scenario::Resource& resource : proto.resources()) {
      AddResource(resource.uri(), ToResource(resource));
    }
    for (const scenario::Identity& identity : proto.managed_identities()) {
      tenant_.managed_identities_[identity.name()] = ToManagedIdentity(tenant_.id, identity);
    }
  }

  void AddUsers(const scenario::Tenant& proto) {
    for (const scenario::User& user : proto.users()) {
      tenant_.users_[Key(user.name())] = ToAccount(tenant_.id, user);
    }
    for (int i = 0; i < proto.conditional_access_size(); ++i) {
      tenant_.policies_.push_back(ToPolicy(tenant_.id, i, proto.conditional_access(i)));
    }
    if (proto.smart_lockout_threshold() != 0) {
      tenant_.smart_lockout_threshold_ = proto.smart_lockout_threshold();
    }
    tenant_.device_login_ = ToDeviceLogin(proto.device_login());
    for (const scenario::FederatedDomain& domain : proto.federated_domains()) {
      tenant_.federated_domains_.push_back(ToFederatedDomain(domain));
    }
  }

  void AddResource(absl::string_view uri, const Resource& resource) {
    if (!uri.empty()) tenant_.resources_[ResourceKey(uri)] = resource;
    tenant_.resources_[Key(resource.app_id)] = resource;
  }

  Tenant tenant_;
};

const Application* Tenant::FindApplication(absl::string_view app_id) const {
  const auto found = applications_.find(Key(app_id));
  return found == applications_.end() ? nullptr : &found->second;
}

bool Tenant::IsNamed(absl::string_view name) const {
  return absl::EqualsIgnoreCase(name, id) ||
         std::find(domains_.begin(), domains_.end(), Key(name)) != domains_.end();
}

const ManagedIdentity* Tenant::FindManagedIdentity(absl::string_view name) const {
  const auto found = managed_identities_.find(std::string(name));
  return found == managed_identities_.end() ? nullptr : &found->second;
}

const Resource* Tenant::FindResource(absl::string_view uri) const {
  const auto found = resources_.find(ResourceKey(uri));
  return found == resources_.end() ? nullptr : &found->second;
}

const Account* Tenant::FindUser(absl::string_view name) const {
  const auto found = users_.find(Key(name));
  return found == users_.end() ? nullptr : &found->second;
}

bool HasRedirectUri(const Application& application, absl::string_view uri) {
  const std::string wanted = WithoutLoopbackPort(uri);
  return std::any_of(
      application.redirect_uris.begin(), application.redirect_uris.end(),
      [&](const std::string& known) { return WithoutLoopbackPort(known) == wanted; });
}

bool Tenant::HasRedirectUri(absl::string_view uri) const {
  return std::any_of(applications_.begin(), applications_.end(), [&](const auto& entry) {
    return mock::entra::HasRedirectUri(entry.second, uri);
  });
}

const FederatedDomain* Tenant::FindFederatedDomain(absl::string_view domain) const {
  const auto found = std::find_if(
      federated_domains_.begin(), federated_domains_.end(),
      [&](const FederatedDomain& known) { return absl::EqualsIgnoreCase(known.domain, domain); });
  return found == federated_domains_.end() ? nullptr : &*found;
}

absl::Status Directory::Merge(const scenario::Directory& directory) {
  if (absl::Status status = ValidateDirectory(directory); !status.ok()) return status;
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  return MergeLocked(directory);
}

absl::Status Directory::MergeLocked(const scenario::Directory& directory) {
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
    if (known != tenants_.end()) scenario::MergeTenant(proto, &merged);
    std::shared_ptr<Grants>& grants = grants_[key];
    if (grants == nullptr) grants = std::make_shared<Grants>();
    builders.emplace_back(std::move(merged), grants);
  }
  for (int i = 0; i < directory.tenants_size(); ++i) {
    const std::string key = Key(directory.tenants(i).id());
    for (const std::string& domain : builders[i].domains()) domains_[domain] = key;
    for (const scenario::Application& application : directory.tenants(i).applications()) {
      application_tenants_.emplace(Key(application.app_id()), key);
    }
    tenants_[key] = std::move(builders[i]).Build();
  }
  scenario::MergeBesideTenants(WithWholeHosts(directory), &beside_tenants_);
  UpdateHostsLocked();
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

absl::Status Directory::Replace(const scenario::Directory& directory) {
  if (absl::Status status = ValidateDirectory(directory); !status.ok()) return status;
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  grants_.clear();
  ReplaceLocked(directory);
  return absl::OkStatus();
}

void Directory::ReplaceLocked(const scenario::Directory& directory) {
  tenants_.clear();
  domains_.clear();
  application_tenants_.clear();
  organizations_.clear();
  beside_tenants_.Clear();
  // Names are unique in a directory that was validated, so nothing is in the way.
  MergeLocked(directory).IgnoreError();
  std::unordered_set<std::string> urls;
  for (const scenario::Issuer& issuer : directory.issuers()) urls.insert(issuer.url());
  for (const auto& [key, organization] : organizations_) urls.insert(organization->Issuer());
  issuers_.KeepOnly(urls);
}

absl::Status Directory::Remove(const scenario::Directory& what) {
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  scenario::Directory left = ExportLocked();
  if (absl::Status status = scenario::RemoveFromDirectory(what, &left); !status.ok()) return status;
  if (absl::Status status = ValidateDirectory(left); !status.ok()) return status;
  ReplaceLocked(left);
  return absl::OkStatus();
}

scenario::Directory Directory::Export() const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  return ExportLocked();
}

scenario::Directory Directory::ExportLocked() const {
  scenario::Directory directory = beside_tenants_;
  std::vector<const Tenant*> tenants;
  for (const auto& [key, tenant] : tenants_) tenants.push_back(tenant.get());
  std::sort(tenants.begin(), tenants.end(),
            [](const Tenant* a, const Tenant* b) { return a->id < b->id; });
  for (const Tenant* tenant : tenants) *directory.add_tenants() = tenant->proto();
  return directory;
}

void Directory::UpdateHostsLocked() {
  auto updated = std::make_shared<Hosts>();
  for (const scenario::ManagedIdentityHost& host : beside_tenants_.hosts()) {
    const std::string bytes = host.SerializeAsString();
    const auto same = std::find_if(hosts_->begin(), hosts_->end(), [&](const auto& known) {
      return known->SerializeAsString() == bytes;
    });
    updated->push_back(same != hosts_->end()
                           ? *same
                           : std::make_shared<const scenario::ManagedIdentityHost>(host));
  }
  hosts_ = std::move(updated);
}

std::shared_ptr<const Hosts> Directory::hosts() const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  return hosts_;
}

std::shared_ptr<const Organization> Directory::FindOrganization(absl::string_view name) const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  const auto found = organizations_.find(Key(name));
  return found == organizations_.end() ? nullptr : found->second;
}

absl::Status Directory::CreateTenant(absl::string_view id) {
  scenario::Directory directory;
  directory.add_tenants()->set_id(std::string(id));
  return Merge(directory);
}

bool Directory::RemoveTenant(absl::string_view id) {
  const std::string key = Key(id);
  const std::unique_lock<std::shared_mutex> lock(mutex_);
  for (auto domain = domains_.begin(); domain != domains_.end();) {
    domain = domain->second == key ? domains_.erase(domain) : std::next(domain);
  }
  for (auto owner = application_tenants_.begin(); owner != application_tenants_.end();) {
    owner = owner->second == key ? application_tenants_.erase(owner) : std::next(owner);
  }
  grants_.erase(key);
  device_codes_.RemoveOfTenant(key);
  return tenants_.erase(key) != 0;
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

std::vector<std::string> Directory::TenantIds() const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  std::vector<std::string> ids;
  for (const auto& [key, tenant] : tenants_) ids.push_back(tenant->id);
  return ids;
}

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
