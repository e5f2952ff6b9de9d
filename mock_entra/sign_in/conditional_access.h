// The tenant's Conditional Access policies.
#ifndef MOCK_ENTRA_SIGN_IN_CONDITIONAL_ACCESS_H_
#define MOCK_ENTRA_SIGN_IN_CONDITIONAL_ACCESS_H_

#include <optional>

#include "mock_entra/errors/refusal.h"
#include "mock_entra/sign_in/access_request.h"

namespace mock::entra {

// The first policy that the sign-in does not satisfy: 50076, 50079 for a user who must
// enrol, 53003, 53000, 53001, 53005, 50005, 50158, 50097, 530032, 50131; for renewals
// 70043 and 50078.
std::optional<Refusal> CheckConditionalAccess(const AccessRequest& request);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_SIGN_IN_CONDITIONAL_ACCESS_H_
