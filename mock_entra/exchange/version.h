#ifndef MOCK_ENTRA_EXCHANGE_VERSION_H_
#define MOCK_ENTRA_EXCHANGE_VERSION_H_

namespace mock::entra {

// Of an endpoint: /oauth2/token or /oauth2/v2.0/token.
enum class Version { kV1, kV2 };

}  // namespace mock::entra

#endif  // MOCK_ENTRA_EXCHANGE_VERSION_H_
