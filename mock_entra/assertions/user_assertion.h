// User tokens that a web API presents to act on behalf of the user.
#ifndef MOCK_ENTRA_ASSERTIONS_USER_ASSERTION_H_
#define MOCK_ENTRA_ASSERTIONS_USER_ASSERTION_H_

#include <string>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_entra/assertions/own_token.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/exchange/authority.h"
#include "mock_entra/issuers/issuer.pb.h"

namespace mock::entra {

// Whom the token `text` is about, or why `application` can't use it. In this order:
//   50027    no JWT
//   50013    the signature is wrong, or by a key that is not ours
//   500133   not valid yet, or no more, to the second: Entra ID refused one that
//            had expired 21 seconds before
//   500131   issued for somebody else
//   7000114  issued to an application for itself, or `application` may not act
//            for users at all
std::variant<User, Refusal> CheckUserAssertion(const SigningKeys& own_keys, const Tenant& tenant,
                                               const Application& application,
                                               absl::string_view text, absl::Time now);

// A token as CheckUserAssertion takes it, v2.0, for the one user that every
// tenant has; or one with the faults that `spec` asks for. Times count from
// `now`. Errors: kNotFound for a tenant or an application (the audience) that is
// not there, kInvalidArgument for a time that does not parse.
absl::StatusOr<std::string> MintUserToken(Directory& directory, const SigningKeys& own_keys,
                                          const Authority& authority,
                                          const scenario::UserToken& spec, absl::Time now,
                                          Random& random);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ASSERTIONS_USER_ASSERTION_H_
