// Single-page applications: what pages in browsers may redeem, and nobody else.
#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "mock_entra/entra.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"
#include "re2/re2.h"

namespace mock::entra {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::ordered_json;

constexpr char kAuthorize[] = "/7e570000-0000-4000-8000-000000000001/oauth2/v2.0/authorize";
constexpr char kScope[] =
    "scope=https%3A%2F%2Fmanagement.azure.com%2F.default+openid+offline_access";
constexpr char kPage[] = "https%3A%2F%2Fapp.contoso.example%2Fspa";
constexpr char kServer[] = "https%3A%2F%2Fapp.contoso.example%2Fsignin-oidc";
constexpr char kOrigin[] = "https://app.contoso.example";

// A web application whose pages sign users in as well.
constexpr char kDirectory[] = R"pb(
  tenants {
    id: "7e570000-0000-4000-8000-000000000001"
    applications {
      app_id: "web"
      secrets { value: "s" }
      redirect_uris: "https://app.contoso.example/signin-oidc"
      single_page_redirect_uris: "https://app.contoso.example/spa"
    }
    applications {
      app_id: "old"
      redirect_uris: "https://app.contoso.example/signin-oidc"
      single_page: true
    }
    applications { app_id: "native" public_client: true }
    users { name: "ada@contoso.onmicrosoft.com" password: "engine" }
  }
)pb";

class SinglePageTest : public ::testing::Test {
 protected:
  SinglePageTest() : clock_(VirtualClock::Mode::kFrozen, TestNow()), entra_(Options()) {
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

  std::string CodeFor(const char* redirect_uri, const char* client = "web") {
    http::Request request =
        Post(kAuthorize, "username=ada%40contoso.onmicrosoft.com&password=engine&button=sign-in");
    request.query = absl::StrCat("client_id=", client,
                                 "&response_type=code&redirect_uri=", redirect_uri, "&", kScope);
    const http::Response response = entra_.Handle(request, TestSetting()).response;
    std::string code;
    EXPECT_TRUE(
        RE2::PartialMatch(std::string(response.headers.Get("Location")), "code=([^&]+)", &code))
        << response.body;
    return code;
  }

  // From a page unless `origin` is null.
  http::Response Ask(const std::string& form, const char* origin) {
    http::Request request = Post(kTokenPath, absl::StrCat(form, "&", kScope));
    if (origin != nullptr) request.headers.Set("Origin", origin);
    return entra_.Handle(request, TestSetting()).response;
  }

  http::Response Redeem(const std::string& code, const char* redirect_uri, const char* origin,
                        const std::string& more = "&client_id=web") {
    return Ask(absl::StrCat("grant_type=authorization_code&code=", code,
                            "&redirect_uri=", redirect_uri, more),
               origin);
  }

  http::Response Refresh(const Json& tokens, const char* origin,
                         const std::string& more = "&client_id=web") {
    return Ask(absl::StrCat("grant_type=refresh_token&refresh_token=",
                            tokens["refresh_token"].get<std::string>(), more),
               origin);
  }

  static std::string Description(const http::Response& response) {
    const Json body = ParseBody(response);
    return body.contains("error_description") ? body["error_description"] : "granted";
  }

  static constexpr char kRefusedToPages[] =
      "AADSTS9002326: Cross-origin token redemption is permitted only for the 'Single-Page "
      "Application' client-type. Request origin: 'https://app.contoso.example'. Trace ID: ";
  static constexpr char kForPagesOnly[] =
      "AADSTS9002327: Tokens issued for the 'Single-Page Application' client-type may only be "
      "redeemed via cross-origin requests. Trace ID: ";
  static constexpr char kSecretOfWeb[] = "&client_id=web&client_secret=s";

  VirtualClock clock_;
  const std::unique_ptr<Random> random_ = Random::Seeded(1);
  Entra entra_;
};

TEST_F(SinglePageTest, APageRedeemsWhatIsItsOwnWithoutASecret) {
  const http::Response response = Redeem(CodeFor(kPage), kPage, kOrigin);
  ASSERT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(Refresh(ParseBody(response), kOrigin).status, 200);
}

TEST_F(SinglePageTest, ItsAnswersCanBeReadThere) {
  for (const http::Response& response :
       {Redeem(CodeFor(kPage), kPage, kOrigin), Redeem(CodeFor(kServer), kServer, kOrigin),
        Redeem("garbage", kPage, kOrigin)}) {
    EXPECT_EQ(response.headers.Get("Access-Control-Allow-Origin"), "*") << response.body;
    EXPECT_EQ(response.headers.Get("Access-Control-Allow-Methods"), "POST, OPTIONS");
    EXPECT_THAT(std::string(response.headers.Get("Access-Control-Expose-Headers")),
                HasSubstr("x-ms-request-id"));
  }
  EXPECT_FALSE(Redeem(CodeFor(kServer), kServer, nullptr, kSecretOfWeb)
                   .headers.Has("Access-Control-Allow-Origin"));
}

TEST_F(SinglePageTest, APageGetsNothingForOtherRedirectUris) {
  const http::Response response = Redeem(CodeFor(kServer), kServer, kOrigin);
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(ParseBody(response)["error"], "invalid_request");
  EXPECT_THAT(Description(response), StartsWith(kRefusedToPages)) << "not 7000218";
  EXPECT_THAT(Description(Redeem(CodeFor(kServer), kServer, kOrigin, kSecretOfWeb)),
              StartsWith(kRefusedToPages));
  const Json tokens = ParseBody(Redeem(CodeFor(kServer), kServer, nullptr, kSecretOfWeb));
  EXPECT_THAT(Description(Refresh(tokens, kOrigin, kSecretOfWeb)), StartsWith(kRefusedToPages));
}

TEST_F(SinglePageTest, NobodyElseGetsWhatIsAPages) {
  const std::string code = CodeFor(kPage);
  for (const char* client : {"&client_id=web", kSecretOfWeb}) {
    EXPECT_THAT(Description(Redeem(code, kPage, nullptr, client)), StartsWith(kForPagesOnly));
  }
  const http::Response redeemed = Redeem(code, kPage, kOrigin);
  ASSERT_EQ(redeemed.status, 200) << "what was refused is not used up: " << redeemed.body;
  EXPECT_THAT(Description(Refresh(ParseBody(redeemed), nullptr)), StartsWith(kForPagesOnly));
}

TEST_F(SinglePageTest, SecretsAndPasswordsAreNotForPages) {
  EXPECT_THAT(
      Description(Ask(absl::StrCat("grant_type=client_credentials", kSecretOfWeb), kOrigin)),
      StartsWith(kRefusedToPages));
  EXPECT_THAT(Description(Ask("grant_type=password&client_id=native&username=ada%40contoso."
                              "onmicrosoft.com&password=engine",
                              kOrigin)),
              StartsWith(kRefusedToPages));
}

TEST_F(SinglePageTest, ItsRefreshTokensLiveADayAltogether) {
  Json tokens = ParseBody(Redeem(CodeFor(kPage), kPage, kOrigin));
  clock_.Advance(absl::Hours(23));
  tokens = ParseBody(Refresh(tokens, kOrigin));
  ASSERT_TRUE(tokens.contains("refresh_token")) << tokens;
  clock_.Advance(absl::Hours(1));
  EXPECT_THAT(Description(Refresh(tokens, kOrigin)), StartsWith("AADSTS700084: "));
}

TEST_F(SinglePageTest, AnApplicationThatIsAllPagesIsNotAskedWhereTheyAre) {
  for (const char* origin : {kOrigin, static_cast<const char*>(nullptr)}) {
    const http::Response response =
        Redeem(CodeFor(kServer, "old"), kServer, origin, "&client_id=old");
    EXPECT_EQ(response.status, 200) << response.body;
  }
}

}  // namespace
}  // namespace mock::entra
