// The authorization_code grant: redeems what /authorize gave.
#ifndef MOCK_ENTRA_GRANTS_AUTHORIZATION_CODE_GRANT_H_
#define MOCK_ENTRA_GRANTS_AUTHORIZATION_CODE_GRANT_H_

#include "mock_entra/grants/user_grant.h"

namespace mock::entra {

// Entra's codes live ten minutes.
inline constexpr absl::Duration kAuthorizationCodeLifetime = absl::Minutes(10);

// Refuses with 900144 without `code`, 9002313 for what is none, then as ClientOfGrant,
// 700005 a code of another tenant, 54005 one that was redeemed before (which revokes
// what it led to), 70008 expired, 70000 another application's, 900144 without
// `redirect_uri`, 500112 another one, 900144 without `code_verifier`, 501481 a wrong
// one, then as IssueTokens.
GrantAnswer GrantAuthorizationCode(const GrantRequest& grant);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_AUTHORIZATION_CODE_GRANT_H_
