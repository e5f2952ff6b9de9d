// Signing a user in with a password that the application knows.
#ifndef IDENTITY_INTERNAL_SIGN_IN_PASSWORD_SIGN_IN_H_
#define IDENTITY_INTERNAL_SIGN_IN_PASSWORD_SIGN_IN_H_

#include <string>

#include "identity/internal/clients/public_application.h"
#include "identity/internal/secrets/secret_string.h"

namespace azure::identity::internal {

// The resource owner password credentials grant (RFC 6749, section 4.3). The
// password is kept as long as the returned function lives.
//
// Errors: those of ResolveEndpoints, FetchUserRealm and ClientCore::Post;
// kUnimplemented for a federated account, whose password an organization's own
// server checks with WS-Trust; kUnavailable "unknown account type".
SignIn PasswordSignIn(std::string username, SecretString password);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_SIGN_IN_PASSWORD_SIGN_IN_H_
