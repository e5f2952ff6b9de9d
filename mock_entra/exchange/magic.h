// Reserved values that select a failure with no set-up, like a payment
// provider's test cards. README.md has them in one table.
#ifndef MOCK_ENTRA_EXCHANGE_MAGIC_H_
#define MOCK_ENTRA_EXCHANGE_MAGIC_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_entra/exchange/token_request.h"

namespace mock::entra {

enum class TokenFlaw {
  kNone,
  kExpired,
  kNotYetValid,
  kWrongAudience,
  kWrongIssuer,
  kTampered,
  kAlgNone,
  kUnknownKey,
};

// Why a reserved value is refused, for the journal.
inline constexpr char kReservedValue[] = "a reserved value asks for this answer";

struct Magic {
  // An error of the catalogue; 0 if this is a plain status or a fault.
  std::int64_t code = 0;
  std::string variant;
  // An HTTP status without one of Entra's bodies; 0 if none.
  int status = 0;
  http::Fault::Kind fault = http::Fault::Kind::kNone;
  // A token, granted whatever else is wrong, that no resource should accept.
  TokenFlaw token_flaw = TokenFlaw::kNone;
};

// What `value` selects; nullopt if it is an ordinary value. Case does not
// matter.
//   aadsts-7000215, aadsts-7000215-2019     a code, and an older form of it
//   http-429, http-503                      400 to 599
//   fault-reset, -close, -hang, -garbage, -truncate-body
//   token-expired, -not-yet-valid, -wrong-audience, -wrong-issuer, -tampered,
//   -alg-none, -unknown-key
std::optional<Magic> ParseMagic(absl::string_view value);

// As ParseMagic, for tenants and client IDs. These may also be a GUID that
// holds the code, aad57500-0000-0000-0000-000007000215, or have a domain after
// the first form, aadsts-7000215.example.com, for clients that insist on one.
std::optional<Magic> ParseMagicName(absl::string_view name);

// As ParseMagic, for what stands before the @ of a user name.
std::optional<Magic> ParseMagicUserName(absl::string_view user_name);

// The first that a request to the token endpoint holds: in the tenant, the client ID,
// the client secret, an assertion, the user name, the password, a code or a token.
std::optional<Magic> FindMagic(const TokenRequest& request);

// Whether Entra gives this error for the tenant itself, so that it comes at
// once, with the metadata.
bool IsTenantError(std::int64_t code);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_EXCHANGE_MAGIC_H_
