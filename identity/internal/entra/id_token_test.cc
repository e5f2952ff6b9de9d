#include "identity/internal/entra/id_token.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

// The JSON of a JWT with this payload, as a token response has it.
std::string Jwt(absl::string_view payload) {
  return absl::StrCat("\"e30.", absl::WebSafeBase64Escape(payload), ".sig\"");
}

std::string ClientInfoValue(absl::string_view json) {
  return absl::StrCat("\"", absl::WebSafeBase64Escape(json), "\"");
}

std::string IdTokenError(absl::string_view value) {
  return std::string(ParseIdToken(value).status().message());
}

TEST(IdTokenTest, ReadsTheClaimsThatNameTheUser) {
  const auto token = ParseIdToken(
      Jwt(R"({"iss":"https://i/t/v2.0","aud":"c","sub":"s","tid":"t","preferred_username":"p",)"
          R"("UPN":"u","exp":1,"roles":["r"],"name":null})"));
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->issuer, "https://i/t/v2.0");
  EXPECT_EQ(token->audience, "c");
  EXPECT_EQ(token->subject, "s");
  EXPECT_EQ(token->tenant_id, "t");
  EXPECT_EQ(token->preferred_username, "p");
  EXPECT_EQ(token->upn, "u");
}

TEST(IdTokenTest, SaysWhatIsWrongWithAnIdToken) {
  EXPECT_EQ(IdTokenError("\"\""), "IDToken returned from server is invalid");
  EXPECT_EQ(IdTokenError("5"), "IDToken returned from server is invalid");
  EXPECT_EQ(IdTokenError("\"a.b=.c\""),
            "unable to unmarshal IDToken, problem decoding JWT: illegal base64 data at input byte "
            "1");
  EXPECT_EQ(IdTokenError("\"a.abcde.c\""),
            "unable to unmarshal IDToken, problem decoding JWT: illegal base64 data at input byte "
            "4");
  EXPECT_EQ(IdTokenError(Jwt("")), "unable to unmarshal IDToken: unexpected end of JSON input");
  EXPECT_EQ(IdTokenError(Jwt("[]")),
            "unable to unmarshal IDToken: json: cannot unmarshal array into Go value of type "
            "accesstokens.idToken2");
  EXPECT_EQ(IdTokenError(Jwt(R"({"aud":["c"]})")),
            "unable to unmarshal IDToken: json: cannot unmarshal array into Go struct field "
            "idToken2.aud of type string");
  EXPECT_EQ(IdTokenError(Jwt(R"({"exp":"1"})")),
            "unable to unmarshal IDToken: json: cannot unmarshal string into Go struct field "
            "idToken2.exp of type int64");
}

TEST(IdTokenTest, ShowsANumberThatDoesNotFit) {
  EXPECT_EQ(IdTokenError(Jwt(R"({"exp":1.5})")),
            "unable to unmarshal IDToken: json: cannot unmarshal number 1.5 into Go struct field "
            "idToken2.exp of type int64");
}

TEST(ClientInfoTest, ReadsTheUserAndTheHomeTenant) {
  const auto info = ParseClientInfo(ClientInfoValue(R"({"uid":"u","utid":"t"})"));
  ASSERT_THAT(info, IsOk());
  EXPECT_EQ(info->uid, "u");
  EXPECT_EQ(info->utid, "t");
}

TEST(ClientInfoTest, MayBeEmpty) {
  const auto info = ParseClientInfo("\"\"");
  ASSERT_THAT(info, IsOk());
  EXPECT_EQ(info->uid, "");
}

TEST(ClientInfoTest, SaysWhatIsWrong) {
  EXPECT_EQ(ParseClientInfo("\"*\"").status().message(),
            "TokenResponse client_info field had JWT decode error: illegal base64 data at input "
            "byte 0");
  EXPECT_EQ(ParseClientInfo(ClientInfoValue("{")).status().message(),
            "was unable to unmarshal decoded JWT in TokenRespone to ClientInfo: unexpected end of "
            "JSON input");
}

TEST(HomeAccountIdTest, IsOfTheClientInfoIfThereIsOne) {
  IdToken token;
  token.subject = "s";
  EXPECT_EQ(HomeAccountId(token, {}), "s");
  EXPECT_EQ(HomeAccountId(token, {"u", "t"}), "u.t");
  EXPECT_EQ(HomeAccountId(token, {"u", ""}), "u.u");
}

}  // namespace
}  // namespace azure::identity::internal
