// JSON Web Tokens in compact form (RFC 7515, 7519): making and taking apart.
#ifndef MOCK_COMMON_JWT_JWT_H_
#define MOCK_COMMON_JWT_JWT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_common/jwt/signing_key.h"
#include "nlohmann/json.hpp"

namespace mock::jwt {

// "<header>.<claims>.<signature>", signed with RS256. The two are serialized
// JSON and go in as they are; that the header says RS256 is the caller's duty.
absl::StatusOr<std::string> EncodeRs256(const SigningKey& key, absl::string_view header_json,
                                        absl::string_view claims_json);

struct Jwt {
  nlohmann::json header;  // an object
  nlohmann::json claims;  // an object
  std::string signing_input;
  std::string signature;  // raw; may be empty

  // A string member of the header, "" if there is none or it is no string.
  absl::string_view HeaderString(const char* name) const;
};

// Takes a token apart without verifying its signature. Strict: three parts of
// base64url without padding, two JSON objects without repeated names, in UTF-8.
// Errors: kInvalidArgument, "the JWT …", which never quote the token.
absl::StatusOr<Jwt> ParseJwt(absl::string_view token);

}  // namespace mock::jwt

#endif  // MOCK_COMMON_JWT_JWT_H_
