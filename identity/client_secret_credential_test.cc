#include "identity/client_secret_credential.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/testing/fake_tracer.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using internal::FakeAuthority;
using internal::kConfiguration;
using internal::kDiscovery;
using internal::kToken;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kTenant[] = "11111111-2222-3333-4444-555555555555";
constexpr char kRule[] =
    "--------------------------------------------------------------------------------\n";
constexpr char kLink[] =
    "To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#client-secret";
constexpr char kInvalidInstance[] = R"({"error":"invalid_instance"})";

class ClientSecretCredentialTest : public ::testing::Test {
 protected:
  ClientSecretCredentialOptions Options() {
    ClientSecretCredentialOptions options;
    options.client = authority_.Options();
    return options;
  }
  absl::StatusOr<std::unique_ptr<ClientSecretCredential>> Create(
      absl::string_view tenant = kTenant) {
    return ClientSecretCredential::Create(tenant, "app", "p@ss", Options());
  }
  absl::StatusOr<AccessToken> GetToken(const Context& ctx = Context::Background()) {
    const auto credential = Create();
    return (*credential)->GetToken(ctx, {{"https://vault.azure.net/.default"}, "", "", false});
  }
  void SetHost(const std::string& host) {
    authority_.environment->Set("AZURE_AUTHORITY_HOST", host);
  }
  void ExpectAnswer(const char* part, int status, absl::string_view body) {
    authority_.transport->Expect(Respond(status, body), UrlContains(part));
  }
  std::vector<std::string> Requests() const {
    std::vector<std::string> lines;
    for (const HttpRequest& request : authority_.transport->requests()) {
      lines.push_back(absl::StrCat(request.method, " ", request.url));
    }
    return lines;
  }

  FakeAuthority authority_;
};

TEST_F(ClientSecretCredentialTest, ChecksItsArgumentsInOrder) {
  const auto create = [this](absl::string_view tenant, absl::string_view secret) {
    return ClientSecretCredential::Create(tenant, "app", secret, Options()).status();
  };
  SetHost("http://insecure");
  EXPECT_THAT(create("", ""),
              StatusIs(absl::StatusCode::kInvalidArgument, "secret can't be empty string"));
  EXPECT_THAT(
      create("a b", "s"),
      StatusIs(absl::StatusCode::kInvalidArgument,
               "invalid tenantID. You can locate your tenantID by following the instructions "
               "listed here: "
               "https://learn.microsoft.com/partner-center/find-ids-and-domain-names"));
  EXPECT_THAT(create("t", "s"), StatusIs(absl::StatusCode::kInvalidArgument,
                                         "cannot use an authority host without https"));
  SetHost("://x");
  EXPECT_THAT(create("t", "s"), StatusIs(absl::StatusCode::kInvalidArgument,
                                         "parse \"://x\": missing protocol scheme"));
}

TEST_F(ClientSecretCredentialTest, DoesNotCheckTheClientId) {
  EXPECT_THAT(ClientSecretCredential::Create("t", "", "s", Options()), IsOk());
}

TEST_F(ClientSecretCredentialTest, CreationSendsNothing) {
  EXPECT_THAT(Create(), IsOk());
  EXPECT_THAT(Requests(), ElementsAre());
}

TEST_F(ClientSecretCredentialTest, TheFirstTokenTakesThreeRequests) {
  const auto token = GetToken();
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "tok1");
  EXPECT_EQ(token->expires_on(), authority_.clock->Now() + absl::Seconds(3599));
  EXPECT_EQ(token->refresh_on(), absl::InfinitePast());
  EXPECT_THAT(
      Requests(),
      ElementsAre(absl::StrCat("GET https://login.microsoftonline.com/common/discovery/instance?"
                               "api-version=1.1&authorization_endpoint=https%3A%2F%2Flogin."
                               "microsoftonline.com%2F",
                               kTenant, "%2Foauth2%2Fv2.0%2Fauthorize"),
                  absl::StrCat("GET https://login.microsoftonline.com/", kTenant,
                               "/v2.0/.well-known/openid-configuration?"),
                  "POST https://login.microsoftonline.com/t/oauth2/v2.0/token"));
  const HttpRequest post = authority_.transport->requests().back();
  EXPECT_EQ(post.body,
            "client_id=app&client_secret=p%40ss&grant_type=client_credentials&"
            "scope=https%3A%2F%2Fvault.azure.net%2F.default+openid+offline_access+profile");
  EXPECT_EQ(post.headers.Get("Content-Type"), "application/x-www-form-urlencoded; charset=utf-8");
  for (const HttpRequest& request : authority_.transport->requests()) {
    EXPECT_EQ(request.headers.Get("Return-Client-Request-Id"), "false");
    EXPECT_EQ(request.headers.Get("Client-Request-Id").size(), 36u);
    EXPECT_THAT(std::string(request.headers.Get("User-Agent")), HasSubstr("azsdk-cpp-identity/"));
  }
}

TEST_F(ClientSecretCredentialTest, LogsTheToken) {
  ASSERT_THAT(GetToken(), IsOk());
  EXPECT_THAT(authority_.log, ElementsAre("ClientSecretCredential.GetToken() acquired a token for "
                                          "scope \"https://vault.azure.net/.default\""));
}

TEST_F(ClientSecretCredentialTest, PrintsWhatTheAuthorityRefused) {
  ExpectAnswer(kToken, 401,
               R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid client )"
               R"(secret provided.\r\nTrace ID: 03da4b8e","error_codes":[7000215]})");
  const auto token = GetToken();
  EXPECT_THAT(token, StatusIs(absl::StatusCode::kUnauthenticated,
                              absl::StrCat(
                                  "ClientSecretCredential authentication failed. \n"
                                  "POST https://login.microsoftonline.com/t/oauth2/v2.0/token\n",
                                  kRule, "RESPONSE 401: 401 Unauthorized\n", kRule,
                                  "{\n"
                                  "  \"error\": \"invalid_client\",\n"
                                  "  \"error_description\": \"AADSTS7000215: Invalid client secret "
                                  "provided.\\r\\nTrace ID: 03da4b8e\",\n"
                                  "  \"error_codes\": [\n"
                                  "    7000215\n"
                                  "  ]\n"
                                  "}\n",
                                  kRule, kLink)));
  const auto details = GetErrorDetails(token.status());
  ASSERT_TRUE(details.has_value());
  EXPECT_EQ(details->credential, "ClientSecretCredential");
  ASSERT_TRUE(details->entra.has_value());
  EXPECT_EQ(details->entra->error, "invalid_client");
  EXPECT_THAT(details->entra->error_codes, ElementsAre(7000215));
}

TEST_F(ClientSecretCredentialTest, NeverPrintsTheSecret) {
  ExpectAnswer(kToken, 401, "{}");
  EXPECT_THAT(GetToken().status().ToString(), Not(HasSubstr("p@ss")));
  authority_.transport->Always(Fail(absl::UnavailableError("EOF")));
  authority_.transport->Expect(Respond(200, "junk"), UrlContains(kToken));
  EXPECT_THAT(GetToken().status().ToString(), Not(HasSubstr("p@ss")));
}

TEST_F(ClientSecretCredentialTest, ACancelledCallSaysSo) {
  Context ctx = Context::Background().WithCancel();
  ctx.Cancel();
  authority_.transport->Always(Fail(absl::CancelledError("context canceled")));
  EXPECT_THAT(GetToken(ctx),
              StatusIs(absl::StatusCode::kCancelled,
                       absl::StrCat("ClientSecretCredential: unable to resolve an endpoint: server "
                                    "response error:\n context canceled. ",
                                    kLink)));
}

TEST_F(ClientSecretCredentialTest, ACallWithoutADeadlineEndsAfterThirtySeconds) {
  ExpectAnswer(kDiscovery, 200, internal::kInstanceDiscoveryBody);
  authority_.transport->Expect(Hang(authority_.clock), UrlContains(kConfiguration));
  const absl::Time start = authority_.clock->Now();
  EXPECT_THAT(GetToken(),
              StatusIs(absl::StatusCode::kDeadlineExceeded,
                       absl::StrCat("ClientSecretCredential: unable to resolve an endpoint: server "
                                    "response error:\n context deadline exceeded. ",
                                    kLink)));
  EXPECT_EQ(authority_.clock->Now() - start, absl::Seconds(30));
}

TEST_F(ClientSecretCredentialTest, InstanceDiscoveryMayFailForATrustedHost) {
  const std::vector<std::pair<int, const char*>> failures = {{400, R"({"error":"x"})"},
                                                             {400, kInvalidInstance},
                                                             {404, ""},
                                                             {200, ""},
                                                             {200, "<html>"},
                                                             {200, "[]"}};
  for (const auto& [status, body] : failures) {
    ExpectAnswer(kDiscovery, status, body);
    EXPECT_THAT(GetToken(), IsOk()) << status << body;
  }
  for (int i = 0; i < 4; ++i) ExpectAnswer(kDiscovery, 500, "");
  EXPECT_THAT(GetToken(), IsOk());
}

TEST_F(ClientSecretCredentialTest, AnUntrustedHostIsCheckedTwice) {
  SetHost("https://private.example:8443");
  ASSERT_THAT(GetToken(), IsOk());
  const std::string check = absl::StrCat(
      "GET https://login.microsoftonline.com/common/discovery/instance?api-version=1.1&"
      "authorization_endpoint=https%3A%2F%2Fprivate.example%3A8443%2F",
      kTenant, "%2Foauth2%2Fv2.0%2Fauthorize");
  EXPECT_THAT(
      Requests(),
      ElementsAre(check, check,
                  "GET https://login.microsoftonline.com/t/v2.0/.well-known/openid-configuration?",
                  "POST https://login.microsoftonline.com/t/oauth2/v2.0/token"));
}

TEST_F(ClientSecretCredentialTest, AnInvalidHostIsRefusedWithTheResponse) {
  SetHost("https://private.example");
  ExpectAnswer(kDiscovery, 400, kInvalidInstance);
  ExpectAnswer(kDiscovery, 400, kInvalidInstance);
  EXPECT_THAT(
      GetToken(),
      StatusIs(absl::StatusCode::kUnauthenticated,
               absl::StrCat("ClientSecretCredential authentication failed. \n"
                            "GET https://login.microsoftonline.com/common/discovery/instance\n",
                            kRule, "RESPONSE 400: 400 Bad Request\n", kRule,
                            "{\n  \"error\": \"invalid_instance\"\n}\n", kRule, kLink)));
}

TEST_F(ClientSecretCredentialTest, DisablingInstanceDiscoverySavesTheRequest) {
  SetHost("https://private.example");
  ExpectAnswer(kConfiguration, 200, internal::OpenIdConfigurationBody("private.example"));
  ClientSecretCredentialOptions options = Options();
  options.disable_instance_discovery = true;
  const auto credential =
      ClientSecretCredential::Create("t", "app", "s", std::move(options)).value();
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(credential->GetToken(Context::Background(), {{"s"}, "", "", false}), IsOk());
  }
  EXPECT_THAT(Requests(),
              ElementsAre("GET https://private.example/t/v2.0/.well-known/openid-configuration?",
                          "POST https://private.example/t/oauth2/v2.0/token"));
}

TEST_F(ClientSecretCredentialTest, AdfsHasNoInstanceDiscovery) {
  SetHost("https://adfs.example");
  ExpectAnswer(kConfiguration, 200, internal::OpenIdConfigurationBody("adfs.example", "adfs"));
  const auto credential = Create("adfs").value();
  EXPECT_THAT(credential->GetToken(Context::Background(), {{"s"}, "", "", false}), IsOk());
  EXPECT_THAT(Requests(),
              ElementsAre("GET https://adfs.example/adfs/.well-known/openid-configuration?",
                          "POST https://adfs.example/adfs/oauth2/v2.0/token"));
}

TEST_F(ClientSecretCredentialTest, ASovereignCloudIsAskedItself) {
  ClientSecretCredentialOptions options = Options();
  options.client.cloud = AzureChina();
  ExpectAnswer(kConfiguration, 200, internal::OpenIdConfigurationBody("login.chinacloudapi.cn"));
  const auto credential =
      ClientSecretCredential::Create("t", "app", "s", std::move(options)).value();
  EXPECT_THAT(credential->GetToken(Context::Background(), {{"s"}, "", "", false}), IsOk());
  for (const HttpRequest& request : authority_.transport->requests()) {
    EXPECT_THAT(request.url, ::testing::StartsWith("https://login.chinacloudapi.cn/"));
  }
}

TEST_F(ClientSecretCredentialTest, AnErrorOfTheConfigurationShowsItsResponse) {
  ExpectAnswer(kConfiguration, 404, "nope");
  EXPECT_THAT(GetToken(), StatusIs(absl::StatusCode::kUnauthenticated,
                                   absl::StrCat("ClientSecretCredential authentication failed. \n"
                                                "GET https://login.microsoftonline.com/",
                                                kTenant, "/v2.0/.well-known/openid-configuration\n",
                                                kRule, "RESPONSE 404: 404 Not Found\n", kRule,
                                                "nope\n", kRule, kLink)));
}

TEST_F(ClientSecretCredentialTest, AForeignIssuerIsRefused) {
  ExpectAnswer(kConfiguration, 200, internal::OpenIdConfigurationBody("evil.example"));
  EXPECT_THAT(GetToken(),
              StatusIs(absl::StatusCode::kUnavailable,
                       absl::StrCat("ClientSecretCredential: unable to resolve an endpoint: "
                                    "ResolveEndpoints(): TenantDiscoveryResponse: issuer "
                                    "'https://evil.example/t/v2.0' does not match authority "
                                    "'https://login.microsoftonline.com/",
                                    kTenant, "/' or any trusted/alias rule. ", kLink)));
}

TEST(ClientSecretCredentialTracingTest, ACallIsASpanAndSoIsEachRequest) {
  internal::FakeAuthority authority;
  const auto tracer = std::make_shared<FakeTracer>();
  ClientSecretCredentialOptions options;
  options.client = authority.Options();
  options.client.tracer = tracer;
  const auto credential = ClientSecretCredential::Create("t", "c", "s", options);
  ASSERT_THAT(credential, IsOk());
  TokenRequestOptions request;
  request.scopes = {"s"};
  authority.transport->Expect(Respond(200, R"({"access_token":"t","expires_in":3600})"),
                              UrlContains(internal::kToken));
  ASSERT_THAT((*credential)->GetToken(Context::Background(), request), IsOk());
  ASSERT_THAT((*credential)->GetToken(Context::Background(), request), IsOk());
  std::vector<std::string> names;
  for (const auto& span : tracer->records()) names.push_back(span.name);
  EXPECT_THAT(names,
              ::testing::ElementsAre("ClientSecretCredential.GetToken", "HTTP GET", "HTTP GET",
                                     "HTTP POST", "ClientSecretCredential.GetToken"));
}

}  // namespace
}  // namespace azure::identity
