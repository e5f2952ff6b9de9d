#include "mock_entra/directory/validate.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "mock_common/jwt/certificate.h"
#include "mock_common/jwt/jwks.h"
#include "mock_common/text/place.h"
#include "mock_common/text/values.h"
#include "mock_entra/directory/validate_azure.h"
#include "mock_entra/directory/validate_claims.h"
#include "mock_entra/directory/validate_managed_identities.h"

namespace mock::entra {
namespace {

using scenario::Quoted;
using Names = std::unordered_set<std::string>;

absl::Status Fault(absl::string_view field, absl::string_view fault) {
  return absl::InvalidArgumentError(absl::StrCat(field, ": ", fault));
}

std::string Element(absl::string_view parent, absl::string_view field, int index) {
  return absl::StrCat(parent, field, "[", index, "]");
}

absl::Status CheckTenantName(absl::string_view field, absl::string_view name) {
  if (name.empty()) return Fault(field, "is required");
  const bool plain = std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return absl::ascii_isalnum(c) || c == '-' || c == '.';
  });
  if (!plain) {
    return Fault(field, absl::StrCat(Quoted(name),
                                     " has characters other than letters, digits, "
                                     "\"-\" and \".\""));
  }
  for (const absl::string_view reserved : {"common", "organizations", "consumers"}) {
    if (absl::EqualsIgnoreCase(name, reserved)) {
      return Fault(field, absl::StrCat(Quoted(name), " stands for no one tenant"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckUnused(absl::string_view field, absl::string_view name, Names& names) {
  if (names.insert(absl::AsciiStrToLower(name)).second) return absl::OkStatus();
  return Fault(field, absl::StrCat(Quoted(name), " is given twice"));
}

absl::Status CheckTime(absl::string_view field, const std::string& text, absl::Time* time) {
  if (text.empty()) return absl::OkStatus();
  std::string why;
  if (absl::ParseTime(absl::RFC3339_full, text, time, &why)) return absl::OkStatus();
  return Fault(field, absl::StrCat(Quoted(text), " is not an RFC 3339 time"));
}

absl::Status CheckSecret(absl::string_view field, const scenario::Secret& secret) {
  if (secret.value().empty()) return Fault(absl::StrCat(field, ".value"), "is required");
  absl::Time not_before = absl::InfinitePast();
  absl::Time not_after = absl::InfiniteFuture();
  if (absl::Status status =
          CheckTime(absl::StrCat(field, ".not_before"), secret.not_before(), &not_before);
      !status.ok()) {
    return status;
  }
  if (absl::Status status =
          CheckTime(absl::StrCat(field, ".not_after"), secret.not_after(), &not_after);
      !status.ok()) {
    return status;
  }
  if (not_after < not_before) {
    return Fault(absl::StrCat(field, ".not_after"),
                 absl::StrCat(Quoted(secret.not_after()), " is before not_before"));
  }
  return absl::OkStatus();
}

absl::Status CheckCertificates(absl::string_view parent, absl::string_view field,
                               const google::protobuf::RepeatedPtrField<std::string>& pems) {
  for (int i = 0; i < pems.size(); ++i) {
    if (const auto parsed = jwt::Certificate::FromPem(pems[i]); !parsed.ok()) {
      return Fault(Element(parent, field, i), parsed.status().message());
    }
  }
  return absl::OkStatus();
}

absl::Status CheckRequired(absl::string_view parent, absl::string_view field,
                           const std::string& value) {
  return value.empty() ? Fault(absl::StrCat(parent, field), "is required") : absl::OkStatus();
}

absl::Status CheckTrust(absl::string_view field, const scenario::Application& application) {
  absl::Status status = CheckCertificates(field, ".certificates", application.certificates());
  if (status.ok()) status = CheckCertificates(field, ".trusted_roots", application.trusted_roots());
  for (int i = 0; status.ok() && i < application.federated_credentials_size(); ++i) {
    const std::string element = Element(field, ".federated_credentials", i);
    const scenario::FederatedCredential& trust = application.federated_credentials(i);
    status = CheckRequired(element, ".issuer", trust.issuer());
    if (status.ok()) status = CheckRequired(element, ".subject", trust.subject());
  }
  return status;
}

// Entra ID registers a redirect URI on one platform only.
absl::Status CheckRedirectUris(absl::string_view field, const scenario::Application& application) {
  const auto& others = application.redirect_uris();
  for (int i = 0; i < application.single_page_redirect_uris_size(); ++i) {
    const std::string& uri = application.single_page_redirect_uris(i);
    if (std::find(others.begin(), others.end(), uri) == others.end()) continue;
    return Fault(Element(field, ".single_page_redirect_uris", i),
                 absl::StrCat(Quoted(uri), " is one of redirect_uris too"));
  }
  return absl::OkStatus();
}

absl::Status CheckApplication(absl::string_view field, const scenario::Application& application,
                              Names& app_ids) {
  const std::string app_id = absl::StrCat(field, ".app_id");
  if (application.app_id().empty()) return Fault(app_id, "is required");
  if (absl::Status status = CheckUnused(app_id, application.app_id(), app_ids); !status.ok()) {
    return status;
  }
  for (int i = 0; i < application.secrets_size(); ++i) {
    absl::Status status = CheckSecret(Element(field, ".secrets", i), application.secrets(i));
    if (!status.ok()) return status;
  }
  absl::Time ignored;
  absl::Status status = CheckTime(absl::StrCat(field, ".tokens_valid_from"),
                                  application.tokens_valid_from(), &ignored);
  if (status.ok()) status = CheckRedirectUris(field, application);
  return status.ok() ? CheckTrust(field, application) : status;
}

absl::Status CheckResource(absl::string_view field, const scenario::Resource& resource) {
  if (resource.uri().empty() && resource.app_id().empty()) {
    return Fault(absl::StrCat(field, ".uri"), "is required, or app_id");
  }
  if (resource.token_version() < 0 || resource.token_version() > 2) {
    return Fault(absl::StrCat(field, ".token_version"),
                 absl::StrCat(resource.token_version(), " is neither 1 nor 2"));
  }
  if (resource.token_lifetime_seconds() < 0) {
    return Fault(absl::StrCat(field, ".token_lifetime_seconds"),
                 absl::StrCat(resource.token_lifetime_seconds(), " is negative"));
  }
  return absl::OkStatus();
}

absl::Status CheckUser(absl::string_view field, const scenario::User& user, Names& names) {
  const std::string name = absl::StrCat(field, ".name");
  if (user.name().empty()) return Fault(name, "is required");
  const std::size_t at = user.name().find('@');
  if (at == std::string::npos || at == 0 || at + 1 == user.name().size()) {
    return Fault(name, absl::StrCat(Quoted(user.name()), " has no domain"));
  }
  absl::Time ignored;
  absl::Status status = CheckUnused(name, user.name(), names);
  if (status.ok()) {
    status = CheckTime(absl::StrCat(field, ".password_expires"), user.password_expires(), &ignored);
  }
  if (status.ok()) {
    status = CheckTime(absl::StrCat(field, ".sessions_valid_from"), user.sessions_valid_from(),
                       &ignored);
  }
  return status;
}

absl::Status CheckNotNegative(absl::string_view parent, absl::string_view field, int value) {
  if (value >= 0) return absl::OkStatus();
  return Fault(absl::StrCat(parent, field), absl::StrCat(value, " is negative"));
}

absl::Status CheckDeviceLogin(absl::string_view field, const scenario::DeviceLogin& login) {
  absl::Status status = CheckNotNegative(field, ".pending_polls", login.pending_polls());
  if (status.ok()) {
    status = CheckNotNegative(field, ".slow_down_polls", login.slow_down_polls());
  }
  if (status.ok()) {
    status = CheckNotNegative(field, ".expires_in_seconds", login.expires_in_seconds());
  }
  if (status.ok()) {
    status = CheckNotNegative(field, ".interval_seconds", login.interval_seconds());
  }
  return status;
}

// What concerns users.
absl::Status CheckSignIn(absl::string_view field, const scenario::Tenant& tenant) {
  Names names;
  for (int i = 0; i < tenant.users_size(); ++i) {
    absl::Status status = CheckUser(Element(field, ".users", i), tenant.users(i), names);
    if (!status.ok()) return status;
  }
  for (int i = 0; i < tenant.conditional_access_size(); ++i) {
    const std::string element = Element(field, ".conditional_access", i);
    const scenario::ConditionalAccessPolicy& policy = tenant.conditional_access(i);
    if (policy.control() == scenario::ConditionalAccessPolicy::CONTROL_UNSPECIFIED) {
      return Fault(absl::StrCat(element, ".control"), "is required");
    }
    absl::Status status = CheckNotNegative(element, ".max_age_seconds", policy.max_age_seconds());
    if (!status.ok()) return status;
  }
  for (int i = 0; i < tenant.federated_domains_size(); ++i) {
    absl::Status status = CheckRequired(Element(field, ".federated_domains", i), ".domain",
                                        tenant.federated_domains(i).domain());
    if (!status.ok()) return status;
  }
  for (int i = 0; i < tenant.applications_size(); ++i) {
    absl::Status status =
        CheckNotNegative(Element(field, ".applications", i), ".refresh_token_lifetime_seconds",
                         tenant.applications(i).refresh_token_lifetime_seconds());
    if (!status.ok()) return status;
  }
  absl::Status status =
      CheckNotNegative(field, ".smart_lockout_threshold", tenant.smart_lockout_threshold());
  return status.ok() ? CheckDeviceLogin(absl::StrCat(field, ".device_login"), tenant.device_login())
                     : status;
}

absl::Status CheckTenant(absl::string_view field, const scenario::Tenant& tenant, Names& names) {
  const std::string id = absl::StrCat(field, ".id");
  if (absl::Status status = CheckTenantName(id, tenant.id()); !status.ok()) return status;
  if (absl::Status status = CheckUnused(id, tenant.id(), names); !status.ok()) return status;
  for (int i = 0; i < tenant.domains_size(); ++i) {
    const std::string domain = Element(field, ".domains", i);
    absl::Status status = CheckTenantName(domain, tenant.domains(i));
    if (status.ok()) status = CheckUnused(domain, tenant.domains(i), names);
    if (!status.ok()) return status;
  }
  Names app_ids;
  for (int i = 0; i < tenant.applications_size(); ++i) {
    absl::Status status =
        CheckApplication(Element(field, ".applications", i), tenant.applications(i), app_ids);
    if (!status.ok()) return status;
  }
  for (int i = 0; i < tenant.resources_size(); ++i) {
    absl::Status status = CheckResource(Element(field, ".resources", i), tenant.resources(i));
    if (!status.ok()) return status;
  }
  return CheckSignIn(field, tenant);
}

absl::Status CheckIssuer(absl::string_view field, const scenario::Issuer& issuer) {
  if (absl::Status status = CheckRequired(field, ".url", issuer.url()); !status.ok()) return status;
  if (issuer.jwks_json().empty()) return absl::OkStatus();
  const auto keys = jwt::KeySet::Parse(issuer.jwks_json());
  return keys.ok() ? absl::OkStatus()
                   : Fault(absl::StrCat(field, ".jwks_json"), keys.status().message());
}

absl::Status CheckOrganization(absl::string_view field, const scenario::Organization& proto) {
  absl::Status status = CheckRequired(field, ".name", proto.name());
  if (status.ok()) status = CheckRequired(field, ".id", proto.id());
  Names ids;
  for (int i = 0; status.ok() && i < proto.service_connections_size(); ++i) {
    const std::string element = Element(field, ".service_connections", i);
    const scenario::ServiceConnection& connection = proto.service_connections(i);
    status = CheckRequired(element, ".id", connection.id());
    if (status.ok()) status = CheckRequired(element, ".name", connection.name());
    if (status.ok()) status = CheckRequired(element, ".project", connection.project());
    if (status.ok()) status = CheckUnused(absl::StrCat(element, ".id"), connection.id(), ids);
  }
  return status;
}

// What scenarios are held to as well.
absl::Status CheckIdentitiesAndAzure(const scenario::EntraDirectory& directory) {
  std::vector<scenario::Problem> problems;
  const scenario::Place place("", directory, nullptr, &problems);
  for (int i = 0; i < directory.tenants_size(); ++i) {
    ValidateManagedIdentities(directory.tenants(i), place.In("tenants", i));
    ValidateAzure(directory.tenants(i), place.In("tenants", i));
    ValidateClaims(directory.tenants(i), place.In("tenants", i));
  }
  return problems.empty() ? absl::OkStatus() : Fault(problems[0].field, problems[0].text);
}

}  // namespace

absl::Status ValidateDirectory(const scenario::EntraDirectory& directory) {
  Names names;
  for (int i = 0; i < directory.tenants_size(); ++i) {
    absl::Status status = CheckTenant(Element("", "tenants", i), directory.tenants(i), names);
    if (!status.ok()) return status;
  }
  for (int i = 0; i < directory.issuers_size(); ++i) {
    absl::Status status = CheckIssuer(Element("", "issuers", i), directory.issuers(i));
    if (!status.ok()) return status;
  }
  for (int i = 0; i < directory.organizations_size(); ++i) {
    absl::Status status =
        CheckOrganization(Element("", "organizations", i), directory.organizations(i));
    if (!status.ok()) return status;
  }
  return CheckIdentitiesAndAzure(directory);
}

}  // namespace mock::entra
