// What all grants of users have in common.
#ifndef MOCK_ENTRA_GRANTS_USER_GRANT_H_
#define MOCK_ENTRA_GRANTS_USER_GRANT_H_

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/random.h"
#include "mock_entra/assertions/client_authentication.h"
#include "mock_entra/assertions/own_token.h"
#include "mock_entra/assertions/seen_assertions.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/token_request.h"
#include "mock_entra/promises/grants.h"

namespace mock::entra {

struct GrantRequest {
  const Exchange& exchange;
  Directory& directory;
  const SigningKeys& keys;
  Random& random;
  const TokenRequest& request;
  std::vector<std::string> capabilities;
  SeenAssertions* seen = nullptr;  // null if no replay is to be noticed
};

// The body of the success, or why not.
using GrantAnswer = std::variant<std::string, Refusal>;

using FoundTenant = std::variant<std::shared_ptr<const Tenant>, Refusal>;

// The tenant that was asked; for /common and the like the one called `otherwise`, or
// 50059 if there is none of that name.
FoundTenant TenantOfGrant(const GrantRequest& grant, absl::string_view otherwise);

// The client, as AuthenticateClient finds it, whose `audience` allows the endpoint:
// 50194, 9002332, 9002331.
std::variant<AuthenticatedClient, Refusal> ClientOfGrant(const GrantRequest& grant,
                                                         const Tenant& tenant);

// A user who has proved to be one.
struct Granted {
  const Tenant& tenant;
  const AuthenticatedClient& client;
  SignIn sign_in;
  std::string scope{};  // instead of the request's, if that has none
  std::string nonce{};
  std::string family{};
  absl::Time first_issued = absl::InfinitePast();
  bool renewal = false;
};

// Tokens, or why not: as FindDelegatedScopes, then CheckAccess, then consent.
GrantAnswer IssueTokens(const GrantRequest& grant, const Granted& granted);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_USER_GRANT_H_
