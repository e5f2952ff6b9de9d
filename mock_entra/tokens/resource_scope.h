// Which resource a request for tokens asks for, and how much of it.
#ifndef MOCK_ENTRA_TOKENS_RESOURCE_SCOPE_H_
#define MOCK_ENTRA_TOKENS_RESOURCE_SCOPE_H_

#include <string>
#include <variant>

#include "mock_entra/directory/directory.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/exchange/token_request.h"

namespace mock::entra {

struct RequestedResource {
  const Resource* resource = nullptr;  // lives as long as the tenant
  std::string uri;                     // as asked for: the `aud` of a v1.0 token
};

// From `scope` (v2.0) or `resource` (v1.0), or why not: 900144 for no scope,
// 901002 for `resource` on v2.0, 1002012 for scopes without /.default, 70011 for
// a mixture, 700022 for two resources, 500011 for an unknown one.
std::variant<RequestedResource, Refusal> FindRequestedResource(const Tenant& tenant,
                                                               const TokenRequest& request);

// An application that asks for itself has the resource only.
struct RequestedScopes {
  RequestedResource requested;
  // The token's `scp`: for /.default "user_impersonation", of Microsoft Graph "User.Read".
  std::string granted{};
  // `scope` of the response, as it was asked for: "email openid profile User.Read".
  std::string echoed{};
  // Asked for beside the resource.
  bool openid = false;
  bool offline_access = false;
};

// As FindRequestedResource, for a token that acts for a user: scopes may name
// single permissions ("https://graph.microsoft.com/User.Read"; without a resource
// they are Microsoft Graph's); 650053 for one that the resource does not have.
std::variant<RequestedScopes, Refusal> FindDelegatedScopes(const Tenant& tenant,
                                                           const TokenRequest& request);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_RESOURCE_SCOPE_H_
