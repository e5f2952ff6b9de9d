// What every assertion that a client sends is checked for, whoever signed it.
#ifndef MOCK_ENTRA_ASSERTIONS_SENT_ASSERTION_H_
#define MOCK_ENTRA_ASSERTIONS_SENT_ASSERTION_H_

#include <initializer_list>
#include <optional>
#include <string>
#include <variant>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_entra/errors/refusal.h"

namespace mock::jwt {
struct Jwt;
}  // namespace mock::jwt

namespace mock::entra {

// Entra ID forgives clocks that differ by five minutes.
inline constexpr absl::Duration kClockSkew = absl::Minutes(5);

// The assertion, taken apart and not verified, or why it is none: 5002741 if it has
// several audiences; 50027 if it is no JWT, or if a claim has a type that it can't have
// (a list of one audience, say); 5002738 for an `alg` other than `algorithms`; 90014 if one of
// `required` claims is missing.
std::variant<jwt::Jwt, Refusal> ReadAssertion(absl::string_view text,
                                              std::initializer_list<absl::string_view> algorithms,
                                              std::initializer_list<const char*> required);

// Where Refusal::claim is none of the claims.
inline constexpr char kSignature[] = "signature";

// A text of the claims; "" if there is none.
absl::string_view Claim(const jwt::Jwt& assertion, const char* name);

// NumericDate; a missing one is 1970, as Entra ID takes it.
absl::Time ClaimTime(const jwt::Jwt& assertion, const char* name);

// 700024 unless `now` is between `nbf` and `exp`, give or take kClockSkew.
std::optional<Refusal> CheckValidity(const jwt::Jwt& assertion, absl::Time now);

// "2026-01-31T00:00:00.0000000Z", as Entra ID writes times of assertions.
std::string AssertionTime(absl::Time time);

// "01/31/2026 00:00:00", as it writes those of certificates.
std::string CertificateTime(absl::Time time);

// Which key the header says it is signed with, as errors show it: upper-case
// digits of "x5t", else of "x5t#S256", else "kid" as it stands; "" if none.
std::string ThumbprintOf(const jwt::Jwt& assertion);

// Base64, standard or web-safe, with or without padding: RFC 7515 wants the
// latter for "x5t", MSAL for Go sends the former, and Entra ID takes either.
// "" for anything else.
std::string DecodeBase64(absl::string_view text);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ASSERTIONS_SENT_ASSERTION_H_
