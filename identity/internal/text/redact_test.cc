#include "identity/internal/text/redact.h"

#include <string>

#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

TEST(RedactSecretsTest, ReplacesSecretMembersAndNothingElse) {
  const struct {
    const char* before;
    const char* after;
  } cases[] = {
      {R"({"token_type":"Bearer","access_token" : "abc","expires_in":3599})",
       R"({"token_type":"Bearer","access_token" : "REDACTED","expires_in":3599})"},
      {R"({"refresh_token":"a\"b\\","id_token":"","x":1})",
       R"({"refresh_token":"REDACTED","id_token":"","x":1})"},
      {R"({"accessToken":"abc","oidcToken":"def"})",
       R"({"accessToken":"REDACTED","oidcToken":"REDACTED"})"},
      {R"({"access_token":"cut sho)", R"({"access_token":"REDACTED)"},
      {R"({"access_token":12345})", R"({"access_token":REDACTED})"},
      {R"({"access_token":null,"token":{"a":"b"}})", R"({"access_token":null,"token":{"a":"b"}})"},
      {R"({"message":"{\"access_token\":\"a\\\"b\",\"x\":\"y\"}","z":"w"})",
       R"({"message":"{\"access_token\":\"REDACTED\",\"x\":\"y\"}","z":"w"})"},
      {"grant_type=x&client_secret=s3cret&scope=y", "grant_type=x&client_secret=REDACTED&scope=y"},
      {"client_secret=last", "client_secret=REDACTED"},
  };
  for (const auto& c : cases) EXPECT_EQ(RedactSecrets(c.before), c.after);
}

TEST(RedactSecretsTest, ReplacesJsonWebTokensWhereverTheyStand) {
  EXPECT_EQ(RedactSecrets("bad token eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln!"),
            "bad token REDACTED!");
  // Base64 of JSON alone, as in a claims challenge, is no token.
  EXPECT_EQ(RedactSecrets("claims=\"eyJhY2Nlc3NfdG9rZW4iOnt9fQ==\""),
            "claims=\"eyJhY2Nlc3NfdG9rZW4iOnt9fQ==\"");
}

TEST(RedactSecretsTest, LeavesErrorBodiesAlone) {
  for (
      const std::string& body :
      {std::string(
           R"({"error":"invalid_request","error_description":"AADSTS900144: The request body must contain the following parameter: 'client_secret'.","claims":"{\"access_token\":{\"nbf\":1}}"})"),
       std::string(
           R"({"error":"invalid_client","error_description":"AADSTS7000216: 'client_assertion', 'client_secret' or 'request' is required.","error_codes":[7000216]})"),
       std::string("Client assertion: password token"), std::string("\0\xff\"", 3),
       std::string()}) {
    EXPECT_EQ(RedactSecrets(body), body);
  }
}

TEST(RedactSecretsTest, EndsAtTheEndOfTheText) {
  for (const char* text : {"access_token", "\"access_token\"", "\"access_token\":", "access_token=",
                           "\"access_token\\", "\"access_token\":\""}) {
    EXPECT_EQ(RedactSecrets(text), text);
  }
}

}  // namespace
}  // namespace azure::identity::internal
