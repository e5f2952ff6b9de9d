// Whether a managed identity is who it says, by the certificate of its TLS connection.
#ifndef MOCK_ENTRA_ASSERTIONS_MTLS_CERTIFICATE_H_
#define MOCK_ENTRA_ASSERTIONS_MTLS_CERTIFICATE_H_

#include <optional>

#include "mock_common/tls/client_authority.h"
#include "mock_entra/directory/tenant.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/exchange/exchange.h"

namespace mock::entra {

// Judges the certificate of the exchange's request. Refusals, in this order: 700027 if
// `authority` (null: nobody) has not issued it, 392204 expired, 1000502 not valid yet,
// 1000901 no longer good for tokens, 700030 another identity's or another tenant's.
std::optional<Refusal> CheckMtlsCertificate(const Exchange& exchange, const Tenant& tenant,
                                            const ManagedIdentity& identity,
                                            const ClientAuthority* authority);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ASSERTIONS_MTLS_CERTIFICATE_H_
