// Tokens that the fake Entra ID signed itself and gets back.
#ifndef MOCK_ENTRA_ASSERTIONS_OWN_TOKEN_H_
#define MOCK_ENTRA_ASSERTIONS_OWN_TOKEN_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/jwt/jwt.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_entra/exchange/authority.h"

namespace mock::entra {

using SigningKeys = std::vector<std::shared_ptr<const jwt::SigningKey>>;

enum class OwnSignature { kRight, kWrong, kUnknownKey };

// By the key that "kid" names.
OwnSignature CheckOwnSignature(const SigningKeys& keys, const jwt::Jwt& token);

// The tenant in an issuer of ours, v1.0 or v2.0, at the asked cloud; "" if
// `issuer` is somebody else's.
std::string TenantOfIssuer(const Authority& authority, absl::string_view issuer);

// Whether it was issued to an application for itself, not for a user.
bool IsAppOnly(const jwt::Jwt& token);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ASSERTIONS_OWN_TOKEN_H_
