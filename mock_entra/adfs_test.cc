#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/jwt/jwks.h"
#include "mock_common/jwt/jwt.h"
#include "mock_common/random.h"
#include "mock_entra/entra.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::ordered_json;

constexpr char kTokenEndpoint[] = "https://fs.contoso.example/adfs/oauth2/token/";
constexpr std::int64_t kNow = 1768478400;  // TestNow()

class AdfsTest : public ::testing::Test {
 protected:
  AdfsTest() : clock_(VirtualClock::Mode::kFrozen, TestNow()), entra_(Options()) {
    scenario::EntraDirectory directory = TestDirectory();
    scenario::Tenant& farm = *directory.mutable_tenants(0);
    farm.set_id("adfs");
    farm.clear_domains();
    farm.mutable_applications(0)->add_certificates(TestCertificatePem());
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

  http::Response Ask(http::Request request, const std::string& host = "fs.contoso.example") {
    request.host = host;
    request.headers.Set("Host", host);
    return entra_.Handle(request, TestSetting()).response;
  }

  http::Response AskToken(const std::string& form) {
    return Ask(Post("/adfs/oauth2/token/", form));
  }

  static std::string SecretForm() {
    return absl::StrCat("client_id=", kClient, "&client_secret=", kSecret,
                        "&grant_type=client_credentials&scope=https%3A%2F%2Fapi.contoso.example%2F"
                        ".default+openid+offline_access+profile");
  }

  // As MSAL for Go makes it for AD FS, or with something else in it.
  static std::string AssertionForm(const std::string& algorithm = "RS256",
                                   const std::string& audience = kTokenEndpoint,
                                   std::int64_t expires = kNow + 600) {
    const Json header = {{"alg", algorithm}, {"typ", "JWT"}, {"x5t", TestThumbprint(EVP_sha1())}};
    const Json claims = {{"aud", audience}, {"exp", expires}, {"iss", kClient},
                         {"jti", "1"},      {"nbf", kNow},    {"sub", kClient}};
    return absl::StrCat("client_id=", kClient, "&grant_type=client_credentials&",
                        "client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-",
                        "bearer&client_assertion=", SignAssertion(header, claims));
  }

  static std::string Refused(const http::Response& response) {
    return absl::StrCat(response.status, " ", response.body);
  }

  VirtualClock clock_;
  std::unique_ptr<Random> random_ = Random::Seeded(1);
  Entra entra_;
};

constexpr char kNotAuthenticated[] =
    R"(400 {"error":"invalid_client","error_description":"MSIS9622: Client authentication failed. )"
    R"(Please verify the credential provided for client authentication is valid."})";

TEST_F(AdfsTest, NamesItsEndpointsAtTheHostThatWasAsked) {
  const http::Response response = Ask(Get("/adfs/.well-known/openid-configuration?"));
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, HasSubstr(R"({"issuer":"https:\/\/fs.contoso.example\/adfs",)"));
  const Json document = ParseBody(response);
  EXPECT_EQ(document["token_endpoint"], kTokenEndpoint);
  EXPECT_EQ(document["authorization_endpoint"],
            "https://fs.contoso.example/adfs/oauth2/authorize/");
  EXPECT_EQ(document["access_token_issuer"], "http://fs.contoso.example/adfs/services/trust");
}

TEST_F(AdfsTest, GrantsATokenForASecretThatVerifiesAgainstItsKeys) {
  const http::Response response = AskToken(SecretForm());
  ASSERT_EQ(response.status, 200) << response.body;
  const Json granted = ParseBody(response);
  EXPECT_EQ(granted["token_type"], "bearer");
  EXPECT_EQ(granted["expires_in"], 3600);
  const auto keys = jwt::KeySet::Parse(Ask(Get("/adfs/discovery/keys")).body);
  ASSERT_TRUE(keys.ok()) << keys.status();
  const auto token = jwt::VerifyRs256(granted["access_token"].get<std::string>(), *keys);
  ASSERT_TRUE(token.ok()) << token.status();
  EXPECT_EQ(token->claims["aud"], "https://api.contoso.example");
  EXPECT_EQ(token->claims["iss"], "http://fs.contoso.example/adfs/services/trust");
  EXPECT_EQ(token->claims["appid"], kClient);
  EXPECT_EQ(token->claims["exp"], kNow + 3600);
}

TEST_F(AdfsTest, GrantsATokenForACertificate) {
  const http::Response response = AskToken(AssertionForm());
  ASSERT_EQ(response.status, 200) << response.body;
  const auto token = jwt::ParseJwt(ParseBody(response)["access_token"].get<std::string>());
  ASSERT_TRUE(token.ok()) << token.status();
  EXPECT_EQ(token->claims["aud"], "urn:microsoft:userinfo");
  EXPECT_THAT(token->claims["authmethod"].get<std::string>(), HasSubstr("tlsclient"));
}

TEST_F(AdfsTest, TellsNobodyWhatIsWrongWithACredential) {
  EXPECT_EQ(Refused(AskToken(absl::StrReplaceAll(SecretForm(), {{kSecret, "wrong"}}))),
            kNotAuthenticated);
  EXPECT_EQ(Refused(AskToken(absl::StrReplaceAll(SecretForm(), {{kSecret, "old"}}))),
            kNotAuthenticated);
  EXPECT_EQ(Refused(AskToken(absl::StrReplaceAll(SecretForm(), {{kSecret, ""}}))),
            kNotAuthenticated);
  EXPECT_EQ(Refused(AskToken(AssertionForm("PS256"))), kNotAuthenticated);
  EXPECT_EQ(Refused(AskToken(AssertionForm("RS256", "https://elsewhere.example/"))),
            kNotAuthenticated);
  EXPECT_EQ(Refused(AskToken(AssertionForm("RS256", kTokenEndpoint, kNow - 3600))),
            kNotAuthenticated);
}

TEST_F(AdfsTest, RefusesUnknownClientsGrantsAndResources) {
  EXPECT_EQ(Refused(AskToken(absl::StrReplaceAll(SecretForm(), {{kClient, "nobody"}}))),
            R"(400 {"error":"invalid_client","error_description":"MSIS9607: The )"
            R"(\u0027client_id\u0027 parameter in the request is invalid. No registered client is )"
            R"(found with this identifier."})");
  EXPECT_THAT(
      Refused(AskToken(absl::StrReplaceAll(SecretForm(), {{"client_credentials", "password"}}))),
      HasSubstr(R"(400 {"error":"unsupported_grant_type","error_description":"MSIS9611: )"));
  EXPECT_EQ(Refused(AskToken(absl::StrReplaceAll(SecretForm(), {{"api.contoso", "nowhere"}}))),
            R"(400 {"error":"invalid_resource","error_description":"MSIS9602: The received )"
            R"(\u0027resource\u0027 parameter is invalid. The authorization server can not find a )"
            R"(registered resource with the specified identifier."})");
}

TEST_F(AdfsTest, TakesOnlyPost) {
  EXPECT_EQ(Ask(Get("/adfs/oauth2/token/")).status, 405);
  EXPECT_EQ(Ask(Post("/adfs/.well-known/openid-configuration", "")).status, 405);
}

TEST_F(AdfsTest, IsNotAtEntraIdsHosts) {
  EXPECT_THAT(Ask(Get("/adfs/.well-known/openid-configuration"), "login.microsoftonline.com").body,
              HasSubstr("https://login.microsoftonline.com/adfs/oauth2/token\""));
}

TEST_F(AdfsTest, IsNowhereWithoutAFarmInTheDirectory) {
  entra_.directory().RemoveTenant("adfs");
  EXPECT_THAT(Ask(Get("/adfs/.well-known/openid-configuration")).body, HasSubstr("AADSTS90002"));
}

}  // namespace
}  // namespace mock::entra
