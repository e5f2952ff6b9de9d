// POST /{tenant}/oauth2/v2.0/token at the hosts of mutual TLS.
#ifndef MOCK_ENTRA_ENDPOINTS_MTLS_TOKEN_H_
#define MOCK_ENTRA_ENDPOINTS_MTLS_TOKEN_H_

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_common/tls/client_authority.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/version.h"

namespace mock::entra {

struct MtlsTokenEndpoint {
  Directory& directory;
  const jwt::SigningKey& key;
  Random& random;
  // Who issues the certificates of managed identities; null if nobody does.
  const ClientAuthority* authority = nullptr;
};

// Tokens for managed identities that the certificate of the TLS connection proves: of the
// type "mtls_pop", bound to it, or bearer tokens. Refusals, in this order: those of the
// token endpoint for form, tenant and grant (client_credentials alone); 900144, 700038;
// 392200 no certificate; 51000 an application, 700016 nobody; the certificate's
// (CheckMtlsCertificate); 9002313 another token_type; the scope's; 392196 a resource that
// takes no bound tokens. Reserved values (see magic.h) win over all of that, but for those
// that ask for a token.
http::Reply HandleMtlsToken(const Exchange& exchange, const MtlsTokenEndpoint& endpoint,
                            absl::string_view tenant, Version version);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_MTLS_TOKEN_H_
