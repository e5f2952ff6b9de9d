// Signing a user in on another device (RFC 8628).
#ifndef IDENTITY_INTERNAL_SIGN_IN_DEVICE_CODE_SIGN_IN_H_
#define IDENTITY_INTERNAL_SIGN_IN_DEVICE_CODE_SIGN_IN_H_

#include <functional>

#include "absl/status/status.h"
#include "identity/context.h"
#include "identity/device_code_message.h"
#include "identity/internal/clients/public_application.h"

namespace azure::identity::internal {

// Asks for a code, passes it to `prompt`, and asks for the token until the user
// has signed in: after 50 ms, then with growing pauses, at last every 5 s.
//
// Errors before the prompt are finished, with MSAL's text alone. Then: the
// prompt's; those of ClientCore::Post; Context::Err, also when the code has ended.
SignIn DeviceCodeSignIn(
    std::function<absl::Status(const Context&, const DeviceCodeMessage&)> prompt);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_SIGN_IN_DEVICE_CODE_SIGN_IN_H_
