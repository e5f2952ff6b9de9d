// The on-behalf-of grant, from the form to the answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "mock_common/jwt/jwks.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/assertions/user_assertion.h"
#include "mock_entra/endpoints/token.h"
#include "mock_entra/grants/on_behalf_of.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class OnBehalfOfTest : public ::testing::Test {
 protected:
  OnBehalfOfTest() {
    scenario::EntraDirectory directory = TestDirectory();
    scenario::Application& forbidden = *directory.mutable_tenants(0)->add_applications();
    forbidden.set_app_id("forbidden");
    forbidden.add_secrets()->set_value("s");
    forbidden.set_no_on_behalf_of(true);
    EXPECT_TRUE(directory_.Merge(directory).ok());
    spec_.set_tenant_id(kTenant);
    spec_.set_audience(kClient);
  }

  std::string UserToken() {
    const auto token =
        MintUserToken(directory_, keys_, AuthorityOf(Get("/")), spec_, TestNow(), *random_);
    EXPECT_TRUE(token.ok()) << token.status();
    return token.value_or("");
  }

  std::string Form() {
    return absl::StrCat("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&client_id=",
                        kClient, "&client_secret=", kSecret,
                        "&requested_token_use=on_behalf_of&client_info=1&scope=https://vault.azure."
                        "net/.default openid offline_access profile&assertion=",
                        UserToken());
  }

  http::Response Ask(const std::string& form, Version version = Version::kV2) {
    const http::Request request = Post(kTokenPath, absl::StrReplaceAll(form, {{" ", "+"}}));
    const TokenEndpoint endpoint{directory_, keys_, *random_};
    return HandleToken(MakeExchange(request, setting_, TestNow(), *random_), endpoint, kTenant,
                       version)
        .response;
  }

  http::Response AskWith(absl::string_view from, absl::string_view to) {
    return Ask(absl::StrReplaceAll(Form(), {{from, to}}));
  }

  static std::string Description(const http::Response& response) {
    const auto body = ParseBody(response);
    if (!body.contains("error_description")) return absl::StrCat("granted: ", response.body);
    return body["error_description"].get<std::string>().substr(6);
  }

  std::unique_ptr<Random> random_ = Random::Seeded(1);
  const SigningKeys keys_ = {TestKey()};
  const scenario::Setting setting_ = TestSetting();
  Directory directory_;
  scenario::UserToken spec_;
};

TEST_F(OnBehalfOfTest, GrantsATokenForTheSameUserWithAllThatMsalWants) {
  const http::Response response = Ask(Form());
  ASSERT_EQ(response.status, 200) << response.body;
  const auto body = ParseBody(response);
  std::vector<std::string> names;
  for (const auto& item : body.items()) names.push_back(item.key());
  EXPECT_THAT(names,
              ::testing::ElementsAre("token_type", "scope", "expires_in", "ext_expires_in",
                                     "access_token", "refresh_token", "id_token", "client_info"));
  EXPECT_EQ(body["scope"],
            "https://vault.azure.net/user_impersonation "
            "https://vault.azure.net/.default");
  const auto keys = *jwt::KeySet::Parse(jwt::JwksDocument(keys_, ""));
  const auto assertion = *jwt::ParseJwt(UserToken());
  const auto token = jwt::VerifyRs256(body["access_token"].get<std::string>(), keys);
  ASSERT_TRUE(token.ok()) << token.status();
  EXPECT_EQ(token->claims["aud"], "https://vault.azure.net");
  EXPECT_EQ(token->claims["scp"], "user_impersonation");
  EXPECT_EQ(token->claims["oid"], assertion.claims["oid"]);
  EXPECT_EQ(token->claims["idtyp"], "user");
  const auto id_token = jwt::VerifyRs256(body["id_token"].get<std::string>(), keys);
  ASSERT_TRUE(id_token.ok()) << id_token.status();
  EXPECT_EQ(id_token->claims["aud"], kClient);
  std::string info;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(body["client_info"].get<std::string>(), &info));
  EXPECT_EQ(info, absl::StrCat(R"({"uid":")", assertion.claims["oid"].get<std::string>(),
                               R"(","utid":")", kTenant, R"("})"));
}

TEST_F(OnBehalfOfTest, GivesOnlyWhatWasAskedFor) {
  const auto body = ParseBody(AskWith(" openid offline_access profile", ""));
  EXPECT_FALSE(body.contains("refresh_token"));
  EXPECT_FALSE(body.contains("id_token"));
  const auto narrow = ParseBody(
      AskWith("https://vault.azure.net/.default",
              "https://graph.microsoft.com/User.Read https://graph.microsoft.com/Mail.Send"));
  EXPECT_EQ(narrow["scope"],
            "email openid profile https://graph.microsoft.com/User.Read "
            "https://graph.microsoft.com/Mail.Send");
  EXPECT_EQ(jwt::ParseJwt(narrow["access_token"].get<std::string>())->claims["scp"],
            "email openid profile User.Read Mail.Send");
}

TEST_F(OnBehalfOfTest, AnswersV1) {
  const std::string form =
      absl::StrReplaceAll(Form(), {{"scope=https://vault.azure.net/.default openid offline_access "
                                    "profile",
                                    "resource=https://vault.azure.net"}});
  const http::Response response = Ask(form, Version::kV1);
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body,
              AllOf(StartsWith(R"({"token_type":"Bearer","scope":"user_impersonation",)"),
                    HasSubstr(R"("resource":"https://vault.azure.net",)"),
                    HasSubstr(R"("refresh_token":"1.)")));
}

TEST_F(OnBehalfOfTest, NamesTheParameterThatIsMissing) {
  EXPECT_THAT(Description(AskWith("&assertion=", "&x=")), HasSubstr("parameter: 'assertion'."));
  EXPECT_THAT(Description(AskWith("requested_token_use=", "x=")),
              HasSubstr("parameter: 'requested_token_use'."));
  EXPECT_THAT(Description(AskWith("on_behalf_of", "else")), StartsWith("9002313: "));
  EXPECT_THAT(Description(AskWith("&client_secret=", "&x=")), StartsWith("7000218: "));
  EXPECT_THAT(Description(AskWith(kSecret, "wrong")), StartsWith("7000215: "));
}

TEST_F(OnBehalfOfTest, VerifiesTheUsersToken) {
  spec_.set_flaw(scenario::Assertion::TAMPERED);
  EXPECT_THAT(Description(Ask(Form())),
              AllOf(StartsWith("50013: Assertion failed signature validation. [Reason - The "
                               "provided signature value did not match the expected signature "
                               "value., Thumbprint of key used by client: '"),
                    HasSubstr("Found key 'Start=01/14/2026 12:00:00, End=01/14/2031 12:00:00']")));
  EXPECT_EQ(Ask(Form()).remarks.reason, "the signature of the user's assertion is wrong");
  spec_.set_flaw(scenario::Assertion::UNKNOWN_KEY);
  EXPECT_THAT(Description(Ask(Form())), StartsWith("50013: Assertion failed signature validation. "
                                                   "[Reason - The key was not found."));
  spec_.set_flaw(scenario::Assertion::ALG_NONE);
  EXPECT_THAT(Description(Ask(Form())), StartsWith("50027: "));
  EXPECT_THAT(Description(AskWith("&assertion=", "&assertion=x&y=")), StartsWith("50027: "));
}

TEST_F(OnBehalfOfTest, ForgivesNoSkew) {
  spec_.set_expires("1s");
  EXPECT_EQ(Ask(Form()).status, 200);
  spec_.set_expires("0s");
  EXPECT_THAT(Description(Ask(Form())),
              StartsWith("500133: Assertion is not within its valid time range. Ensure that the "
                         "access token is not expired before using it for user assertion, or "
                         "request a new token. Current time: 2026-01-15T12:00:00.0000000Z, expiry "
                         "time of assertion 2026-01-15T12:00:00.0000000Z."));
}

TEST_F(OnBehalfOfTest, RefusesATokenForSomebodyElseOrOfAnApplication) {
  spec_.set_audience("public");
  EXPECT_THAT(Description(Ask(Form())),
              AllOf(StartsWith("500131: Assertion audience does not match the Client app "
                               "presenting the assertion. The audience in the assertion was "
                               "'public' and the expected audience is '"),
                    HasSubstr("(Backup)")));
  spec_.set_audience(kClient);
  spec_.set_app_only(true);
  EXPECT_THAT(Description(Ask(Form())),
              StartsWith(absl::StrCat("7000114: Application '", kClient,
                                      "' is not allowed to make application on-behalf-of calls.")));
}

TEST_F(OnBehalfOfTest, AnApplicationMayBeForbiddenToActForUsers) {
  spec_.set_audience("forbidden");
  EXPECT_THAT(
      Description(Ask(absl::StrReplaceAll(
          Form(), {{absl::StrCat("client_id=", kClient), "client_id=forbidden"}, {kSecret, "s"}}))),
      StartsWith("7000114: Application 'forbidden'"));
}

TEST_F(OnBehalfOfTest, RefusesScopes) {
  EXPECT_THAT(Description(AskWith("https://vault.azure.net/.default",
                                  "https://vault.azure.net/.default https://graph.microsoft.com/"
                                  "User.Read")),
              StartsWith("700022: "));
  EXPECT_THAT(Description(AskWith("https://vault.azure.net/.default", "https://no.example/x")),
              StartsWith("500011: "));
}

}  // namespace
}  // namespace mock::entra
