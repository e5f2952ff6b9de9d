#include "mock_common/scenario/validate_directory.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/scenario/values.h"

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
}

}  // namespace mock::scenario
