#include "mock_server/scenario/validate_directory.h"

#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/text/values.h"
#include "mock_entra/directory/validate_azure.h"
#include "mock_entra/directory/validate_claims.h"
#include "mock_entra/directory/validate_managed_identities.h"
#include "mock_server/scenario/validate_hosts_of.h"
#include "mock_server/scenario/validate_tools_of.h"

namespace mock::scenario {
namespace {

// Names taken so far, without case.
class Names {
 public:
  // Complains if `name` can't be used or is taken.
  void Take(const Place& place, const char* field, int index, const std::string& name) {
    if (!seen_.insert(absl::AsciiStrToLower(name)).second) {
      place.Complain(field, index, absl::StrCat("\"", name, "\" occurs twice"));
    }
  }

 private:
  std::set<std::string> seen_;
};

// A tenant's name is one segment of a path.
void CheckTenantName(const Place& place, const char* field, int index, const std::string& name) {
  if (name.empty()) return place.Complain(field, index, "is empty");
  if (name.find_first_of("/?#% \t\r\n") != std::string::npos) {
    place.Complain(field, index,
                   absl::StrCat("\"", name, "\" can't stand in a URL; write a GUID or a domain"));
  }
}

void CheckInstantField(const Place& place, const char* field, const std::string& text) {
  if (text.empty()) return;
  if (std::string problem = CheckInstant(text); !problem.empty()) {
    place.Complain(field, std::move(problem));
  }
}

void CheckSecret(const Secret& secret, const Place& place) {
  if (secret.value().empty()) place.Lacks("value", "is missing");
  CheckInstantField(place, "not_before", secret.not_before());
  CheckInstantField(place, "not_after", secret.not_after());
  const auto not_before = ParseInstantText(secret.not_before());
  const auto not_after = ParseInstantText(secret.not_after());
  if (not_before && not_after && *not_after <= *not_before) {
    place.Complain("not_after", "is not later than not_before");
  }
}

void CheckFederatedCredential(const FederatedCredential& credential, const Place& place) {
  if (credential.issuer().empty()) place.Lacks("issuer", "is missing");
  if (credential.subject().empty()) place.Lacks("subject", "is missing");
}

// PEM, or a file name.
void CheckCertificates(const Place& place, const char* field,
                       const google::protobuf::RepeatedPtrField<std::string>& certificates) {
  for (int i = 0; i < certificates.size(); ++i) {
    if (certificates[i].empty()) place.Complain(field, i, "is empty; write PEM or a file's name");
  }
}

// "name@domain".
bool HasDomain(absl::string_view name) {
  const std::size_t at = name.find('@');
  return at != absl::string_view::npos && at > 0 && at + 1 < name.size();
}

void CheckRedirectUris(const Application& application, const Place& place) {
  for (int i = 0; i < application.redirect_uris_size(); ++i) {
    const std::string& uri = application.redirect_uris(i);
    if (!absl::StrContains(uri, ":")) {
      place.Complain(
          "redirect_uris", i,
          absl::StrCat("\"", uri, "\" has no scheme; write a URI such as \"http://localhost\""));
    } else if (absl::StrContains(uri, "#")) {
      place.Complain("redirect_uris", i, absl::StrCat("\"", uri, "\" has a fragment"));
    }
  }
  if (application.refresh_token_lifetime_seconds() < 0) {
    place.Complain("refresh_token_lifetime_seconds", "is negative");
  }
}

void CheckApplication(const Application& application, const Place& place) {
  if (application.app_id().empty()) place.Lacks("app_id", "is missing");
  CheckCertificates(place, "certificates", application.certificates());
  CheckCertificates(place, "trusted_roots", application.trusted_roots());
  if (!application.trusted_subject_names().empty() && application.trusted_roots().empty()) {
    place.Complain("trusted_subject_names", 0, "is of no use without trusted_roots");
  }
  for (int i = 0; i < application.federated_credentials_size(); ++i) {
    CheckFederatedCredential(application.federated_credentials(i),
                             place.In("federated_credentials", i));
  }
  for (int i = 0; i < application.secrets_size(); ++i) {
    CheckSecret(application.secrets(i), place.In("secrets", i));
  }
  CheckInstantField(place, "tokens_valid_from", application.tokens_valid_from());
  CheckRedirectUris(application, place);
}

void CheckResource(const Resource& resource, const Place& place) {
  if (resource.uri().empty()) place.Lacks("uri", "is missing");
  if (resource.token_version() < 0 || resource.token_version() > 2) {
    place.Complain("token_version", "must be 1 or 2");
  }
  if (resource.token_lifetime_seconds() < 0) {
    place.Complain("token_lifetime_seconds", "is negative");
  }
}

void CheckSeconds(const Place& place, const char* field, std::int64_t value) {
  if (value < 0) place.Complain(field, "is negative");
}

void CheckUser(const User& user, const Place& place) {
  if (user.name().empty()) {
    place.Lacks("name", "is missing");
  } else if (!HasDomain(user.name())) {
    place.Complain("name", absl::StrCat("\"", user.name(),
                                        "\" has no domain; write one such as "
                                        "\"ada@contoso.example\""));
  }
  CheckInstantField(place, "password_expires", user.password_expires());
  CheckInstantField(place, "sessions_valid_from", user.sessions_valid_from());
}

void CheckPolicy(const ConditionalAccessPolicy& policy, const Place& place) {
  if (policy.control() == ConditionalAccessPolicy::CONTROL_UNSPECIFIED) {
    place.Lacks("control", "is missing");
  }
  CheckSeconds(place, "max_age_seconds", policy.max_age_seconds());
  const bool has_age = policy.control() == ConditionalAccessPolicy::SIGN_IN_FREQUENCY ||
                       policy.control() == ConditionalAccessPolicy::MULTI_FACTOR_EXPIRED;
  if (policy.max_age_seconds() != 0 && !has_age) {
    place.Complain("max_age_seconds",
                   "is of use with SIGN_IN_FREQUENCY and MULTI_FACTOR_EXPIRED only");
  }
}

void CheckDeviceLogin(const DeviceLogin& login, const Place& place) {
  CheckSeconds(place, "pending_polls", login.pending_polls());
  CheckSeconds(place, "slow_down_polls", login.slow_down_polls());
  CheckSeconds(place, "expires_in_seconds", login.expires_in_seconds());
  CheckSeconds(place, "interval_seconds", login.interval_seconds());
  if (login.slow_down_polls() > login.pending_polls()) {
    place.Complain("slow_down_polls", "is more than pending_polls, whose last ones these are");
  }
}

// Who may sign in to the tenant, and how.
void CheckSignIn(const Tenant& tenant, const Place& place) {
  Names users;
  for (int i = 0; i < tenant.users_size(); ++i) {
    const Place inner = place.In("users", i);
    CheckUser(tenant.users(i), inner);
    users.Take(inner, "name", -1, tenant.users(i).name());
  }
  for (int i = 0; i < tenant.conditional_access_size(); ++i) {
    CheckPolicy(tenant.conditional_access(i), place.In("conditional_access", i));
  }
  CheckSeconds(place, "smart_lockout_threshold", tenant.smart_lockout_threshold());
  if (tenant.has_device_login()) CheckDeviceLogin(tenant.device_login(), place.In("device_login"));
  for (int i = 0; i < tenant.federated_domains_size(); ++i) {
    const Place inner = place.In("federated_domains", i);
    if (tenant.federated_domains(i).domain().empty()) inner.Lacks("domain", "is missing");
  }
}

void CheckTenant(const Tenant& tenant, const Place& place, Names* names) {
  if (tenant.id().empty()) {
    place.Lacks("id", "is missing");
  } else {
    CheckTenantName(place, "id", -1, tenant.id());
    names->Take(place, "id", -1, tenant.id());
  }
  for (int i = 0; i < tenant.domains_size(); ++i) {
    CheckTenantName(place, "domains", i, tenant.domains(i));
    names->Take(place, "domains", i, tenant.domains(i));
  }
  Names applications;
  for (int i = 0; i < tenant.applications_size(); ++i) {
    const Place inner = place.In("applications", i);
    CheckApplication(tenant.applications(i), inner);
    applications.Take(inner, "app_id", -1, tenant.applications(i).app_id());
  }
  Names resources;
  for (int i = 0; i < tenant.resources_size(); ++i) {
    const Place inner = place.In("resources", i);
    CheckResource(tenant.resources(i), inner);
    resources.Take(inner, "uri", -1, tenant.resources(i).uri());
  }
  CheckSignIn(tenant, place);
  entra::ValidateManagedIdentities(tenant, place);
  entra::ValidateClaims(tenant, place);
  entra::ValidateAzure(tenant, place);
  entra::ValidateRoles(tenant, place);
}

void CheckIssuer(const Issuer& issuer, const Place& place) {
  if (issuer.url().empty()) {
    place.Lacks("url", "is missing");
  } else if (!absl::StartsWith(issuer.url(), "https://") &&
             !absl::StartsWith(issuer.url(), "http://")) {
    place.Complain("url", absl::StrCat("\"", issuer.url(),
                                       "\" is not a URL; write one such as "
                                       "\"https://token.actions.githubusercontent.com\""));
  }
}

void CheckOrganization(const Organization& organization, const Place& place) {
  if (organization.name().empty()) place.Lacks("name", "is missing");
  if (organization.id().empty()) place.Lacks("id", "is missing");
  Names connections;
  for (int i = 0; i < organization.service_connections_size(); ++i) {
    const ServiceConnection& connection = organization.service_connections(i);
    const Place inner = place.In("service_connections", i);
    if (connection.id().empty()) inner.Lacks("id", "is missing");
    if (connection.name().empty()) inner.Lacks("name", "is missing");
    if (connection.project().empty()) inner.Lacks("project", "is missing");
    connections.Take(inner, "id", -1, connection.id());
  }
}

}  // namespace

void ValidateDirectory(const Directory& directory, const Place& place) {
  Names names;
  for (int i = 0; i < directory.tenants_size(); ++i) {
    CheckTenant(directory.tenants(i), place.In("tenants", i), &names);
  }
  Names issuers;
  for (int i = 0; i < directory.issuers_size(); ++i) {
    const Place inner = place.In("issuers", i);
    CheckIssuer(directory.issuers(i), inner);
    issuers.Take(inner, "url", -1, directory.issuers(i).url());
  }
  Names organizations;
  for (int i = 0; i < directory.organizations_size(); ++i) {
    const Place inner = place.In("organizations", i);
    CheckOrganization(directory.organizations(i), inner);
    organizations.Take(inner, "name", -1, directory.organizations(i).name());
  }
  ValidateHostsOf(directory, place);
  ValidateToolsOf(directory, place);
}

}  // namespace mock::scenario
