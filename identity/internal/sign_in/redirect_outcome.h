// What a browser brings back from the sign-in page.
#ifndef IDENTITY_INTERNAL_SIGN_IN_REDIRECT_OUTCOME_H_
#define IDENTITY_INTERNAL_SIGN_IN_REDIRECT_OUTCOME_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/seams/redirect_listener.h"
#include "identity/seams/redirect_request.h"

namespace azure::identity::internal {

struct RedirectOutcome {
  // The authorization code; nullopt for what any page may have sent, or another program: the
  // answer is yet to come.
  std::optional<absl::StatusOr<std::string>> code;
  RedirectAnswer page;  // what the user sees
};

// Judges a request by the rules of RFC 6749, section 4.1.2. `state` is what the authority was
// given to send back: a request without it, for another path than "/" or for a host that is not
// loopback is no answer (section 10.12). Errors, with MSAL's texts:
//   kUnauthenticated    what the authority says, escaped for HTML
//   kInvalidArgument    not by POST, or no code
RedirectOutcome JudgeRedirect(const RedirectRequest& request, absl::string_view state);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_SIGN_IN_REDIRECT_OUTCOME_H_
