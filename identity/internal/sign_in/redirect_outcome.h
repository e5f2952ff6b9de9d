// What a browser brings back from the sign-in page.
#ifndef IDENTITY_INTERNAL_SIGN_IN_REDIRECT_OUTCOME_H_
#define IDENTITY_INTERNAL_SIGN_IN_REDIRECT_OUTCOME_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/seams/redirect_listener.h"
#include "identity/seams/redirect_request.h"

namespace azure::identity::internal {

struct RedirectOutcome {
  absl::StatusOr<std::string> code;  // the authorization code
  RedirectAnswer page;               // what the user sees
};

// Judges a request by the rules of RFC 6749, section 4.1.2, as MSAL does. `state`
// is what the authority was given to send back. Errors, with MSAL's texts:
//   kUnauthenticated    what the authority says, escaped for HTML
//   kInvalidArgument    no form, no state, another state, or no code
RedirectOutcome JudgeRedirect(const RedirectRequest& request, absl::string_view state);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_SIGN_IN_REDIRECT_OUTCOME_H_
