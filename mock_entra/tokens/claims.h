// What access and ID tokens say alike.
#ifndef MOCK_ENTRA_TOKENS_CLAIMS_H_
#define MOCK_ENTRA_TOKENS_CLAIMS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/random.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/authority.h"
#include "mock_entra/exchange/json_object.h"
#include "mock_entra/exchange/magic.h"
#include "mock_entra/exchange/version.h"
#include "mock_entra/tokens/resource_scope.h"

namespace mock::entra {

// On whose behalf an application acts (delegated permissions), and how far.
struct Delegation {
  User user;
  std::string scopes;                           // `scp`
  absl::Time signed_in = absl::InfinitePast();  // when the user proved who they are
};

class SharedTokens;

// What it refers to must outlive it.
struct TokenInput {
  const Authority& authority;
  const Tenant& tenant;
  const Application& application;
  const RequestedResource& requested;
  // The client's capabilities, in Entra's spelling ("cp1").
  std::vector<std::string> capabilities;
  absl::Time now;
  // The application proved itself by an assertion, not by a secret.
  bool by_assertion = false;
  const Delegation* delegation = nullptr;  // null for the application's own
  TokenFlaw flaw = TokenFlaw::kNone;
  // The ARM path of the managed identity whose token it is; "" for applications.
  std::string managed_identity = "";
  std::string nonce{};  // of the ID token; "" if none
  // The code that an ID token comes with, which its `c_hash` is of; "" if it comes with none.
  std::string code{};
  // Claims that come before all others of the same name: a JSON object; "" if none.
  std::string ordered_claims{};
  // SHA-256 of the certificate that the token is bound to, in bytes; "" if to none.
  std::string bound_to{};
  // Where a token of the same claims may come from; null if each has a signature of its own.
  SharedTokens* shared = nullptr;
};

// The random parts of a token, drawn at once: each draw has its price.
struct OpaqueClaims {
  explicit OpaqueClaims(Random& random);

  std::string aio, rh, uti, xms_ftd;
};

// `aud` to `aio`. Tokens are valid from five minutes ago, and for a second longer
// than `expires_in` says, as Entra's.
JsonObject CommonClaims(const TokenInput& input, Version version, absl::string_view audience,
                        const OpaqueClaims& opaque);

// `sub` of a delegation: the same user has another one for every application.
std::string PairwiseSubject(const TokenInput& input);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_CLAIMS_H_
