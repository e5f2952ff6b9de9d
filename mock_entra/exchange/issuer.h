// The `iss` of Entra ID's tokens and documents.
#ifndef MOCK_ENTRA_EXCHANGE_ISSUER_H_
#define MOCK_ENTRA_EXCHANGE_ISSUER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "mock_entra/exchange/authority.h"
#include "mock_entra/exchange/version.h"

namespace mock::entra {

// For a tenant, as the asked host has it.
std::string Issuer(const Authority& authority, absl::string_view tenant_id, Version version);

// The other way round: the tenant in an issuer of ours, of either version, at the
// asked cloud; "" if `issuer` is somebody else's.
std::string TenantOfIssuer(const Authority& authority, absl::string_view issuer);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_EXCHANGE_ISSUER_H_
