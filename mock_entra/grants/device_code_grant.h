// The device_code grant: polls for what a user does on the device page.
#ifndef MOCK_ENTRA_GRANTS_DEVICE_CODE_GRANT_H_
#define MOCK_ENTRA_GRANTS_DEVICE_CODE_GRANT_H_

#include "mock_entra/grants/user_grant.h"

namespace mock::entra {

inline constexpr absl::string_view kDeviceCodeGrant =
    "urn:ietf:params:oauth:grant-type:device_code";

// Refuses with 900144 without `device_code`, 70018 an unknown code or another
// application's or tenant's, 70020 expired, then as ClientOfGrant, 70016
// authorization_pending (or slow_down, as the tenant's device_login says), 70018
// authorization_declined, 54005 redeemed before, then as IssueTokens.
GrantAnswer GrantDeviceCode(const GrantRequest& grant);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_DEVICE_CODE_GRANT_H_
