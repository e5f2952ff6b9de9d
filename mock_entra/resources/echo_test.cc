#include "mock_entra/resources/echo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "mock_entra/resources/testing.h"
#include "mock_entra/testing/testing.h"

namespace mock::entra {
namespace {

using ::testing::HasSubstr;

class EchoTest : public ServiceTest {
 protected:
  EchoTest() { Add("resources { uri: \"api://azmock-echo\" }"); }

  http::Response Say(const std::string& token) {
    http::Request request = Post("/echo", "hello");
    request.host = "localhost";
    request.headers.Set("Host", "localhost:8443");
    if (!token.empty()) request.headers.Set("Authorization", absl::StrCat("Bearer ", token));
    return Ask(request);
  }
};

TEST_F(EchoTest, ThoseWithTheRoleHearWhatTheySay) {
  const http::Response refused = Say(Token(kEchoAudience));
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(CodeOf(refused), "AuthorizationFailed");
  EXPECT_THAT(MessageOf(refused), HasSubstr("'Azmock.Echo/messages/echo/action' over scope "
                                            "'/providers/Azmock.Echo'."));
  Assign("azmock Echo Caller", "/providers/Azmock.Echo");
  const http::Response heard = Say(Token(kEchoAudience));
  EXPECT_EQ(heard.status, 200);
  EXPECT_EQ(heard.body, "hello");
}

TEST_F(EchoTest, RefusedTokensGetAReason) {
  Assign("azmock Echo Caller", "/");
  EXPECT_EQ(MessageOf(Say("")), "there is no bearer token");
  EXPECT_EQ(CodeOf(Say("")), "InvalidAuthenticationToken");
  EXPECT_EQ(MessageOf(Say("x")), "the token is no JWT");
  EXPECT_EQ(MessageOf(Say(Token("https://vault.azure.net"))),
            "the token is for https://vault.azure.net, and not for api://azmock-echo");
  EXPECT_EQ(MessageOf(Say(Token(kEchoAudience, TokenFlaw::kExpired))),
            "the token expired at 2026-01-15T11:00:01+00:00");
  EXPECT_THAT(MessageOf(Say(Token(kEchoAudience, TokenFlaw::kNotYetValid))),
              HasSubstr("not valid yet"));
  EXPECT_THAT(MessageOf(Say(Token(kEchoAudience, TokenFlaw::kTampered))), HasSubstr("signature"));
  EXPECT_EQ(Say("x").headers.Get("WWW-Authenticate"),
            "Bearer authorization_uri=\"https://localhost:8443/common/oauth2/authorize\", "
            "error=\"invalid_token\"");
}

TEST_F(EchoTest, ASignedOutClientIsChallenged) {
  Add(absl::StrCat("applications { app_id: \"", kClient, "\" disabled: true }"));
  const http::Response response = Say(CapableToken(kEchoAudience, now_ - absl::Minutes(2)));
  EXPECT_EQ(response.status, 401);
  EXPECT_THAT(std::string(response.headers.Get("WWW-Authenticate")),
              HasSubstr("error=\"insufficient_claims\", claims=\""));
}

}  // namespace
}  // namespace mock::entra
