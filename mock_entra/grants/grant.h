// What a grant_type is: a way to find out whom tokens are about.
#ifndef MOCK_ENTRA_GRANTS_GRANT_H_
#define MOCK_ENTRA_GRANTS_GRANT_H_

#include <optional>
#include <variant>

#include "mock_entra/assertions/client_authentication.h"
#include "mock_entra/assertions/own_token.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/directory/tenant_lookup.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/token_request.h"
#include "mock_entra/tokens/token_subject.h"

namespace mock::entra {

// What a grant is judged by. What it refers to must outlive it.
struct GrantRequest {
  const Exchange& exchange;
  Directory& directory;
  const SigningKeys& own_keys;  // sign tokens that may come back as assertions
  const TokenRequest& request;
};

// Of one request. The token endpoint asks for the tenant, checks the origin, lets the
// client prove itself to the tenant, and then asks for the subject; each once. A grant
// issues nothing.
class Grant {
 public:
  virtual ~Grant() = default;

  // Whose: the tenant that is to issue the tokens, or why there is none.
  virtual FoundTenant FindTenant() = 0;

  // Whether a page of another origin may ask for that, or nobody else may: AADSTS9002326
  // and 9002327. The client has not proved itself yet: a page has nothing to do so.
  virtual std::optional<Refusal> CheckOrigin(const Tenant& /*tenant*/) { return std::nullopt; }

  // Whether a user signs in, so that the application's audience matters.
  virtual bool SignsUsersIn() const = 0;

  // Who: whom `client`, an application of `tenant`, may have tokens about, or why it
  // may not. Codes are used up.
  virtual std::variant<TokenSubject, Refusal> FindSubject(const Tenant& tenant,
                                                          const AuthenticatedClient& client) = 0;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_GRANT_H_
