#include "mock_entra/endpoints/token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "mock_common/jwt/jwks.h"
#include "mock_common/jwt/jwt.h"
#include "mock_entra/testing/testing.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::StartsWith;

class TokenTest : public ::testing::Test {
 protected:
  TokenTest() { EXPECT_TRUE(directory_.Merge(TestDirectory()).ok()); }

  http::Reply Ask(const http::Request& request, absl::string_view tenant = kTenant,
                  Version version = Version::kV2) {
    const TokenEndpoint endpoint{directory_, keys_, *random_};
    return HandleToken(MakeExchange(request, setting_, TestNow(), *random_), endpoint, tenant,
                       version);
  }

  http::Response AskForm(const std::string& form, absl::string_view tenant = kTenant,
                         Version version = Version::kV2) {
    return Ask(Post(kTokenPath, form), tenant, version).response;
  }

  // GoodForm with one part replaced.
  http::Response AskWith(absl::string_view from, absl::string_view to) {
    const std::string form = absl::StrReplaceAll(GoodForm(), {{from, to}});
    EXPECT_NE(form, GoodForm());
    return AskForm(form);
  }

  static void ExpectRefusal(const http::Response& response, int status, absl::string_view error,
                            absl::string_view description) {
    EXPECT_EQ(response.status, status);
    const auto body = ParseBody(response);
    EXPECT_EQ(body["error"], std::string(error));
    EXPECT_EQ(body["error_description"],
              absl::StrCat(description,
                           " Trace ID: 11111111-1111-4111-8111-111111111100 Correlation ID: "
                           "22222222-2222-4222-8222-222222222222 Timestamp: 2026-01-15 12:00:00Z"));
  }

  std::unique_ptr<Random> random_ = Random::Seeded(1);
  scenario::Setting setting_ = TestSetting();
  const SigningKeys keys_ = {TestKey()};
  Directory directory_;
};

TEST_F(TokenTest, GrantsATokenForTheRightSecret) {
  const http::Response response = AskForm(GoodForm());
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body,
              MatchesRegex(R"(\{"token_type":"Bearer","expires_in":3599,"ext_expires_in":3599,)"
                           R"("access_token":"[-_A-Za-z0-9.]+"\})"));
  EXPECT_EQ(response.headers.Get("Cache-Control"), "no-store, no-cache");
}

TEST_F(TokenTest, AnswersV1InTextsAndNamesTheResource) {
  const http::Response response = AskForm(
      absl::StrCat("grant_type=client_credentials&client_id=", kClient, "&client_secret=", kSecret,
                   "&resource=https%3A%2F%2Fmanagement.azure.com%2F"),
      kTenant, Version::kV1);
  EXPECT_THAT(response.body,
              MatchesRegex(R"(\{"token_type":"Bearer","expires_in":"3599","ext_expires_in":"3599",)"
                           R"("expires_on":"1768482000","not_before":"1768478100",)"
                           R"("resource":"https://management.azure.com/",)"
                           R"("access_token":"[-_A-Za-z0-9.]+"\})"));
}

TEST_F(TokenTest, TakesTheTenantsDomainAndHttpBasic) {
  http::Request request =
      Post(kTokenPath,
           "grant_type=client_credentials&scope=https%3A%2F%2Fvault.azure.net%2F"
           ".default");
  request.headers.Set(
      "Authorization",
      absl::StrCat("Basic ", absl::Base64Escape(absl::StrCat(kClient, ":right%7Esecret"))));
  EXPECT_EQ(Ask(request, "contoso.onmicrosoft.com").response.status, 200);
}

TEST_F(TokenTest, PutsCapabilitiesIntoTheToken) {
  const http::Response response = AskForm(
      absl::StrCat(GoodForm(),
                   "&claims=%7B%22access_token%22%3A%7B%22xms_cc%22%3A%7B%22values%22%3A%5B%22CP1"
                   "%22%5D%7D%7D%7D"));
  const auto token = jwt::ParseJwt(ParseBody(response)["access_token"].get<std::string>());
  ASSERT_TRUE(token.ok());
  EXPECT_EQ(token->claims["xms_cc"][0], "cp1");
  EXPECT_EQ(AskForm(GoodForm() + "&claims=nonsense").status, 200);
}

TEST_F(TokenTest, GrantsTokensThatNoResourceShouldAccept) {
  const auto keys = *jwt::KeySet::Parse(jwt::JwksDocument(keys_, ""));
  const auto token = [&](absl::string_view name, absl::string_view tenant = kTenant) {
    const http::Response response =
        AskForm(absl::StrReplaceAll(GoodForm(), {{kSecret, absl::StrCat("token-", name)}}), tenant);
    EXPECT_EQ(response.status, 200) << response.body;
    return ParseBody(response)["access_token"].get<std::string>();
  };
  const std::int64_t now = absl::ToUnixSeconds(TestNow());
  EXPECT_LT(jwt::VerifyRs256(token("expired"), keys)->claims["exp"], now);
  EXPECT_GT(jwt::VerifyRs256(token("not-yet-valid"), keys)->claims["nbf"], now);
  EXPECT_EQ(jwt::VerifyRs256(token("wrong-audience"), keys)->claims["aud"],
            "https://wrong-audience.azmock.example");
  EXPECT_EQ(jwt::VerifyRs256(token("wrong-issuer"), keys)->claims["iss"],
            "https://sts.windows.net/a11ce000-0000-4000-8000-00000000dead/");
  for (const char* name : {"tampered", "alg-none", "unknown-key"}) {
    EXPECT_TRUE(jwt::ParseJwt(token(name)).ok()) << name;
    EXPECT_FALSE(jwt::VerifyRs256(token(name), keys).ok()) << name;
  }
  EXPECT_TRUE(jwt::VerifyRs256(token("expired", "nobody.example"), keys).ok());
}

TEST_F(TokenTest, RefusesAWrongSecretToTheByte) {
  EXPECT_EQ(
      AskWith(kSecret, "wrong").body,
      absl::StrCat(
          R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret )",
          R"(provided. Ensure the secret being sent in the request is the client secret value, )",
          R"(not the client secret ID, for a secret added to app ')", kClient,
          R"('. Trace ID: 11111111-1111-4111-8111-111111111100 )",
          R"(Correlation ID: 22222222-2222-4222-8222-222222222222 )",
          R"(Timestamp: 2026-01-15 12:00:00Z","error_codes":[7000215],)",
          R"("timestamp":"2026-01-15 12:00:00Z",)",
          R"("trace_id":"11111111-1111-4111-8111-111111111100",)",
          R"("correlation_id":"22222222-2222-4222-8222-222222222222",)",
          R"("error_uri":"https://login.microsoftonline.com/error?code=7000215"})"));
  EXPECT_EQ(AskWith(kSecret, "wrong").status, 401);
}

TEST_F(TokenTest, ChecksTheValidityOfSecrets) {
  ExpectRefusal(
      AskWith(kSecret, "old"), 401, "invalid_client",
      absl::StrCat("AADSTS7000222: The provided client secret keys for app '", kClient,
                   "' are expired. Visit the Azure portal to create new keys for your app: "
                   "https://aka.ms/NewClientSecret, or consider using certificate credentials for "
                   "added security: https://aka.ms/certCreds."));
  EXPECT_EQ(ParseBody(AskWith(kSecret, "future"))["error_codes"][0], 7000215);
}

TEST_F(TokenTest, RefusesTenants) {
  ExpectRefusal(AskForm(GoodForm(), "dead0000-0000-4000-8000-000000000001"), 400, "invalid_request",
                "AADSTS90002: Tenant 'dead0000-0000-4000-8000-000000000001' not found. Check to "
                "make sure you have the correct tenant ID and are signing into the correct cloud. "
                "Check with your subscription administrator, this may happen if there are no "
                "active subscriptions for the tenant.");
  ExpectRefusal(AskForm(GoodForm(), "undefined"), 400, "invalid_request",
                "AADSTS900023: Specified tenant identifier 'undefined' is neither a valid DNS "
                "name, nor a valid external domain.");
  ExpectRefusal(AskForm(GoodForm(), "00000000-0000-0000-0000-000000000000"), 400, "invalid_request",
                "AADSTS900021: Requested tenant identifier '00000000-0000-0000-0000-000000000000' "
                "is not valid. Tenant identifiers may not be an empty GUID.");
  ExpectRefusal(AskForm(GoodForm(), ""), 400, "invalid_request",
                "AADSTS90019: No tenant-identifying information found in either the request or "
                "implied by any provided credentials.");
  ExpectRefusal(AskForm(GoodForm(), "common"), 400, "invalid_request",
                "AADSTS50059: No tenant-identifying information found in either the request or "
                "implied by any provided credentials.");
}

TEST_F(TokenTest, RefusesApplications) {
  ExpectRefusal(
      AskWith(kClient, "dead0000-0000-4000-8000-000000000002"), 400, "unauthorized_client",
      "AADSTS700016: Application with identifier 'dead0000-0000-4000-8000-000000000002' was not "
      "found in the directory 'Contoso'. This can happen if the application has not been "
      "installed by the administrator of the tenant or consented to by any user in the tenant. "
      "You may have sent your authentication request to the wrong tenant.");
  ExpectRefusal(AskWith(kClient, "00000000-0000-0000-0000-000000000000"), 400,
                "unauthorized_client",
                "AADSTS700038: 00000000-0000-0000-0000-000000000000 is not a valid application "
                "identifier.");
  ExpectRefusal(AskWith(kClient, "disabled"), 400, "unauthorized_client",
                "AADSTS7000112: Application 'disabled'(Off) is disabled.");
  ExpectRefusal(AskWith(kClient, "public"), 401, "invalid_client",
                "AADSTS700025: Client is public so neither 'client_assertion' nor 'client_secret' "
                "should be presented.");
}

TEST_F(TokenTest, NamesWhatIsMissing) {
  ExpectRefusal(AskForm(""), 400, "invalid_request",
                "AADSTS900144: The request body must contain the following parameter: "
                "'grant_type'.");
  ExpectRefusal(AskWith("client_id=", "x="), 400, "invalid_request",
                "AADSTS900144: The request body must contain the following parameter: "
                "'client_id'.");
  ExpectRefusal(AskWith("&scope=", "&x="), 400, "invalid_request",
                "AADSTS900144: The request body must contain the following parameter: 'scope'.");
  ExpectRefusal(AskWith("&client_secret=", "&x="), 401, "invalid_client",
                "AADSTS7000216: 'client_assertion', 'client_secret' or 'request' is required for "
                "the 'client_credentials' grant type.");
}

TEST_F(TokenTest, RefusesGrantsItDoesNotKnow) {
  const http::Response response = AskWith("=client_credentials", "=magic");
  ExpectRefusal(response, 400, "unsupported_grant_type",
                "AADSTS70003: The app requested an unsupported grant type 'magic'.");
  EXPECT_FALSE(ParseBody(response).contains("error_uri"));
}

TEST_F(TokenTest, RefusesScopes) {
  ExpectRefusal(
      AskWith(".default", "user_impersonation"), 400, "invalid_scope",
      "AADSTS1002012: The provided value for scope https://vault.azure.net/user_impersonation "
      "openid offline_access profile is not valid. Client credential flows must have a scope "
      "value with /.default suffixed to the resource identifier (application ID URI).");
  ExpectRefusal(AskWith("+openid", "+x"), 400, "invalid_scope",
                "AADSTS70011: The provided value for the input parameter 'scope' is not valid. "
                "The scope https://vault.azure.net/.default x offline_access profile is not "
                "valid.");
  ExpectRefusal(
      AskWith("vault.azure.net", "nobody.example"), 400, "invalid_resource",
      absl::StrCat("AADSTS500011: The resource principal named https://nobody.example was not "
                   "found in the tenant named ",
                   kTenant,
                   ". This can happen if the application has not been installed by the "
                   "administrator of the tenant or consented to by any user in the tenant. You "
                   "might have sent your authentication request to the wrong tenant."));
}

TEST_F(TokenTest, SeesNoParametersInJson) {
  http::Request request = Post(kTokenPath, R"({"grant_type":"client_credentials"})");
  request.headers.Set("Content-Type", "application/json");
  ExpectRefusal(Ask(request).response, 400, "invalid_request",
                "AADSTS900144: The request body must contain the following parameter: "
                "'grant_type'.");
  ExpectRefusal(AskForm("grant_type=%zz"), 400, "invalid_request",
                "AADSTS9002313: Invalid request. Request is malformed or invalid.");
}

TEST_F(TokenTest, IsForPostOnly) {
  ExpectRefusal(Ask(Get(kTokenPath)).response, 400, "invalid_request",
                "AADSTS900561: The endpoint only accepts POST, OPTIONS requests. Received a GET "
                "request.");
  http::Request request = Post(kTokenPath, GoodForm());
  request.method = "PUT";
  EXPECT_EQ(Ask(request).response.status, 405);
  EXPECT_EQ(Ask(request).response.headers.Get("Allow"), "POST, OPTIONS");
  EXPECT_EQ(Ask(request).response.body, "");
  request.method = "OPTIONS";
  EXPECT_EQ(Ask(request).response.status, 200);
  EXPECT_EQ(Ask(request).response.headers.Get("Access-Control-Allow-Origin"), "*");
}

TEST_F(TokenTest, EndsDescriptionsAsTheSettingSays) {
  setting_.set_trailer(scenario::Setting::CRLF);
  EXPECT_THAT(AskWith(kSecret, "wrong").body,
              HasSubstr(R"('.\r\nTrace ID: 11111111-1111-4111-8111-111111111100\r\n)"));
}

TEST_F(TokenTest, NeverEchoesASecret) {
  for (const char* tenant : {kTenant, "undefined", "dead0000-0000-4000-8000-000000000001"}) {
    EXPECT_THAT(AskForm(absl::StrReplaceAll(GoodForm(), {{kSecret, "hunter2"}}), tenant).body,
                Not(HasSubstr("hunter2")));
  }
}

TEST_F(TokenTest, LetsReservedValuesWinInAnyTenant) {
  const std::string form = "grant_type=client_credentials&client_id=x&client_secret=";
  ExpectRefusal(AskForm(form + "aadsts-7000215", "undefined"), 401, "invalid_client",
                "AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in "
                "the request is the client secret value, not the client secret ID, for a secret "
                "added to app 'x'.");
  EXPECT_EQ(ParseBody(AskForm("client_id=aad57500-0000-0000-0000-000000700016"))["error_codes"][0],
            700016);
  EXPECT_EQ(ParseBody(AskForm(GoodForm(), "aadsts-53003.example"))["suberror"], "message_only");
}

TEST_F(TokenTest, LetsReservedValuesSelectStatusesAndFaults) {
  const std::string form = "client_secret=";
  EXPECT_EQ(AskForm(form + "http-503").status, 503);
  EXPECT_EQ(AskForm(form + "http-429").headers.Get("Retry-After"), "1");
  EXPECT_EQ(Ask(Post(kTokenPath, form + "fault-reset")).fault.kind, http::Fault::Kind::kReset);
}

}  // namespace
}  // namespace mock::entra
