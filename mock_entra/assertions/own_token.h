// Tokens that the fake Entra ID signed itself and gets back.
#ifndef MOCK_ENTRA_ASSERTIONS_OWN_TOKEN_H_
#define MOCK_ENTRA_ASSERTIONS_OWN_TOKEN_H_

#include <memory>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_common/jwt/signing_key.h"

namespace mock::jwt {
struct Jwt;
}  // namespace mock::jwt

namespace mock::entra {

// What the request's Authorization header has after "Bearer"; nullopt if it is missing or of
// another scheme.
std::optional<absl::string_view> BearerTokenOf(const http::Request& request);

using SigningKeys = std::vector<std::shared_ptr<const jwt::SigningKey>>;

enum class OwnSignature { kRight, kWrong, kUnknownKey };

// By the key that "kid" names.
OwnSignature CheckOwnSignature(const SigningKeys& keys, const jwt::Jwt& token);

// Whether it was issued to an application for itself, not for a user.
bool IsAppOnly(const jwt::Jwt& token);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ASSERTIONS_OWN_TOKEN_H_
