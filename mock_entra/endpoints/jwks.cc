#include "mock_entra/endpoints/jwks.h"

#include <variant>

#include "mock_common/jwt/jwks.h"
#include "mock_entra/directory/tenant_lookup.h"
#include "mock_entra/exchange/issuer.h"
#include "mock_entra/exchange/magic.h"

namespace mock::entra {

http::Response HandleJwks(const Exchange& exchange, Directory& directory, const SigningKeys& keys,
                          absl::string_view tenant, Version version) {
  if (!IsTenantAlias(tenant) && !ParseMagicName(tenant).has_value()) {
    const auto found = LookUpTenant(directory, tenant, TenantUse::kMetadata);
    if (const auto* const refusal = std::get_if<Refusal>(&found)) {
      return RefusalResponse(exchange, *refusal);
    }
  }
  const std::string issuer =
      version == Version::kV2 ? Issuer(exchange.authority, "{tenantid}", Version::kV2) : "";
  return MetadataResponse(exchange, jwt::JwksDocument(keys, issuer));
}

}  // namespace mock::entra
