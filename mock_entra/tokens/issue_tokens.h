// What a request to the token endpoint gets, once it may have it.
#ifndef MOCK_ENTRA_TOKENS_ISSUE_TOKENS_H_
#define MOCK_ENTRA_TOKENS_ISSUE_TOKENS_H_

#include "absl/status/statusor.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_common/random.h"
#include "mock_entra/assertions/client_authentication.h"
#include "mock_entra/directory/tenant.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/token_request.h"
#include "mock_entra/tokens/resource_scope.h"
#include "mock_entra/tokens/shared_tokens.h"
#include "mock_entra/tokens/token_response.h"
#include "mock_entra/tokens/token_subject.h"

namespace mock::entra {

// What it refers to must outlive it.
struct IssueRequest {
  const Exchange& exchange;
  const TokenRequest& request;
  const Tenant& tenant;
  const AuthenticatedClient& client;
  const TokenSubject& subject;
  const RequestedScopes& scopes;
  SharedTokens* shared;  // of access tokens; may be null
};

// An access token. For a user also a refresh token if offline_access was asked for
// (v1.0: always), which the tenant remembers; an ID token for openid; client_info for
// client_info=1; foci for Microsoft's own. Errors: those of the key, and of
// IssueRefreshToken.
absl::StatusOr<TokenResponse> IssueTokens(const IssueRequest& issue, const jwt::SigningKey& key,
                                          Random& random);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_ISSUE_TOKENS_H_
