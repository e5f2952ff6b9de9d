#include "mock_common/jwt/jwks.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/jwt.h"
#include "nlohmann/json.hpp"

namespace mock::jwt {
namespace {

using testing::ElementsAre;

class JwksTest : public testing::Test {
 protected:
  std::string Header(absl::string_view more = "") const {
    return absl::StrCat(R"({"typ":"JWT","alg":"RS256","kid":")", key_->kid(), "\"", more, "}");
  }
  std::string Token() const { return *EncodeRs256(*key_, Header(), R"({"aud":"x"})"); }

  const std::shared_ptr<const SigningKey> key_ = SigningKey::Generate(absl::UnixEpoch());
  const KeySet keys_ = *KeySet::Parse(JwksDocument({key_}, ""));
};

TEST_F(JwksTest, DocumentHasEntrasMembersInEntrasOrder) {
  const auto document = nlohmann::ordered_json::parse(JwksDocument({key_}, "https://issuer/v2.0"));
  ASSERT_EQ(document["keys"].size(), 1u);
  const auto& jwk = document["keys"][0];
  std::vector<std::string> names;
  for (const auto& item : jwk.items()) names.push_back(item.key());
  EXPECT_THAT(names, ElementsAre("kty", "use", "kid", "x5t", "n", "e", "x5c", "issuer"));
  EXPECT_EQ(jwk["kty"], "RSA");
  EXPECT_EQ(jwk["use"], "sig");
  EXPECT_EQ(jwk["kid"], key_->kid());
  EXPECT_EQ(jwk["x5t"], key_->kid());
  EXPECT_EQ(jwk["issuer"], "https://issuer/v2.0");
  ASSERT_TRUE(jwk["x5c"].is_array());
  std::string der;
  ASSERT_TRUE(absl::Base64Unescape(jwk["x5c"][0].get<std::string>(), &der));
  EXPECT_EQ(der, key_->certificate_der());
}

TEST_F(JwksTest, DocumentWithoutIssuerAndWithoutKeys) {
  EXPECT_FALSE(nlohmann::json::parse(JwksDocument({key_}, ""))["keys"][0].contains("issuer"));
  EXPECT_EQ(JwksDocument({}, ""), R"({"keys":[]})");
}

TEST_F(JwksTest, TokenVerifiesAgainstThePublishedDocument) {
  const auto other = SigningKey::Generate(absl::UnixEpoch());
  const KeySet keys = *KeySet::Parse(JwksDocument({other, key_}, "https://issuer"));
  EXPECT_EQ(keys.size(), 2u);
  const auto jwt = VerifyRs256(Token(), keys);
  ASSERT_TRUE(jwt.ok()) << jwt.status();
  EXPECT_EQ(jwt->claims["aud"], "x");
}

TEST_F(JwksTest, RefusesEveryTamperedPart) {
  const std::string token = Token();
  const std::size_t first = token.find('.');
  const std::size_t last = token.rfind('.');
  const std::string header = token.substr(0, first);
  const std::string payload = token.substr(first + 1, last - first - 1);
  const std::string signature = token.substr(last + 1);
  const auto refused = [&](const std::string& text) {
    return VerifyRs256(text, keys_).status().message() == "the JWT signature is wrong";
  };
  EXPECT_TRUE(
      refused(absl::StrCat(header, ".", Base64UrlEncode(R"({"aud":"y"})"), ".", signature)));
  EXPECT_TRUE(
      refused(absl::StrCat(Base64UrlEncode(Header(R"(,"x":1)")), ".", payload, ".", signature)));
  EXPECT_TRUE(refused(absl::StrCat(header, ".", payload, ".")));
  EXPECT_TRUE(refused(absl::StrCat(header, ".", payload, ".", Base64UrlEncode("short"))));
  std::string flipped = *Base64UrlDecode(signature);
  flipped[0] ^= 1;
  EXPECT_TRUE(refused(absl::StrCat(header, ".", payload, ".", Base64UrlEncode(flipped))));
}

TEST_F(JwksTest, RefusesOtherAlgorithmsUnknownKeysAndCriticalExtensions) {
  const auto message = [&](const std::string& header) {
    return std::string(VerifyRs256(*EncodeRs256(*key_, header, "{}"), keys_).status().message());
  };
  EXPECT_EQ(message(R"({"alg":"none"})"), R"(the JWT algorithm is "none" instead of "RS256")");
  EXPECT_EQ(message(R"({"alg":"rs256"})"), R"(the JWT algorithm is "rs256" instead of "RS256")");
  EXPECT_EQ(message(R"({"alg":7})"), R"(the JWT algorithm is "" instead of "RS256")");
  EXPECT_EQ(message("{\"alg\":\"a\\nb\"}"), R"(the JWT algorithm is "a\nb" instead of "RS256")");
  EXPECT_EQ(message(R"({"alg":"RS256"})"), R"(no key is named "")");
  EXPECT_EQ(message(R"({"alg":"RS256","kid":"k"})"), R"(no key is named "k")");
  EXPECT_EQ(message(Header(R"(,"crit":["exp"])")), "the JWT header has critical extensions");
}

TEST_F(JwksTest, VerifyWithAGivenKeyNeedsNoKid) {
  const PublicKey key = *PublicKey::FromCertificateDer(key_->certificate_der());
  const std::string token = *EncodeRs256(*key_, R"({"alg":"RS256"})", "{}");
  EXPECT_TRUE(Verify(token, Algorithm::kRs256, key).ok());
  EXPECT_EQ(Verify(token, Algorithm::kPs256, key).status().message(),
            R"(the JWT algorithm is "RS256" instead of "PS256")");
  EXPECT_EQ(Verify("x", Algorithm::kRs256, key).status().message(),
            "the JWT has 1 part(s) instead of 3");
}

TEST_F(JwksTest, ParseSkipsKeysOfOtherKinds) {
  const auto keys = KeySet::Parse(
      R"({"keys":[{"kty":"EC","kid":"a"},{"kty":"RSA","use":"enc","kid":"b"},{"kty":"RSA"},7]})");
  ASSERT_TRUE(keys.ok()) << keys.status();
  EXPECT_EQ(keys->size(), 0u);
  EXPECT_EQ(keys->Find("a"), nullptr);
}

TEST_F(JwksTest, ParseSaysWhatIsWrong) {
  const std::string document = JwksDocument({key_}, "");
  const std::string twice = JwksDocument({key_, key_}, "");
  const std::pair<std::string, std::string> cases[] = {
      {"", R"(not a JSON object with an array "keys")"},
      {"[]", R"(not a JSON object with an array "keys")"},
      {R"({"keys":{}})", R"(not a JSON object with an array "keys")"},
      {R"({"keys":[{"kty":"RSA","kid":"k","n":"=","e":"AQAB"}]})",
       R"(key "k": "n" or "e" is not base64url)"},
      {R"({"keys":[{"kty":"RSA","kid":"k"}]})", R"(key "k": an RSA key with impossible numbers)"},
      {R"({"keys":[{"kty":"RSA","kid":"k","n":"_w","e":"AQAB"}]})",
       R"(key "k": not an RSA key of at least 2048 bits)"},
      {twice, absl::StrCat("key \"", key_->kid(), "\" appears twice")},
  };
  for (const auto& [json, message] : cases) {
    EXPECT_EQ(KeySet::Parse(json).status().message(), message) << json;
  }
}

}  // namespace
}  // namespace mock::jwt
