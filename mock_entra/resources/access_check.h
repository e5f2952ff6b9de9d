// Whether a service believes the token that it was sent.
#ifndef MOCK_ENTRA_RESOURCES_ACCESS_CHECK_H_
#define MOCK_ENTRA_RESOURCES_ACCESS_CHECK_H_

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/http/message.h"
#include "mock_entra/assertions/own_token.h"
#include "mock_entra/directory/directory.h"

namespace mock::entra {

// Whom a token is of, as it says itself.
struct Caller {
  std::string tenant_id;  // of its issuer
  std::string issuer;
  std::string audience;
  std::string object_id;
  std::string app_id;
  std::string user_name;                 // "" for an application
  std::vector<std::string> permissions;  // its roles, or the scopes of a user's
};

enum class TokenFault {
  kMissing,    // no Authorization, or another scheme than Bearer
  kMalformed,  // no JWT
  kSignature,  // wrong, or none, or by a key that nobody knows
  kNotYetValid,
  kExpired,
  kAudience,  // for another service
  // Issued before its user or application was signed out, to a client that can handle it.
  kRevoked,
};

// In words, for the journal: "the token is expired".
absl::string_view ReasonOf(TokenFault fault);

// The response that refuses for it, and says so to the journal.
http::Response BecauseOf(TokenFault fault, http::Response response);

// A caller who may not do it, and a caller of another tenant: likewise.
inline constexpr char kNoRole[] = "no role of the caller's allows the action at the scope";
inline constexpr char kForeignToken[] = "the token is of another tenant than the resource";

struct RefusedToken {
  TokenFault fault = TokenFault::kMissing;
  Caller caller;           // empty if there is no JWT
  absl::Time expires;      // kExpired
  absl::Time valid_since;  // kRevoked: tokens must be issued from then on
};

// What the request's token is checked against.
struct TokenCheck {
  const SigningKeys& keys;
  Directory& directory;
  absl::Time now;
  // Without regard to case, but to the slash at the end.
  std::vector<std::string> audiences;
  // Whether the service learns of sign-outs (kRevoked).
  bool evaluates_continuously = true;
};

// In this order: that there is one, signature, times, audience, revocation.
std::variant<Caller, RefusedToken> CheckToken(const http::Request& request,
                                              const TokenCheck& check);

// The tenant of the request's token, as it says itself: nothing is verified. "" if it has none.
std::string ClaimedTenant(const http::Request& request);

// What a challenge has for kRevoked: the error, and the claims in base64, which want a token
// that was issued from `since` on.
std::string ClaimsChallenge(absl::Time since);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_RESOURCES_ACCESS_CHECK_H_
