// POST /adfs/oauth2/token of an AD FS farm.
#ifndef MOCK_ENTRA_ADFS_TOKEN_H_
#define MOCK_ENTRA_ADFS_TOKEN_H_

#include "mock_common/http/message.h"
#include "mock_entra/assertions/own_token.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"

namespace mock::entra {

// Grants client_credentials to clients of the farm, by a secret or by an assertion
// that a registered certificate signed with RS256; the resource comes from
// `resource`, or from `scope` ("https://api.contoso.example/.default"). Every error
// is a 400 with AD FS's two members; what was wrong with a credential it only
// writes into its own event log:
//   unsupported_grant_type  MSIS9611  another grant
//   invalid_client          MSIS9607  no such client; MSIS9622 any wrong credential
//   invalid_resource        MSIS9602  no such resource
// Other methods than POST get 405.
http::Response HandleAdfsToken(const Exchange& exchange, Directory& directory, const Tenant& farm,
                               const SigningKeys& keys);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ADFS_TOKEN_H_
