#include "mock_entra/directory/tenant_builder.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "mock_common/jwt/certificate.h"
#include "mock_entra/directory/keys.h"
#include "mock_entra/directory/times.h"
#include "mock_entra/directory/users.h"
#include "mock_entra/directory/well_known.h"
#include "mock_entra/exchange/identifiers.h"
#include "mock_entra/issuers/issuer_registry.h"

namespace mock::entra {
namespace {

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

TokenConfiguration ToTokenConfiguration(const scenario::Application& proto) {
  TokenConfiguration tokens;
  for (const scenario::AppRole& role : proto.app_roles()) {
    tokens.roles.push_back({role.role(), Strings(role.members())});
  }
  tokens.groups = proto.group_claims();
  tokens.optional_id_claims = Strings(proto.optional_id_claims());
  tokens.optional_access_claims = Strings(proto.optional_access_claims());
  tokens.claims = proto.claims();
  return tokens;
}

// How users sign in to it.
void AddSignIn(const scenario::Application& proto, Application& application) {
  application.redirect_uris = Strings(proto.redirect_uris());
  application.single_page_redirect_uris = Strings(proto.single_page_redirect_uris());
  application.redirect_uris.insert(application.redirect_uris.end(),
                                   application.single_page_redirect_uris.begin(),
                                   application.single_page_redirect_uris.end());
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
  application.id_tokens = proto.id_tokens();
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
  application.tokens_valid_from = TimeOr(proto.tokens_valid_from(), absl::InfinitePast());
  AddSignIn(proto, application);
  application.tokens = ToTokenConfiguration(proto);
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

Resource ToResource(const scenario::Resource& proto) {
  Resource resource;
  resource.app_id = proto.app_id();
  if (resource.app_id.empty()) {
    resource.app_id = IsGuid(proto.uri()) ? proto.uri() : GuidFrom(ResourceKey(proto.uri()));
  }
  if (proto.token_version() != 0) resource.token_version = proto.token_version();
  resource.roles.assign(proto.roles().begin(), proto.roles().end());
  resource.scopes.assign(proto.scopes().begin(), proto.scopes().end());
  if (proto.token_lifetime_seconds() != 0) {
    resource.token_lifetime = absl::Seconds(proto.token_lifetime_seconds());
  }
  resource.no_bound_tokens = proto.no_bound_tokens();
  return resource;
}

// Any application can be asked for; registrations made today take v2 tokens.
Resource ResourceOf(const Application& application) {
  Resource resource;
  resource.app_id = application.app_id;
  resource.token_version = 2;
  return resource;
}

}  // namespace

TenantBuilder::TenantBuilder(scenario::Tenant proto, std::shared_ptr<Promises> promises) {
  tenant_.id = proto.id();
  tenant_.display_name = proto.id();
  for (const WellKnownApplication& known : WellKnownApplications()) {
    tenant_.applications_[Key(known.app_id)] = ToApplication(tenant_.id, ToProto(known));
  }
  Add(proto);
  AddUsers(proto);
  tenant_.azure_.Fill(proto, [this](absl::string_view name) { return ObjectIdOf(name); });
  tenant_.promises_ = std::move(promises);
  tenant_.proto_ = std::move(proto);
}

std::shared_ptr<const Tenant> TenantBuilder::Build() && {
  return std::make_shared<const Tenant>(std::move(tenant_));
}

void TenantBuilder::Add(const scenario::Tenant& proto) {
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

void TenantBuilder::AddUsers(const scenario::Tenant& proto) {
  for (const scenario::User& user : proto.users()) {
    Account account = ToAccount(tenant_.id, user);
    tenant_.user_names_[Key(account.id)] = Key(user.name());
    tenant_.users_[Key(user.name())] = std::move(account);
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

std::string TenantBuilder::ObjectIdOf(absl::string_view principal) const {
  if (const Account* user = tenant_.FindUser(principal)) return user->id;
  if (const Application* application = tenant_.FindApplication(principal)) {
    return application->service_principal_id;
  }
  if (const ManagedIdentity* identity = tenant_.FindManagedIdentity(principal)) {
    return identity->principal_id;
  }
  return std::string(principal);
}

void TenantBuilder::AddResource(absl::string_view uri, const Resource& resource) {
  if (!uri.empty()) tenant_.resources_[ResourceKey(uri)] = resource;
  tenant_.resources_[Key(resource.app_id)] = resource;
}

}  // namespace mock::entra
