// Azure Key Vault: the secrets of a vault.
#ifndef MOCK_ENTRA_RESOURCES_KEY_VAULT_H_
#define MOCK_ENTRA_RESOURCES_KEY_VAULT_H_

#include "mock_common/http/message.h"
#include "mock_entra/resources/service_exchange.h"

namespace mock::entra {

// Reads and lists secrets. Writes, keys and certificates are checked for a token and the
// right to do it, and then get 501.
http::Response HandleKeyVault(const ServiceExchange& exchange);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_RESOURCES_KEY_VAULT_H_
