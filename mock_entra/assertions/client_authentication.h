// Which application asks for a token, and whether it is who it says.
#ifndef MOCK_ENTRA_ASSERTIONS_CLIENT_AUTHENTICATION_H_
#define MOCK_ENTRA_ASSERTIONS_CLIENT_AUTHENTICATION_H_

#include <variant>

#include "mock_entra/assertions/own_token.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/token_request.h"

namespace mock::entra {

struct AuthenticatedClient {
  const Application* application = nullptr;  // lives as long as the tenant
  bool by_assertion = false;                 // not by secret
};

// What a client is judged by.
struct ClientCheck {
  const Exchange& exchange;
  Directory& directory;
  const Tenant& tenant;
  // The fake's own, which sign tokens that may come back as assertions.
  const SigningKeys& own_keys;
};

// The application, or why not: 900144, 700038, 700016, 7000112; 7000216 (other
// grants than client_credentials: 7000218) without a credential; 700025; for a
// secret 7000215, 7000222; for an assertion 900144 without client_assertion_type,
// 9002313 for another type than JWT, then as ReadAssertion and, by whom it names
// as its issuer, CheckCertificateAssertion or CheckFederatedAssertion. An
// assertion wins over a secret; one that came before gets 50027 if the application
// refuses it. Secrets are compared in constant time.
std::variant<AuthenticatedClient, Refusal> AuthenticateClient(const ClientCheck& check,
                                                              const TokenRequest& request);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ASSERTIONS_CLIENT_AUTHENTICATION_H_
