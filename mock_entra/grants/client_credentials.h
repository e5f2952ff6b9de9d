// The client_credentials grant: an application asks for itself.
#ifndef MOCK_ENTRA_GRANTS_CLIENT_CREDENTIALS_H_
#define MOCK_ENTRA_GRANTS_CLIENT_CREDENTIALS_H_

#include "mock_entra/grants/application_grant.h"
#include "mock_entra/grants/origin.h"

namespace mock::entra {

// That the client has proved itself is all it takes. A page's request gets 9002326.
class ClientCredentialsGrant : public ApplicationGrant {
 public:
  using ApplicationGrant::ApplicationGrant;

  std::optional<Refusal> CheckOrigin(const Tenant& /*tenant*/) override {
    return RefusedToPages(asked_.exchange);
  }
  std::variant<TokenSubject, Refusal> FindSubject(const Tenant& /*tenant*/,
                                                  const AuthenticatedClient& /*client*/) override {
    return TokenSubject{};
  }
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_CLIENT_CREDENTIALS_H_
