#include "identity/internal/errors/error_format.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/error_details.h"
#include "identity/internal/errors/error_layout.h"
#include "identity/internal/errors/error_payload.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

const std::string kRule(80, '-');
constexpr char kLink[] = "To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#";

HttpResponse Response(int status_code, std::string reason, std::string body) {
  HttpResponse response;
  response.status_code = status_code;
  response.reason = std::move(reason);
  response.body = std::move(body);
  response.request_method = "POST";
  response.request_url = "https://h/t/oauth2/v2.0/token";
  return response;
}

ErrorDetails DetailsOf(const absl::Status& status) {
  return DetailsFromStatus(status).value_or(ErrorDetails());
}

// Every error's text is its details' in azidentity's layout.
void ExpectTextFromDetails(const absl::Status& status) {
  EXPECT_EQ(LayOutError(DetailsOf(status), ErrorLayout::kAzidentity), status.message());
}

TEST(AuthenticationFailedTest, ShowsRequestResponseAndLink) {
  HttpResponse response = Response(
      401, "Unauthorized",
      R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. …'86be4c01'.\r\nTrace ID: 03da4b8e-5ffe-48ca-9754-aff4276f0100\r\nCorrelation ID: 7b12f9bb-2eef-42e3-ad75-eee69ec9088d\r\nTimestamp: 2022-03-02 18:25:26Z","error_codes":[7000215],"timestamp":"2022-03-02 18:25:26Z","trace_id":"03da4b8e","correlation_id":"7b12f9bb","error_uri":"https://login.microsoftonline.com/error?code=7000215"})");
  response.request_url =
      "https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token";

  const absl::Status status = AuthenticationFailed("ClientSecretCredential", "", response);

  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnauthenticated,
                               R"(ClientSecretCredential authentication failed. 
POST https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555/oauth2/v2.0/token
--------------------------------------------------------------------------------
RESPONSE 401: 401 Unauthorized
--------------------------------------------------------------------------------
{
  "error": "invalid_client",
  "error_description": "AADSTS7000215: Invalid client secret provided. …'86be4c01'.\r\nTrace ID: 03da4b8e-5ffe-48ca-9754-aff4276f0100\r\nCorrelation ID: 7b12f9bb-2eef-42e3-ad75-eee69ec9088d\r\nTimestamp: 2022-03-02 18:25:26Z",
  "error_codes": [
    7000215
  ],
  "timestamp": "2022-03-02 18:25:26Z",
  "trace_id": "03da4b8e",
  "correlation_id": "7b12f9bb",
  "error_uri": "https://login.microsoftonline.com/error?code=7000215"
}
--------------------------------------------------------------------------------
To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#client-secret)"));
  ExpectTextFromDetails(status);
}

TEST(AuthenticationFailedTest, DescribesTheExchangeInThePayload) {
  HttpResponse response =
      Response(400, "Bad Request", R"({"error":"invalid_grant","claims":"{}"})");
  response.request_url = "https://user:pw@h:8443/t%20t/token?client_id=x#f";

  const ErrorDetails details =
      DetailsOf(AuthenticationFailed("WorkloadIdentityCredential", "why", response));

  EXPECT_EQ(details.kind, ErrorKind::kAuthenticationFailed);
  EXPECT_EQ(details.credential, "WorkloadIdentityCredential");
  EXPECT_EQ(details.message, "why");
  ASSERT_TRUE(details.http.has_value());
  EXPECT_EQ(details.http->method, "POST");
  EXPECT_EQ(details.http->url, "https://h:8443/t t/token");
  EXPECT_EQ(details.http->status_code, 400);
  EXPECT_EQ(details.http->reason, "Bad Request");
  EXPECT_EQ(details.http->body, R"({"error":"invalid_grant","claims":"{}"})");
  ASSERT_TRUE(details.entra.has_value());
  EXPECT_EQ(details.entra->error, "invalid_grant");
  EXPECT_EQ(details.entra->claims, "{}");
  EXPECT_EQ(details.troubleshooting_anchor, "workload");
}

TEST(AuthenticationFailedTest, PutsAMessageOnTheFirstLine) {
  const absl::Status status = AuthenticationFailed("ManagedIdentityCredential", "it broke",
                                                   Response(403, "Forbidden", "x"));
  EXPECT_EQ(status.message(),
            absl::StrCat("ManagedIdentityCredential authentication failed. it broke\n"
                         "POST https://h/t/oauth2/v2.0/token\n",
                         kRule, "\nRESPONSE 403: 403 Forbidden\n", kRule, "\nx\n", kRule, "\n",
                         kLink, "managed-id"));
  ExpectTextFromDetails(status);
}

TEST(AuthenticationFailedTest, EndsWithTheRuleWithoutAnAnchor) {
  const absl::Status status =
      AuthenticationFailed("ClientAssertionCredential", "", Response(500, "Oops", "x"));
  EXPECT_EQ(status.message(),
            absl::StrCat("ClientAssertionCredential authentication failed. \n"
                         "POST https://h/t/oauth2/v2.0/token\n",
                         kRule, "\nRESPONSE 500: 500 Oops\n", kRule, "\nx\n", kRule));
}

TEST(AuthenticationFailedTest, LinksTheSectionOfEachCredential) {
  const std::pair<const char*, const char*> anchors[] = {
      {"AzureCLICredential", "azure-cli"},
      {"AzureDeveloperCLICredential", "azd"},
      {"AzurePipelinesCredential", "apc"},
      {"AzurePowerShellCredential", "azure-pwsh"},
      {"ClientCertificateCredential", "client-cert"},
      {"ManagedIdentityCredential", "managed-id"},
      {"ClientSecretCredential", "client-secret"},
      {"WorkloadIdentityCredential", "workload"},
  };
  for (const auto& [credential, anchor] : anchors) {
    EXPECT_THAT(std::string(AuthenticationFailed(credential, "m").message()),
                EndsWith(absl::StrCat("m. ", kLink, anchor)));
  }
  for (const char* credential :
       {"ClientAssertionCredential", "OnBehalfOfCredential", "DeviceCodeCredential",
        "InteractiveBrowserCredential", "UsernamePasswordCredential", "ChainedTokenCredential",
        "DefaultAzureCredential", "EnvironmentCredential"}) {
    EXPECT_EQ(AuthenticationFailed(credential, "m").message(), absl::StrCat(credential, ": m"));
  }
}

TEST(AuthenticationFailedTest, ShowsAnyBody) {
  const struct {
    std::string body;
    std::string shown;
  } cases[] = {
      {"", "Response contained no body"},
      {"<html>\n</html>\n", "<html>\n</html>\n"},
      {"  {\"a\" : 1}  \n", "{\n  \"a\": 1\n}  \n"},
      {"{\"a\":1} trailing", "{\"a\":1} trailing"},
      {std::string("\0\xff\xfe{", 4), std::string("\0\xff\xfe{", 4)},
      {std::string(60'000, 'x'), std::string(60'000, 'x')},
      {std::string(60'000, '['), std::string(60'000, '[')},
  };
  for (const auto& c : cases) {
    const absl::Status status =
        AuthenticationFailed("ClientAssertionCredential", "", Response(502, "Bad Gateway", c.body));
    const bool equal = status.message() == absl::StrCat(
                                               "ClientAssertionCredential authentication failed. \n"
                                               "POST https://h/t/oauth2/v2.0/token\n",
                                               kRule, "\nRESPONSE 502: 502 Bad Gateway\n", kRule,
                                               "\n", c.shown, "\n", kRule);
    EXPECT_TRUE(equal) << c.body.substr(0, 40);
    EXPECT_EQ(DetailsOf(status).http->body, c.body);
  }
}

TEST(AuthenticationFailedTest, SaysWhenTheRequestIsNotKnown) {
  HttpResponse response = Response(500, "", "x");
  response.request_method.clear();
  response.request_url.clear();
  const absl::Status status = AuthenticationFailed("ClientAssertionCredential", "", response);
  EXPECT_EQ(status.message(), absl::StrCat("ClientAssertionCredential authentication failed. \n"
                                           "Request information not available\n",
                                           kRule, "\nRESPONSE 500: 500 \n", kRule, "\nx\n", kRule));
}

TEST(AuthenticationFailedTest, NeverShowsAToken) {
  const absl::Status status = AuthenticationFailed(
      "ClientSecretCredential", "",
      Response(202, "Accepted", R"({"access_token":"s3cret","token_type":"Bearer"})"));
  EXPECT_THAT(status.ToString(), Not(HasSubstr("s3cret")));
  EXPECT_THAT(std::string(status.message()), HasSubstr("\"token_type\": \"Bearer\""));
}

TEST(AuthenticationFailedTest, TakesItsCodeFromTheHttpStatus) {
  const std::pair<int, absl::StatusCode> cases[] = {
      {200, absl::StatusCode::kUnauthenticated},   {400, absl::StatusCode::kUnauthenticated},
      {401, absl::StatusCode::kUnauthenticated},   {408, absl::StatusCode::kDeadlineExceeded},
      {429, absl::StatusCode::kResourceExhausted}, {500, absl::StatusCode::kUnavailable},
      {503, absl::StatusCode::kUnavailable},       {504, absl::StatusCode::kUnavailable},
  };
  for (const auto& [http_status, code] : cases) {
    EXPECT_EQ(
        AuthenticationFailed("ClientSecretCredential", "", Response(http_status, "", "")).code(),
        code)
        << http_status;
  }
}

TEST(AuthenticationFailedTest, KeepsLittleOfALongBody) {
  const std::string body =
      absl::StrCat(R"({"error":"e","error_description":")", std::string(4 << 20, 'x'), "\"}");
  const absl::Status status =
      AuthenticationFailed("ClientSecretCredential", "", Response(500, "", body));
  EXPECT_LT(status.message().size(), 6000u);
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("… [4096 of 4194340 bytes]"));
  EXPECT_LT(DetailsOf(status).http->body.size(), 5000u);
  EXPECT_FALSE(DetailsOf(status).entra.has_value());
}

TEST(AuthenticationFailedTest, WithoutAResponsePunctuatesTheMessage) {
  EXPECT_THAT(
      AuthenticationFailed(
          "ClientSecretCredential",
          "unable to resolve an endpoint: server response error:\n context canceled",
          absl::StatusCode::kCancelled),
      StatusIs(absl::StatusCode::kCancelled,
               "ClientSecretCredential: unable to resolve an endpoint: server response error:\n "
               "context canceled. To troubleshoot, visit "
               "https://aka.ms/azsdk/go/identity/troubleshoot#client-secret"));
  EXPECT_THAT(
      AuthenticationFailed("ClientAssertionCredential", "callback failed"),
      StatusIs(absl::StatusCode::kUnavailable, "ClientAssertionCredential: callback failed"));
  EXPECT_EQ(AuthenticationFailed("AzureCLICredential", "exit status 3").message(),
            "AzureCLICredential: exit status 3. To troubleshoot, visit "
            "https://aka.ms/azsdk/go/identity/troubleshoot#azure-cli");
  EXPECT_EQ(AuthenticationFailed("AzureCLICredential", "Run 'az login'.").message(),
            "AzureCLICredential: Run 'az login'. To troubleshoot, visit "
            "https://aka.ms/azsdk/go/identity/troubleshoot#azure-cli");
}

TEST(AuthenticationFailedTest, KeepsAMessageThatIsNotUtf8) {
  const absl::Status status =
      AuthenticationFailed("ClientAssertionCredential", absl::string_view("a\xff\0b", 4));
  EXPECT_EQ(status.message(), absl::string_view("ClientAssertionCredential: a\xff\0b", 31));
  ExpectTextFromDetails(status);
}

TEST(CredentialUnavailableTest, HasNoLink) {
  const absl::Status status =
      CredentialUnavailable("WorkloadIdentityCredential", "no client ID specified");
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition,
                               "WorkloadIdentityCredential: no client ID specified"));
  EXPECT_EQ(DetailsOf(status).kind, ErrorKind::kCredentialUnavailable);
  ExpectTextFromDetails(status);
}

TEST(AuthenticationRequiredTest, TellsWhatToDoAndWhatToAskFor) {
  const TokenRequestOptions request = {{"a", "b"}, "tenant", R"({"c":1})", true};
  const absl::Status status = AuthenticationRequired("DeviceCodeCredential", request);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition,
                               "DeviceCodeCredential can't acquire a token without user "
                               "interaction. Call Authenticate to authenticate a user "
                               "interactively"));
  ExpectTextFromDetails(status);
  const ErrorDetails details = DetailsOf(status);
  EXPECT_EQ(details.kind, ErrorKind::kAuthenticationRequired);
  ASSERT_TRUE(details.token_request.has_value());
  EXPECT_THAT(details.token_request->scopes, ::testing::ElementsAre("a", "b"));
  EXPECT_EQ(details.token_request->tenant_id, "tenant");
  EXPECT_EQ(details.token_request->claims, R"({"c":1})");
  EXPECT_TRUE(details.token_request->enable_cae);
}

TEST(AuthenticationFailedVerbatimTest, IsTheMessageAlone) {
  const absl::Status status = AuthenticationFailedVerbatim(
      "http call(u)(POST) error", absl::StatusCode::kUnauthenticated, R"({"error":"e"})");
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnauthenticated, "http call(u)(POST) error"));
  EXPECT_EQ(DetailsOf(status).entra->error, "e");
  ExpectTextFromDetails(status);
}

TEST(ResponseErrorTest, ShowsTheServicesCodeAndEndsWithANewline) {
  HttpResponse response = Response(403, "Forbidden", R"({"error":{"code":"Other","message":"m"}})");
  response.request_method = "GET";
  response.request_url = "https://myvault.vault.azure.net/secrets/x?api-version=7.4";
  response.headers.Set("x-ms-error-code", "AuthorizationFailure");
  const absl::Status status = ResponseError(response);
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kPermissionDenied,
                               R"(GET https://myvault.vault.azure.net/secrets/x
--------------------------------------------------------------------------------
RESPONSE 403: 403 Forbidden
ERROR CODE: AuthorizationFailure
--------------------------------------------------------------------------------
{
  "error": {
    "code": "Other",
    "message": "m"
  }
}
--------------------------------------------------------------------------------
)"));
  EXPECT_EQ(DetailsOf(status).kind, ErrorKind::kServiceError);
  ExpectTextFromDetails(status);
}

TEST(ResponseErrorTest, SaysWhatIsMissing) {
  HttpResponse response = Response(404, "Not Found", "");
  response.request_method = "GET";
  response.request_url = "https://h/secrets/a%20b";
  EXPECT_EQ(ResponseError(response).message(),
            absl::StrCat("GET https://h/secrets/a%20b\n", kRule,
                         "\nRESPONSE 404: 404 Not Found\nERROR CODE UNAVAILABLE\n", kRule,
                         "\nResponse contained no body\n", kRule, "\n"));
  response.request_method.clear();
  response.request_url.clear();
  EXPECT_EQ(ResponseError(response).message(),
            absl::StrCat("Request information not available\n", kRule,
                         "\nRESPONSE 404: 404 Not Found\nERROR CODE UNAVAILABLE\n", kRule,
                         "\nResponse contained no body\n", kRule, "\n"));
  ErrorDetails details;
  details.kind = ErrorKind::kServiceError;
  EXPECT_EQ(
      LayOutError(details, ErrorLayout::kAzidentity),
      absl::StrCat("Missing RawResponse\n", kRule, "\nERROR CODE UNAVAILABLE\n", kRule, "\n"));
}

TEST(ResponseErrorTest, TakesItsCodeFromTheHttpStatus) {
  const std::pair<int, absl::StatusCode> cases[] = {
      {401, absl::StatusCode::kUnauthenticated},   {404, absl::StatusCode::kNotFound},
      {408, absl::StatusCode::kUnavailable},       {409, absl::StatusCode::kFailedPrecondition},
      {400, absl::StatusCode::kInvalidArgument},   {500, absl::StatusCode::kInternal},
      {429, absl::StatusCode::kResourceExhausted}, {503, absl::StatusCode::kUnavailable},
  };
  for (const auto& [http_status, code] : cases) {
    EXPECT_EQ(ResponseError(Response(http_status, "", "")).code(), code) << http_status;
  }
}

TEST(StatusFromDetailsTest, NeverMakesAnOkStatus) {
  EXPECT_THAT(StatusFromDetails(absl::StatusCode::kOk, ErrorDetails()),
              StatusIs(absl::StatusCode::kUnknown));
}

}  // namespace
}  // namespace azure::identity::internal
