// Tokens for who has signed in to a developer's tool before.
#ifndef MOCK_ENTRA_ENDPOINTS_SIGNED_IN_H_
#define MOCK_ENTRA_ENDPOINTS_SIGNED_IN_H_

#include <string>
#include <variant>

#include "absl/time/time.h"
#include "mock_entra/endpoints/token.h"

namespace mock::entra {

struct SignedInOrder {
  std::string home_tenant;  // of the account, by ID or domain
  std::string account;      // a user's name or an application's ID
  absl::Time signed_in;     // when it was, by password alone
  std::string client_id;    // what a user has signed in to
  std::string tenant;       // whose token it is to be, by ID or domain
  std::string scope;        // "https://vault.azure.net/.default"
  std::string claims;       // JSON; "" if none
};

struct SignedInToken {
  std::string access_token;
  absl::Time expires_on;
};

// As the token endpoint says it.
struct SignedInRefusal {
  std::string error;           // "invalid_grant"
  std::string description;     // "AADSTS50076: …"
  http::Remarks remarks = {};  // for the journal
};

// What the token endpoint gives a client that holds the refresh token of that sign-in, so
// with all that it checks: the account, how old the sign-in is, Conditional Access, consent.
// An application, which is asked for no proof, gets its own token.
std::variant<SignedInToken, SignedInRefusal> IssueToSignedIn(const SignedInOrder& order,
                                                             const TokenEndpoint& endpoint,
                                                             absl::Time now);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_SIGNED_IN_H_
