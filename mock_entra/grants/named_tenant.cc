#include "mock_entra/grants/named_tenant.h"

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "mock_entra/directory/users.h"
#include "mock_entra/promises/device_codes.h"
#include "mock_entra/promises/handle.h"

namespace mock::entra {

std::string NamedTenant(const TokenRequest& request, Directory& directory) {
  const absl::string_view grant_type = request.Get("grant_type");
  if (grant_type == "password") return std::string(DomainOf(request.Get("username")));
  if (grant_type == "authorization_code") return TenantOfHandle(request.Get("code"));
  if (grant_type == "refresh_token") return TenantOfHandle(request.Get("refresh_token"));
  if (!absl::EndsWith(grant_type, "device_code")) return "";
  const absl::string_view code = request.Get("device_code");
  // v1.0 clients may call it so.
  return directory.device_codes().OwnerOf(std::string(code.empty() ? request.Get("code") : code));
}

}  // namespace mock::entra
