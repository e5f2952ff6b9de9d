// From an empty page to a user who has signed in: name and password, a second
// factor, consent. /authorize and the device page share it.
#ifndef MOCK_ENTRA_ENDPOINTS_SIGN_IN_STEPS_H_
#define MOCK_ENTRA_ENDPOINTS_SIGN_IN_STEPS_H_

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_common/random.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/endpoints/pages.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/version.h"
#include "mock_entra/promises/sign_in.h"

namespace mock::entra {

struct SignInSteps {
  const Exchange& exchange;
  Directory& directory;
  Random& random;
  std::string tenant;  // as in the URL
  std::string app_id;
  std::string scope{};     // as asked for
  std::string resource{};  // of the v1.0 endpoint
  Version version = Version::kV2;
  FormFields form{};        // what the page posted; empty at first
  FormFields hidden{};      // what pages must send back
  std::string user_name{};  // to begin with
  // A user who signed in before, so that no password is needed.
  std::optional<SignIn> session{};
};

struct SignedIn {
  std::shared_ptr<const Tenant> tenant;
  SignIn sign_in;
};

// The user pressed Cancel.
struct Cancelled {};

// The next page to show; or how it ended. Refusals are those of CheckPassword for
// reserved values, of CheckAccess, 700016, 65004 declined consent, 90094.
using SignInStep = std::variant<http::Response, SignedIn, Cancelled, Refusal>;

SignInStep TakeSignInStep(const SignInSteps& steps);

// The cookie of that name that the browser sent, or "".
std::string CookieOf(const http::Request& request, absl::string_view name);

// Of a browser that has signed in.
inline constexpr absl::string_view kSessionCookie = "ESTSAUTH";

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_SIGN_IN_STEPS_H_
