#include "mock_entra/issuers/forge.h"

#include "absl/strings/str_cat.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/jwt.h"
#include "mock_common/jwt/known_keys.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;

std::string Dump(const Json& json) { return scenario::JsonText(json); }

// The first token's header and claims under the second one's signature: a sound
// one, of other claims.
absl::StatusOr<std::string> Tamper(Json claims, const std::string& header,
                                   const jwt::SigningKey& key) {
  auto intended = jwt::EncodeRs256(key, header, Dump(claims));
  claims["tampered"] = true;
  auto other = jwt::EncodeRs256(key, header, Dump(claims));
  if (!intended.ok()) return intended;
  if (!other.ok()) return other;
  return absl::StrCat(intended->substr(0, intended->rfind('.')), other->substr(other->rfind('.')));
}

}  // namespace

absl::StatusOr<std::string> SignWithFlaw(const Json& claims, scenario::Assertion::Flaw flaw,
                                         const jwt::SigningKey& key, absl::Time now,
                                         absl::string_view key_name) {
  if (flaw == scenario::Assertion::ALG_NONE) {
    return absl::StrCat(jwt::Base64UrlEncode(R"({"alg":"none","typ":"JWT"})"), ".",
                        jwt::Base64UrlEncode(Dump(claims)), ".");
  }
  if (flaw == scenario::Assertion::UNKNOWN_KEY) {
    return SignWithFlaw(claims, scenario::Assertion::NONE, *jwt::StrangersKey(now), now);
  }
  if (!key.status().ok()) return key.status();
  const std::string name = key_name.empty() ? key.kid() : std::string(key_name);
  const std::string header = Dump({{"alg", "RS256"}, {"kid", name}, {"typ", "JWT"}, {"x5t", name}});
  if (flaw == scenario::Assertion::TAMPERED) return Tamper(claims, header, key);
  return jwt::EncodeRs256(key, header, Dump(claims));
}

}  // namespace mock::entra
