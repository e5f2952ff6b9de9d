// The successful answer of the token endpoint (RFC 6749, section 5.1).
#ifndef MOCK_ENTRA_TOKENS_TOKEN_RESPONSE_H_
#define MOCK_ENTRA_TOKENS_TOKEN_RESPONSE_H_

#include <string>

#include "absl/time/time.h"
#include "mock_entra/exchange/version.h"

namespace mock::entra {

// What is "" is left out.
struct TokenResponse {
  Version version = Version::kV2;
  absl::Time issued;
  absl::Duration lifetime;
  std::string resource;  // as asked for; v1.0 says it
  std::string scope{};
  std::string access_token{};
  std::string refresh_token{};
  std::string foci{};  // the family of clients that the refresh token is good for
  std::string id_token{};
  std::string client_info{};
  std::string token_type = "Bearer";
};

// JSON in Entra's order; v1.0 has its numbers as texts, and times beside lifetimes.
std::string TokenResponseBody(const TokenResponse& response);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_TOKEN_RESPONSE_H_
