// Assertions of other issuers that an application trusts: workload identity
// federation.
#ifndef MOCK_ENTRA_ASSERTIONS_FEDERATED_ASSERTION_H_
#define MOCK_ENTRA_ASSERTIONS_FEDERATED_ASSERTION_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "mock_entra/assertions/own_token.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/exchange/exchange.h"

namespace mock::jwt {
struct Jwt;
}  // namespace mock::jwt

namespace mock::entra {

// Whether an assertion names another issuer than the application itself.
bool IsFederated(const jwt::Jwt& assertion);

// Why `application` does not trust the assertion `text`, which ReadAssertion has
// taken apart as `assertion`; nullopt if it does. In this order:
//   70025    the application trusts nobody
//   700211   not this issuer
//   700213   not this subject of the issuer; 7002138 if only the case differs
//   700212   not this audience
//   90061    the issuer's keys can't be had
//   700027   the signature is wrong, or by a key that the issuer does not publish
//   700229   a token of Entra ID for a user
//   70023    one of any other issuer that lives longer than 25 hours
//   700024   not valid yet, or no more
std::optional<Refusal> CheckFederatedAssertion(const Exchange& exchange, Directory& directory,
                                               const SigningKeys& own_keys,
                                               const Application& application,
                                               const jwt::Jwt& assertion, absl::string_view text);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ASSERTIONS_FEDERATED_ASSERTION_H_
