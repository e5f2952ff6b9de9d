// Signing a user in with the browser of this host (RFC 8252).
#ifndef IDENTITY_INTERNAL_SIGN_IN_BROWSER_SIGN_IN_H_
#define IDENTITY_INTERNAL_SIGN_IN_BROWSER_SIGN_IN_H_

#include <memory>
#include <string>

#include "identity/internal/clients/public_application.h"
#include "identity/seams/browser.h"
#include "identity/seams/clock.h"
#include "identity/seams/random.h"
#include "identity/seams/redirect_listener.h"

namespace azure::identity::internal {

struct BrowserSignInOptions {
  std::string login_hint;    // the user's name, to be filled in; may be empty
  std::string redirect_url;  // only its port counts; any free one if it has none
  std::shared_ptr<Browser> browser;
  std::shared_ptr<RedirectListeners> listeners;
  std::shared_ptr<Random> random;
  std::shared_ptr<Clock> clock;
};

// The authorization code grant with a proof key (RFC 7636), whose redirect comes
// to this host as a form. Nobody listens any more when the function returns.
//
// Errors: what is wrong with redirect_url; those of RedirectListeners::Listen,
// ResolveEndpoints, Browser::Open and JudgeRedirect; those of ClientCore::Post,
// with "could not retrieve token from auth code: " in front, unless finished;
// Context::Err.
SignIn BrowserSignIn(BrowserSignInOptions options);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_SIGN_IN_BROWSER_SIGN_IN_H_
