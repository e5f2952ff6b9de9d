// base64url without padding, as JOSE writes it (RFC 7515, section 2).
#ifndef MOCK_COMMON_JWT_BASE64URL_H_
#define MOCK_COMMON_JWT_BASE64URL_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace mock::jwt {

std::string Base64UrlEncode(absl::string_view bytes);

// nullopt for padding, white space, any other character, an impossible length,
// and bits that are set beyond the last byte: one value has one spelling.
std::optional<std::string> Base64UrlDecode(absl::string_view text);

}  // namespace mock::jwt

#endif  // MOCK_COMMON_JWT_BASE64URL_H_
