#include "mock_common/jwt/jwt.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/signing_key.h"

namespace mock::jwt {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string Token(absl::string_view header, absl::string_view claims) {
  return absl::StrCat(Base64UrlEncode(header), ".", Base64UrlEncode(claims), ".c2ln");
}

TEST(ParseJwt, TakesATokenApart) {
  const auto jwt = ParseJwt(Token(R"({"alg":"RS256","n":1})", R"({"aud":"x","deep":{"aud":"y"}})"));
  ASSERT_TRUE(jwt.ok()) << jwt.status();
  EXPECT_EQ(jwt->HeaderString("alg"), "RS256");
  EXPECT_EQ(jwt->HeaderString("n"), "");
  EXPECT_EQ(jwt->HeaderString("missing"), "");
  EXPECT_EQ(jwt->claims["deep"]["aud"], "y");
  EXPECT_EQ(jwt->signature, "sig");
  EXPECT_EQ(absl::StrCat(jwt->signing_input, ".c2ln"),
            Token(R"({"alg":"RS256","n":1})", R"({"aud":"x","deep":{"aud":"y"}})"));
}

TEST(ParseJwt, TheExampleOfRfc7519) {
  // Section 6.1.
  const auto jwt = ParseJwt(
      "eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNv"
      "bS9pc19yb290Ijp0cnVlfQ.");
  ASSERT_TRUE(jwt.ok()) << jwt.status();
  EXPECT_EQ(jwt->HeaderString("alg"), "none");
  EXPECT_EQ(jwt->claims["exp"], 1300819380);
  EXPECT_EQ(jwt->signature, "");
}

TEST(ParseJwt, SaysWhatIsWrong) {
  const std::pair<std::string, std::string> cases[] = {
      {"", "the JWT has 1 part(s) instead of 3"},
      {"a.b", "the JWT has 2 part(s) instead of 3"},
      {Token("{}", "{}") + ".x", "the JWT has 4 part(s) instead of 3"},
      {"e30=.e30.c2ln", "the JWT header is not base64url"},
      {"e30.e30 .c2ln", "the JWT payload is not base64url"},
      {"e30.e30.!", "the JWT signature is not base64url"},
      {"..", "the JWT header is not a JSON object with unique names"},
      {Token("[]", "{}"), "the JWT header is not a JSON object with unique names"},
      {Token("{}", "1"), "the JWT payload is not a JSON object with unique names"},
      {Token("{}", "{} x"), "the JWT payload is not a JSON object with unique names"},
      {Token("{}", "{\"a\":\"\xff\"}"), "the JWT payload is not a JSON object with unique names"},
      {Token("{}", R"({"aud":1,"aud":2})"),
       "the JWT payload is not a JSON object with unique names"},
      {Token("{}", R"({"a":[{"b":1,"b":1}]})"),
       "the JWT payload is not a JSON object with unique names"},
  };
  for (const auto& [token, message] : cases) {
    const auto jwt = ParseJwt(token);
    ASSERT_FALSE(jwt.ok()) << token;
    EXPECT_EQ(jwt.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_EQ(jwt.status().message(), message) << token;
  }
}

TEST(ParseJwt, DeepNestingIsHarmless) {
  const int depth = 100000;
  const auto jwt = ParseJwt(
      Token("{}", absl::StrCat("{\"a\":", std::string(depth, '['), std::string(depth, ']'), "}")));
  EXPECT_TRUE(jwt.ok());
}

TEST(EncodeRs256, GivesBackWhatWasPutIn) {
  const auto key = SigningKey::Generate(absl::UnixEpoch());
  const std::string header = R"({"typ":"JWT","alg":"RS256"})";
  const std::string claims = R"({"z":1,"a":"é"})";
  const auto token = EncodeRs256(*key, header, claims);
  ASSERT_TRUE(token.ok()) << token.status();
  EXPECT_THAT(*token, Not(HasSubstr("=")));
  EXPECT_EQ(token->substr(0, token->rfind('.')),
            absl::StrCat(Base64UrlEncode(header), ".", Base64UrlEncode(claims)));
  EXPECT_EQ(ParseJwt(*token)->signature, *key->SignRs256(token->substr(0, token->rfind('.'))));
}

}  // namespace
}  // namespace mock::jwt
