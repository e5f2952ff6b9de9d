// Whether a user who has signed in may have what the application asks for.
#ifndef MOCK_ENTRA_SIGN_IN_ACCESS_H_
#define MOCK_ENTRA_SIGN_IN_ACCESS_H_

#include <optional>

#include "mock_entra/errors/refusal.h"
#include "mock_entra/sign_in/access_request.h"

namespace mock::entra {

// Why not, if so: 50105 not assigned to the application, then as
// CheckConditionalAccess.
std::optional<Refusal> CheckAccess(const AccessRequest& request);

// As CheckAccess, then ConsentMissing where consent is needed: for what asks nobody.
std::optional<Refusal> CheckAccessAndConsent(const AccessRequest& request);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_SIGN_IN_ACCESS_H_
