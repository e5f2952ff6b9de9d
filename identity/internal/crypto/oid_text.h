// The dotted form of ASN.1 object identifiers.
#ifndef IDENTITY_INTERNAL_CRYPTO_OID_TEXT_H_
#define IDENTITY_INTERNAL_CRYPTO_OID_TEXT_H_

#include <openssl/objects.h>

#include <string>

namespace azure::identity::internal {

// Such as "1.2.840.113549.1.5.13".
std::string OidText(const ASN1_OBJECT* oid);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CRYPTO_OID_TEXT_H_
