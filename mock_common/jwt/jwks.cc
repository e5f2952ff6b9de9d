#include "mock_common/jwt/jwks.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/jwt.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace mock::jwt {
namespace {

// A string member, "" if there is none.
absl::string_view Member(const nlohmann::json& object, const char* name) {
  const auto it = object.find(name);
  if (it == object.end() || !it->is_string()) return "";
  return it->get_ref<const std::string&>();
}

absl::string_view AlgorithmName(Algorithm algorithm) {
  return algorithm == Algorithm::kRs256 ? "RS256" : "PS256";
}

// What a header says, fit for an error text.
std::string Quoted(absl::string_view text) {
  return absl::StrCat("\"", absl::CHexEscape(text.substr(0, 64)), "\"");
}

absl::Status CheckHeader(const Jwt& jwt, Algorithm algorithm) {
  if (jwt.header.contains("crit")) {
    return absl::InvalidArgumentError("the JWT header has critical extensions");
  }
  if (jwt.HeaderString("alg") != AlgorithmName(algorithm)) {
    return absl::InvalidArgumentError(
        absl::StrCat("the JWT algorithm is ", Quoted(jwt.HeaderString("alg")), " instead of \"",
                     AlgorithmName(algorithm), "\""));
  }
  return absl::OkStatus();
}

absl::Status CheckSignature(const Jwt& jwt, Algorithm algorithm, const PublicKey& key) {
  if (!key.Verifies(algorithm, jwt.signing_input, jwt.signature)) {
    return absl::UnauthenticatedError("the JWT signature is wrong");
  }
  return absl::OkStatus();
}

}  // namespace

std::string JwksDocument(const std::vector<std::shared_ptr<const SigningKey>>& keys,
                         absl::string_view issuer) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& key : keys) {
    nlohmann::ordered_json jwk = {{"kty", "RSA"},        {"use", "sig"},
                                  {"kid", key->kid()},   {"x5t", key->kid()},
                                  {"n", key->modulus()}, {"e", key->exponent()}};
    // Standard base64 (RFC 7517, section 4.7).
    jwk["x5c"] = {absl::Base64Escape(key->certificate_der())};
    if (!issuer.empty()) jwk["issuer"] = std::string(issuer);
    list.push_back(std::move(jwk));
  }
  nlohmann::ordered_json document;
  document["keys"] = std::move(list);
  return scenario::JsonText(document);
}

absl::StatusOr<KeySet> KeySet::Parse(absl::string_view json) {
  const auto document = scenario::ParseJson(json);
  if (!document.is_object() || !document.contains("keys") || !document["keys"].is_array()) {
    return absl::InvalidArgumentError("not a JSON object with an array \"keys\"");
  }
  KeySet set;
  for (const auto& jwk : document["keys"]) {
    if (!jwk.is_object() || Member(jwk, "kty") != "RSA") continue;
    if (jwk.contains("use") && Member(jwk, "use") != "sig") continue;
    const absl::string_view kid = Member(jwk, "kid");
    if (kid.empty()) continue;
    const auto modulus = Base64UrlDecode(Member(jwk, "n"));
    const auto exponent = Base64UrlDecode(Member(jwk, "e"));
    if (!modulus || !exponent) {
      return absl::InvalidArgumentError(
          absl::StrCat("key ", Quoted(kid), ": \"n\" or \"e\" is not base64url"));
    }
    auto key = PublicKey::FromNumbers(*modulus, *exponent);
    if (!key.ok()) {
      return absl::InvalidArgumentError(
          absl::StrCat("key ", Quoted(kid), ": ", key.status().message()));
    }
    if (set.Find(kid)) {
      return absl::InvalidArgumentError(absl::StrCat("key ", Quoted(kid), " appears twice"));
    }
    set.Add(kid, *std::move(key));
  }
  return set;
}

void KeySet::Add(absl::string_view kid, PublicKey key) {
  for (Named& named : keys_) {
    if (named.kid == kid) {
      named.key = std::move(key);
      return;
    }
  }
  keys_.push_back({std::string(kid), std::move(key)});
}

const PublicKey* KeySet::Find(absl::string_view kid) const {
  for (const Named& named : keys_) {
    if (named.kid == kid) return &named.key;
  }
  return nullptr;
}

absl::StatusOr<Jwt> Verify(absl::string_view token, Algorithm algorithm, const PublicKey& key) {
  auto jwt = ParseJwt(token);
  if (!jwt.ok()) return jwt;
  if (auto status = CheckHeader(*jwt, algorithm); !status.ok()) return status;
  if (auto status = CheckSignature(*jwt, algorithm, key); !status.ok()) return status;
  return jwt;
}

absl::StatusOr<Jwt> VerifyRs256(absl::string_view token, const KeySet& keys) {
  auto jwt = ParseJwt(token);
  if (!jwt.ok()) return jwt;
  if (auto status = CheckHeader(*jwt, Algorithm::kRs256); !status.ok()) return status;
  const absl::string_view kid = jwt->HeaderString("kid");
  const PublicKey* const key = keys.Find(kid);
  if (key == nullptr) {
    return absl::UnauthenticatedError(absl::StrCat("no key is named ", Quoted(kid)));
  }
  if (auto status = CheckSignature(*jwt, Algorithm::kRs256, *key); !status.ok()) return status;
  return jwt;
}

}  // namespace mock::jwt
