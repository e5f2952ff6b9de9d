#include "identity/azure_pipelines_credential.h"

#include <memory>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using internal::FakeAuthority;
using internal::kConfiguration;
using internal::kDiscovery;
using internal::kToken;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

class AzurePipelinesCredentialTest : public ::testing::Test {
 protected:
  using Credential = std::unique_ptr<AzurePipelinesCredential>;

  AzurePipelinesCredentialTest() {
    authority_.environment->Set("SYSTEM_OIDCREQUESTURI", "https://dev.azure.com/oidctoken");
  }
  absl::StatusOr<Credential> Create(absl::string_view tenant = "t",
                                    absl::string_view client_id = "app",
                                    absl::string_view connection = "connection",
                                    absl::string_view access_token = "access.token") {
    AzurePipelinesCredentialOptions options;
    options.client = authority_.Options();
    if (logger_ != nullptr) options.client.logging.logger = logger_;
    return AzurePipelinesCredential::Create(tenant, client_id, connection, access_token,
                                            std::move(options));
  }
  static absl::StatusOr<AccessToken> GetToken(const Credential& credential) {
    return credential->GetToken(Context::Background(), {{"s"}, "", "", false});
  }
  void ExpectOidc(int status, absl::string_view body, HttpHeaders headers = {}) {
    authority_.transport->Expect(Respond(status, body, std::move(headers)),
                                 UrlContains("/oidctoken"));
  }

  FakeAuthority authority_;
  std::shared_ptr<const Logger> logger_;
};

TEST_F(AzurePipelinesCredentialTest, ChecksItsArgumentsInOrder) {
  const auto refuses = [](const char* text) {
    return StatusIs(absl::StatusCode::kInvalidArgument, StartsWith(text));
  };
  authority_.environment->Set("SYSTEM_OIDCREQUESTURI", "");
  authority_.environment->Set("AZURE_AUTHORITY_HOST", "http://insecure");
  EXPECT_THAT(Create("a b", "", "", ""), refuses("invalid tenantID. You can locate your tenantID"));
  EXPECT_THAT(Create("t", "", "", ""), refuses("no client ID specified"));
  EXPECT_THAT(Create("t", "app", "", ""), refuses("no service connection ID specified"));
  EXPECT_THAT(Create("t", "app", "c", ""), refuses("no system access token specified"));
  EXPECT_THAT(Create(), refuses("no value for environment variable SYSTEM_OIDCREQUESTURI. This "
                                "should be set by Azure Pipelines"));
  authority_.environment->Set("SYSTEM_OIDCREQUESTURI", "https://dev.azure.com/oidctoken");
  EXPECT_THAT(Create(), refuses("cannot use an authority host without https"));
}

TEST_F(AzurePipelinesCredentialTest, TradesTheConnectionsTokenForAnAccessToken) {
  ExpectOidc(200, R"({"oidcToken":"a.b.c"})");
  const Credential credential = Create().value();
  EXPECT_THAT(authority_.transport->requests(), IsEmpty());
  for (int i = 0; i < 3; ++i) ASSERT_THAT(GetToken(credential), IsOk());
  const auto requests = authority_.transport->requests();
  ASSERT_EQ(requests.size(), 4u);
  EXPECT_THAT(requests[0].url, HasSubstr(kDiscovery));
  EXPECT_THAT(requests[1].url, HasSubstr(kConfiguration));
  EXPECT_EQ(requests[2].url,
            "https://dev.azure.com/oidctoken?api-version=7.1&serviceConnectionId=connection");
  EXPECT_EQ(requests[2].headers.Find("Client-Request-Id"), nullptr);
  EXPECT_NE(requests[2].headers.Find("User-Agent"), nullptr);
  EXPECT_EQ(requests[3].body,
            "client_assertion=a.b.c&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-"
            "assertion-type%3Ajwt-bearer&client_id=app&client_info=1&grant_type=client_credentials"
            "&scope=s+openid+offline_access+profile");
}

TEST_F(AzurePipelinesCredentialTest, ShowsTheEndpointsRefusalUnchanged) {
  ExpectOidc(404, R"({"message":"No service connection found with identifier connection"})");
  const auto token = GetToken(Create().value());
  EXPECT_THAT(token,
              StatusIs(absl::StatusCode::kUnauthenticated,
                       StartsWith("AzurePipelinesCredential authentication failed. 404 Not Found "
                                  "response from the OIDC endpoint. Check service connection ID "
                                  "and Pipeline configuration.\nPOST "
                                  "https://dev.azure.com/oidctoken\n")));
  EXPECT_THAT(std::string(token.status().message()),
              HasSubstr("No service connection found with identifier connection"));
  EXPECT_EQ(authority_.Count(kToken), 0);
}

TEST_F(AzurePipelinesCredentialTest, SendsNoEmptyAssertion) {
  ExpectOidc(200, "{}");
  EXPECT_THAT(GetToken(Create().value()),
              StatusIs(absl::StatusCode::kUnavailable,
                       StartsWith("AzurePipelinesCredential: unexpected response from OIDC "
                                  "endpoint: no oidcToken. To troubleshoot")));
  EXPECT_EQ(authority_.Count(kToken), 0);
}

TEST_F(AzurePipelinesCredentialTest, AsksABusyEndpointAgain) {
  for (int i = 0; i < 4; ++i) ExpectOidc(500, "busy");
  EXPECT_THAT(GetToken(Create().value()), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_EQ(authority_.Count("/oidctoken"), 4);
}

TEST_F(AzurePipelinesCredentialTest, LogsTheEndpointsReferencesAndNoSecret) {
  std::string log;
  logger_ = std::make_shared<Logger>(
      [&log](LogEvent, absl::string_view message) { absl::StrAppend(&log, message, "\n"); },
      std::set<LogEvent>{});
  ExpectOidc(401, "", {{"x-msedge-ref", "Ref A"}, {"x-vss-e2eid", "e2e-id"}});
  EXPECT_THAT(GetToken(Create().value()), StatusIs(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(log, HasSubstr("   X-Msedge-Ref: Ref A\n"));
  EXPECT_THAT(log, HasSubstr("   X-Vss-E2eid: e2e-id\n"));
  EXPECT_THAT(log, HasSubstr("Authorization: REDACTED\n"));
  EXPECT_THAT(log, ::testing::Not(HasSubstr("access.token")));
}

TEST_F(AzurePipelinesCredentialTest, ShowsTheAuthoritysRefusal) {
  ExpectOidc(200, R"({"oidcToken":"a.b.c"})");
  authority_.transport->Expect(
      Respond(400, R"({"error":"invalid_request","error_description":"AADSTS900023"})"),
      UrlContains(kToken));
  EXPECT_THAT(GetToken(Create().value()),
              StatusIs(absl::StatusCode::kUnauthenticated,
                       StartsWith("AzurePipelinesCredential authentication failed. \nPOST "
                                  "https://login.microsoftonline.com/t/oauth2/v2.0/token\n")));
}

}  // namespace
}  // namespace azure::identity
