#include "mock_entra/tenant_of_request.h"

#include <vector>

#include "mock_entra/directory/tenant_lookup.h"
#include "mock_entra/directory/users.h"
#include "mock_entra/endpoints/sign_in_steps.h"
#include "mock_entra/endpoints/userinfo.h"
#include "mock_entra/exchange/form_fields.h"
#include "mock_entra/exchange/tenant_of.h"
#include "mock_entra/exchange/token_request.h"
#include "mock_entra/grants/named_tenant.h"
#include "mock_entra/promises/device_codes.h"
#include "mock_entra/promises/handle.h"
#include "mock_entra/resources/access_check.h"
#include "mock_entra/resources/resources.h"

namespace mock::entra {
namespace {

// What a page, or a request for one, says of who signs in; what is surest first.
std::vector<std::string> NamedOnPage(const http::Request& request, Directory& directory) {
  FormFields fields = http::ParseForm(request.body).value_or(FormFields());
  const FormFields query = http::ParseForm(request.query).value_or(FormFields());
  fields.insert(fields.end(), query.begin(), query.end());
  const absl::string_view user_code = FieldOf(fields, "user_code");
  return {TenantOfHandle(FieldOf(fields, "flow_token")),
          std::string(DomainOf(FieldOf(fields, "username"))),
          directory.device_codes().OwnerOfUserCode(user_code),
          std::string(DomainOf(FieldOf(fields, "login_hint"))),
          TenantOfHandle(CookieOf(request, kSessionCookie)),
          directory.OwnerOfApplication(FieldOf(fields, "client_id"))};
}

// Where an alias of tenants was asked, by the tenant's names.
std::vector<std::string> NamedTenants(const http::Request& request, Directory& directory) {
  const TokenRequest token = ParseTokenRequest(request, "", Version::kV2);
  if (token.Get("grant_type").empty()) return NamedOnPage(request, directory);
  return {NamedTenant(token, directory), directory.OwnerOfApplication(token.client_id)};
}

}  // namespace

std::string TenantOfRequest(const http::Request& request, Directory& directory) {
  if (const auto service = ReadServiceRequest(request)) {
    return TenantOfService(request, *service, directory);
  }
  if (IsUserinfo(request)) return ClaimedTenant(request);
  std::string written = TenantOf(request);
  if (!IsTenantAlias(written)) return written;
  for (const std::string& name : NamedTenants(request, directory)) {
    const auto tenant = name.empty() ? nullptr : directory.FindTenant(name);
    if (tenant != nullptr) return tenant->id;
  }
  return written;
}

}  // namespace mock::entra
