// The password grant: a user's name and password in one request.
#ifndef MOCK_ENTRA_GRANTS_PASSWORD_GRANT_H_
#define MOCK_ENTRA_GRANTS_PASSWORD_GRANT_H_

#include "mock_entra/grants/user_grant.h"

namespace mock::entra {

// Refuses with 9001023 on /common and /consumers, 50059 on /organizations for a user
// of no known domain, then as ClientOfGrant, 900144 without `username` or `password`,
// then as CheckPassword and IssueTokens.
GrantAnswer GrantPassword(const GrantRequest& grant);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_PASSWORD_GRANT_H_
