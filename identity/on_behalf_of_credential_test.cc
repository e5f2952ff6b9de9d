#include "identity/on_behalf_of_credential.h"

#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/certificates.h"
#include "identity/errors.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using internal::FakeAuthority;
using internal::kConfiguration;
using internal::kDiscovery;
using internal::kToken;
using internal::TokenBody;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kScope[] = "https://graph.microsoft.com/.default";
// The end of every form below.
constexpr char kScopeField[] =
    "&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default+openid+offline_access+profile";
constexpr char kSecretForm[] =
    "assertion=user.token&client_id=app&client_info=1&client_secret=secret&grant_type=urn%3Aietf%3A"
    "params%3Aoauth%3Agrant-type%3Ajwt-bearer&requested_token_use=on_behalf_of";
constexpr char kRefreshForm[] =
    "client_id=app&client_info=1&client_secret=secret&grant_type=refresh_token&refresh_token=";

class OnBehalfOfCredentialTest : public ::testing::Test {
 protected:
  using Credential = std::unique_ptr<OnBehalfOfCredential>;

  OnBehalfOfCredentialOptions Options() {
    OnBehalfOfCredentialOptions options;
    options.client = authority_.Options();
    return options;
  }
  absl::StatusOr<Credential> WithSecret(absl::string_view user_assertion = "user.token",
                                        absl::string_view secret = "secret",
                                        absl::string_view tenant = "t") {
    return OnBehalfOfCredential::CreateWithSecret(tenant, "app", user_assertion, secret, Options());
  }
  static CertificatesAndKey Material() {
    std::ifstream file("identity/testdata/certificates/leaf.pem", std::ios::binary);
    std::ifstream key("identity/testdata/certificates/key_pkcs8.pem", std::ios::binary);
    std::string pem{std::istreambuf_iterator<char>(file), {}};
    pem.append(std::istreambuf_iterator<char>(key), {});
    return ParseCertificates(pem, "").value();
  }
  // The text of the token, or of the error.
  static std::string Get(const Credential& credential, const std::string& claims = "",
                         const std::string& tenant = "", bool enable_cae = false) {
    const auto token =
        credential->GetToken(Context::Background(), {{kScope}, tenant, claims, enable_cae});
    return std::string(token.ok() ? token->token() : token.status().message());
  }
  // The forms of all token requests so far, without their common end.
  std::vector<std::string> Forms() const {
    std::vector<std::string> forms;
    for (const HttpRequest& request : authority_.transport->requests()) {
      if (!absl::StrContains(request.url, kToken)) continue;
      EXPECT_THAT(request.body, HasSubstr(kScopeField));
      forms.push_back(request.body.substr(0, request.body.find(kScopeField)));
    }
    return forms;
  }
  void ExpectToken(absl::string_view token, absl::string_view more) {
    authority_.transport->Expect(Respond(200, TokenBody(token, 3600, more)), UrlContains(kToken));
  }

  FakeAuthority authority_;
};

TEST_F(OnBehalfOfCredentialTest, ChecksItsArgumentsInOrder) {
  const auto refuses = [](const char* text) {
    return StatusIs(absl::StatusCode::kInvalidArgument, StartsWith(text));
  };
  authority_.environment->Set("AZURE_AUTHORITY_HOST", "http://insecure");
  EXPECT_THAT(WithSecret("", "", "a b"), refuses("secret can't be empty string"));
  EXPECT_THAT(WithSecret("", "s", "a b"), refuses("user assertion can't be empty string"));
  EXPECT_THAT(WithSecret("u", "s", "a b"), refuses("invalid tenantID. You can locate your"));
  EXPECT_THAT(WithSecret("u", "s"), refuses("cannot use an authority host without https"));

  EXPECT_THAT(OnBehalfOfCredential::CreateWithClientAssertions("a b", "app", "", nullptr),
              refuses("getAssertion can't be nil. It must be a function that returns client "
                      "assertions"));
  const auto material = Material();
  EXPECT_THAT(OnBehalfOfCredential::CreateWithCertificate("a b", "app", "", {}, nullptr),
              refuses("key must be an RSA key"));
  EXPECT_THAT(OnBehalfOfCredential::CreateWithCertificate("a b", "app", "", {}, material.key),
              refuses("key doesn't match any certificate"));
  EXPECT_THAT(OnBehalfOfCredential::CreateWithCertificate("a b", "app", "", material.certificates,
                                                          material.key),
              refuses("user assertion can't be empty string"));
}

TEST_F(OnBehalfOfCredentialTest, TradesTheUsersTokenWithASecret) {
  EXPECT_EQ(Get(WithSecret().value()), "tok1");
  EXPECT_THAT(Forms(), ElementsAre(kSecretForm));
  EXPECT_THAT(authority_.log,
              ElementsAre(absl::StrCat("OnBehalfOfCredential.GetToken() acquired a token for scope "
                                       "\"",
                                       kScope, "\"")));
}

TEST_F(OnBehalfOfCredentialTest, TradesTheUsersTokenWithAnAssertion) {
  const auto credential = OnBehalfOfCredential::CreateWithClientAssertions(
      "t", "app", "user.token", [](const Context&) { return "an.assertion"; }, Options());
  EXPECT_EQ(Get(*credential), "tok1");
  EXPECT_THAT(Forms(), ElementsAre("assertion=user.token&client_assertion=an.assertion&client_"
                                   "assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-"
                                   "type%3Ajwt-bearer&client_id=app&client_info=1&grant_type=urn"
                                   "%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&requested_"
                                   "token_use=on_behalf_of"));
}

TEST_F(OnBehalfOfCredentialTest, TradesTheUsersTokenWithACertificate) {
  const auto material = Material();
  const auto credential = OnBehalfOfCredential::CreateWithCertificate(
      "t", "app", "user.token", material.certificates, material.key, Options());
  EXPECT_EQ(Get(*credential), "tok1");
  EXPECT_THAT(Forms(), ElementsAre(MatchesRegex(
                           "assertion=user.token&client_assertion=[^.&]+[.][^.&]+[.][^.&]+&client_"
                           "assertion_type=.*&requested_token_use=on_behalf_of")));
}

TEST_F(OnBehalfOfCredentialTest, ReportsTheCallbacksError) {
  const auto credential = OnBehalfOfCredential::CreateWithClientAssertions(
      "t", "app", "user.token", [](const Context&) { return absl::NotFoundError("no assertion"); },
      Options());
  EXPECT_EQ(Get(*credential), "OnBehalfOfCredential: no assertion");
}

TEST_F(OnBehalfOfCredentialTest, KeepsOneTokenForEachTenant) {
  OnBehalfOfCredentialOptions options = Options();
  options.additionally_allowed_tenants = {"*"};
  const auto credential =
      OnBehalfOfCredential::CreateWithSecret("t", "app", "user.token", "secret", options);
  EXPECT_EQ(Get(*credential), "tok1");
  EXPECT_EQ(Get(*credential), "tok1");
  EXPECT_EQ(Get(*credential, "", "other"), "tok2");
  EXPECT_EQ(Get(*credential, "", "other"), "tok2");
  EXPECT_EQ(Get(*credential), "tok1");
}

TEST_F(OnBehalfOfCredentialTest, UsersShareNoTokens) {
  EXPECT_EQ(Get(WithSecret("alice").value()), "tok1");
  EXPECT_EQ(Get(WithSecret("bob").value()), "tok2");
}

TEST_F(OnBehalfOfCredentialTest, UsesTheRefreshTokenOnceTheAccessTokenHasEnded) {
  const Credential credential = WithSecret().value();
  ExpectToken("first", R"(,"refresh_token":"rt1")");
  EXPECT_EQ(Get(credential), "first");
  authority_.clock->Advance(absl::Hours(1));
  ExpectToken("second", R"(,"refresh_token":"rt2")");
  EXPECT_EQ(Get(credential), "second");
  EXPECT_EQ(Get(credential, R"({"access_token":{}})"), "tok1");
  EXPECT_THAT(Forms(), ElementsAre(kSecretForm, absl::StrCat(kRefreshForm, "rt1"),
                                   // "claims" stands in front of "client_id".
                                   absl::StrCat("claims=%7B%22access_token%22%3A%7B%7D%7D&",
                                                kRefreshForm, "rt2")));
}

TEST_F(OnBehalfOfCredentialTest, TradesTheUsersTokenAgainIfTheRefreshTokenIsRefused) {
  const Credential credential = WithSecret().value();
  ExpectToken("first", R"(,"refresh_token":"rt1")");
  EXPECT_EQ(Get(credential), "first");
  authority_.clock->Advance(absl::Hours(1));
  authority_.transport->Expect(Respond(400, R"({"error":"invalid_grant"})"), UrlContains(kToken));
  EXPECT_EQ(Get(credential), "tok1");
  EXPECT_THAT(Forms(), ElementsAre(kSecretForm, absl::StrCat(kRefreshForm, "rt1"), kSecretForm));
}

TEST_F(OnBehalfOfCredentialTest, ARefreshIsForTheUserToo) {
  const Credential credential = WithSecret().value();
  ExpectToken("first", R"(,"refresh_in":60)");
  EXPECT_EQ(Get(credential), "first");
  authority_.clock->Advance(absl::Seconds(61));
  EXPECT_EQ(Get(credential), "tok1");
  EXPECT_THAT(Forms(), ElementsAre(kSecretForm, kSecretForm));
}

TEST_F(OnBehalfOfCredentialTest, GivesATokenOfLessThanFiveMinutesOnce) {
  const Credential credential = WithSecret().value();
  authority_.transport->Expect(Respond(200, TokenBody("short", 299)), UrlContains(kToken));
  EXPECT_EQ(Get(credential), "short");
  EXPECT_EQ(Get(credential), "tok1");
}

TEST_F(OnBehalfOfCredentialTest, AsksAboutTheHostAlsoWithClaims) {
  EXPECT_EQ(Get(WithSecret().value(), R"({"access_token":{}})"), "tok1");
  EXPECT_EQ(authority_.Count(kDiscovery), 1);
  EXPECT_EQ(authority_.Count(kConfiguration), 1);
}

TEST_F(OnBehalfOfCredentialTest, TokensForContinuousAccessEvaluationStandApart) {
  const Credential credential = WithSecret().value();
  EXPECT_EQ(Get(credential), "tok1");
  EXPECT_EQ(Get(credential, "", "", /*enable_cae=*/true), "tok2");
  EXPECT_EQ(Get(credential), "tok1");
}

TEST_F(OnBehalfOfCredentialTest, ShowsTheAuthoritysRefusalAndNeitherAssertionNorSecret) {
  authority_.transport->Expect(Respond(400, R"({"error":"invalid_grant","error_description":)"
                                            R"("AADSTS50013: Assertion failed validation."})"),
                               UrlContains(kToken));
  const std::string text = Get(WithSecret().value());
  EXPECT_THAT(text, StartsWith("OnBehalfOfCredential authentication failed. \nPOST "
                               "https://login.microsoftonline.com/t/oauth2/v2.0/token\n"));
  EXPECT_THAT(text, HasSubstr("AADSTS50013"));
  EXPECT_THAT(text, Not(HasSubstr("To troubleshoot")));
  EXPECT_THAT(text, Not(HasSubstr("user.token")));
  EXPECT_THAT(text, Not(HasSubstr("client_secret")));
}

}  // namespace
}  // namespace azure::identity
