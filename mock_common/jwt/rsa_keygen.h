// RSA keys in a fraction of the time that EVP_RSA_gen takes.
#ifndef MOCK_COMMON_JWT_RSA_KEYGEN_H_
#define MOCK_COMMON_JWT_RSA_KEYGEN_H_

#include "absl/status/statusor.h"
#include "mock_common/tls/openssl.h"

namespace mock::jwt {

// A fresh 2048-bit RSA key with exponent 65537, in about a tenth of the time of
// OpenSSL's generator (median 100 ms, now and then half a second), which the
// start of a mock could not afford.
//
// The time goes into OpenSSL's primality tests: 64 Miller-Rabin rounds for each
// prime. This one uses the 5 that FIPS 186-4, table C.3 asks for, sieves more
// and looks for both primes at once. Primes and bases come from OpenSSL's
// private random generator. The key is good; the search is not constant-time,
// so it is for mocks only.
absl::StatusOr<PkeyPtr> GenerateRsaKey();

// The key of two primes in hexadecimal, the larger one first, with exponent 65537. Errors: those
// of OpenSSL. That they are primes is the caller's word.
absl::StatusOr<PkeyPtr> RsaKeyOfPrimes(const char* p, const char* q);

}  // namespace mock::jwt

#endif  // MOCK_COMMON_JWT_RSA_KEYGEN_H_
