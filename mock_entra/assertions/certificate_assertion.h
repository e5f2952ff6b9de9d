// Assertions that an application signs itself, with a certificate (RFC 7523,
// section 2.2, and Entra ID's certificate credentials).
#ifndef MOCK_ENTRA_ASSERTIONS_CERTIFICATE_ASSERTION_H_
#define MOCK_ENTRA_ASSERTIONS_CERTIFICATE_ASSERTION_H_

#include <optional>

#include "mock_entra/directory/directory.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/exchange/exchange.h"

namespace mock::jwt {
struct Jwt;
}  // namespace mock::jwt

namespace mock::entra {

// Why the assertion, which ReadAssertion has read, does not prove that its sender
// is `application`; nullopt if it does. In this order:
//   5002723  the header names no key
//   700027   no such certificate is registered, nor is there a trusted chain in
//            "x5c"; the certificate has expired; the signature is wrong
//   700030   the chain is trusted, but the certificate's names are others
//   50048    `sub` is not `iss`
//   700021   they are not the client ID
//   700023   `aud` is neither the token endpoint nor the issuer of the tenant,
//            at the host that was asked or the cloud's own
//   700024   not valid yet, or no more
// The start of a certificate's validity is not looked at: keys made today must
// serve scenarios that begin earlier. The `jti` is not looked at here.
std::optional<Refusal> CheckCertificateAssertion(const Exchange& exchange, const Tenant& tenant,
                                                 const Application& application,
                                                 const jwt::Jwt& assertion);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ASSERTIONS_CERTIFICATE_ASSERTION_H_
