// ID tokens that /authorize gives at once.
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "mock_common/crypto/digest.h"
#include "mock_common/jwt/base64url.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/entra.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"
#include "re2/re2.h"

namespace mock::entra {
namespace {

using ::testing::HasSubstr;

constexpr char kAuthorize[] = "/7e570000-0000-4000-8000-000000000001/oauth2/v2.0/authorize";
constexpr char kRedirect[] = "&redirect_uri=https%3A%2F%2Fapp.contoso.example%2Fsignin-oidc";

constexpr char kDirectory[] = R"pb(
  tenants {
    id: "7e570000-0000-4000-8000-000000000001"
    applications {
      app_id: "web"
      secrets { value: "s" }
      redirect_uris: "https://app.contoso.example/signin-oidc"
      id_tokens: true
    }
    applications { app_id: "plain" redirect_uris: "https://app.contoso.example/signin-oidc" }
    users { name: "ada@contoso.onmicrosoft.com" display_name: "Ada" password: "engine" }
  }
)pb";

class IdTokenTest : public ::testing::Test {
 protected:
  IdTokenTest() : clock_(VirtualClock::Mode::kFrozen, TestNow()), entra_(Options()) {
    scenario::EntraDirectory directory;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(kDirectory, &directory));
    const absl::Status merged = entra_.directory().Merge(directory);
    EXPECT_TRUE(merged.ok()) << merged;
  }

  EntraOptions Options() {
    EntraOptions options;
    options.clock = &clock_;
    options.random = random_.get();
    options.signing_keys = {TestKey()};
    return options;
  }

  // What Ada gets who signs in at once.
  http::Response Ask(const std::string& more, const std::string& client = "web") {
    http::Request request =
        Post(kAuthorize, "username=ada%40contoso.onmicrosoft.com&password=engine&button=sign-in");
    request.query = absl::StrCat("client_id=", client, "&scope=openid&", more, kRedirect);
    return entra_.Handle(request, TestSetting()).response;
  }

  std::string Sent(const std::string& more, const std::string& client = "web") {
    return std::string(Ask(more, client).headers.Get("Location"));
  }

  static std::string Hidden(const http::Response& page, const std::string& name) {
    std::string value;
    RE2::PartialMatch(page.body, absl::StrCat("name=\"", name, "\" value=\"([^\"]*)\""), &value);
    return value;
  }

  VirtualClock clock_;
  const std::unique_ptr<Random> random_ = Random::Seeded(1);
  Entra entra_;
};

TEST_F(IdTokenTest, ComesInTheFragmentWithTheNonce) {
  std::string id_token;
  const std::string sent = Sent("response_type=id_token&nonce=n");
  ASSERT_TRUE(RE2::PartialMatch(
      sent, "^https://app.contoso.example/signin-oidc#id_token=([^&]+)&session_state=", &id_token))
      << sent;
  const auto token = jwt::ParseJwt(id_token);
  ASSERT_TRUE(token.ok());
  EXPECT_EQ(token->claims["aud"], "web");
  EXPECT_EQ(token->claims["nonce"], "n");
  EXPECT_EQ(token->claims["preferred_username"], "ada@contoso.onmicrosoft.com");
  EXPECT_FALSE(token->claims.contains("c_hash"));
}

TEST_F(IdTokenTest, ComesByFormPostBesideTheCodeThatItVouchesFor) {
  const http::Response page = Ask("response_type=code+id_token&response_mode=form_post&nonce=n");
  EXPECT_THAT(page.body, HasSubstr("action=\"https://app.contoso.example/signin-oidc\""));
  const std::string code = Hidden(page, "code");
  const auto token = jwt::ParseJwt(Hidden(page, "id_token"));
  ASSERT_TRUE(token.ok()) << page.body;
  EXPECT_EQ(token->claims["c_hash"], jwt::Base64UrlEncode(Sha256(code).substr(0, 16)));
  const http::Request redeem =
      Post(kTokenPath,
           absl::StrCat("grant_type=authorization_code&client_id=web&client_secret=s&code=", code,
                        kRedirect));
  EXPECT_EQ(entra_.Handle(redeem, TestSetting()).response.status, 200);
}

TEST_F(IdTokenTest, IsForApplicationsThatMayHaveItAndSendANonce) {
  EXPECT_THAT(Sent("response_type=id_token&nonce=n", "plain"),
              HasSubstr("#error=unsupported_response_type&error_description=AADSTS700054%3A%20"
                        "response_type%20%27id_token%27%20is%20not%20enabled"));
  EXPECT_THAT(Sent("response_type=code+id_token"), HasSubstr("#error=invalid_request&"));
  EXPECT_THAT(Sent("response_type=code+id_token"), HasSubstr("%27nonce%27"));
  EXPECT_THAT(Sent("response_type=id_token+token&nonce=n"), HasSubstr("AADSTS700054"));
  EXPECT_THAT(Sent("response_type=id_token&nonce=n&response_mode=query"),
              HasSubstr("signin-oidc#id_token="))
      << "never in a query";
}

}  // namespace
}  // namespace mock::entra
