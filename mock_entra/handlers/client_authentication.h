// Which application asks for a token, and whether it is who it says.
#ifndef MOCK_ENTRA_HANDLERS_CLIENT_AUTHENTICATION_H_
#define MOCK_ENTRA_HANDLERS_CLIENT_AUTHENTICATION_H_

#include <variant>

#include "absl/time/time.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/handlers/token_request.h"
#include "mock_entra/refusal.h"

namespace mock::entra {

// The application, which lives as long as the tenant, or why not: 900144,
// 700038, 700016, 7000112, 7000216, 700025, 7000215, 7000222. Secrets are
// compared in constant time.
std::variant<const Application*, Refusal> AuthenticateClient(const Tenant& tenant,
                                                             const TokenRequest& request,
                                                             absl::Time now);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_HANDLERS_CLIENT_AUTHENTICATION_H_
