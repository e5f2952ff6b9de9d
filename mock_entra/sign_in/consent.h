// Whether a user, or an administrator, has allowed an application to act for the user.
#ifndef MOCK_ENTRA_SIGN_IN_CONSENT_H_
#define MOCK_ENTRA_SIGN_IN_CONSENT_H_

#include "mock_entra/errors/refusal.h"
#include "mock_entra/sign_in/access_request.h"

namespace mock::entra {

// Whether the user must be asked before the application gets at the resource.
bool NeedsConsent(const AccessRequest& request);

// 65001; 90094 if only an administrator may consent.
Refusal ConsentMissing(const AccessRequest& request);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_SIGN_IN_CONSENT_H_
