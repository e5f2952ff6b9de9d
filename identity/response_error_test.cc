#include "identity/response_error.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

HttpResponse Response(int status, std::string reason, std::string body, HttpHeaders headers = {}) {
  HttpResponse response;
  response.status_code = status;
  response.reason = std::move(reason);
  response.body = std::move(body);
  response.headers = std::move(headers);
  response.request_method = "GET";
  response.request_url = "https://contoso.vault.azure.net/secrets/a%20b?api-version=7.4";
  return response;
}

HttpErrorDetails Details(const HttpResponse& response) {
  return *GetErrorDetails(NewResponseError(response))->http;
}

TEST(NewResponseErrorTest, SaysWhatAzcoreSays) {
  constexpr char kRule[] =
      "--------------------------------------------------------------------------------\n";
  EXPECT_THAT(
      NewResponseError(Response(403, "Forbidden", R"({"error":{"code":"Forbidden"}})")),
      StatusIs(absl::StatusCode::kPermissionDenied,
               absl::StrCat("GET https://contoso.vault.azure.net/secrets/a%20b\n", kRule,
                            "RESPONSE 403: 403 Forbidden\nERROR CODE: Forbidden\n", kRule,
                            "{\n  \"error\": {\n    \"code\": \"Forbidden\"\n  }\n}\n", kRule)));
}

TEST(NewResponseErrorTest, KnowsHowServicesSayIt) {
  const struct {
    const char* what;
    HttpResponse response;
    const char* code;
    const char* message;
  } cases[] = {
      {"Resource Manager",
       Response(403, "", R"({"error":{"code":"AuthorizationFailed","message":"No role."}})"),
       "AuthorizationFailed", "No role."},
      {"Storage",
       Response(403, "",
                "<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code>"
                "<Message>Signed &amp; &lt;late&gt;\nTime:1</Message></Error>"),
       "AuthenticationFailed", "Signed & <late>\nTime:1"},
      {"Storage Tables",
       Response(
           404, "",
           R"({"odata.error":{"code":"TableNotFound","message":{"lang":"","value":"None."}}})"),
       "TableNotFound", "None."},
      {"a header, as of HEAD", Response(404, "", "", {{"x-ms-error-code", "BlobNotFound"}}),
       "BlobNotFound", ""},
      {"a message of another type", Response(400, "", R"({"error":{"code":"C","message":7}})"), "C",
       ""},
      {"nothing", Response(401, "", "<html>"), "", ""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Details(c.response).error_code, c.code) << c.what;
    EXPECT_EQ(Details(c.response).error_message, c.message) << c.what;
  }
}

TEST(NewResponseErrorTest, ShowsNoToken) {
  const auto error =
      NewResponseError(Response(400, "", R"({"error":{"message":"m"},"access_token":"shh"})"));
  EXPECT_THAT(std::string(error.message()), Not(HasSubstr("shh")));
}

TEST(NewResponseErrorTest, IsLogged) {
  std::vector<std::pair<std::string, std::string>> log;
  const Logger logger([&log](LogEvent event, absl::string_view message) {
    log.emplace_back(LogEventName(event), message);
  });
  const auto error = NewResponseError(Response(500, "", ""), logger);
  EXPECT_THAT(log, ElementsAre(Pair("ResponseError", std::string(error.message()))));
}

TEST(ServiceErrorHintTest, TellsAuthenticationFromAuthorization) {
  EXPECT_THAT(ServiceErrorHint(NewResponseError(Response(401, "", ""))),
              AllOf(HasSubstr("Authentication succeeded"), HasSubstr("(401)"), HasSubstr("scope"),
                    HasSubstr("role")));
  EXPECT_THAT(ServiceErrorHint(NewResponseError(Response(403, "", ""))),
              AllOf(HasSubstr("(403)"), Not(HasSubstr("scope")), HasSubstr("role")));
}

TEST(ServiceErrorHintTest, HasNothingToSayAboutOtherErrors) {
  EXPECT_EQ(ServiceErrorHint(absl::OkStatus()), "");
  EXPECT_EQ(ServiceErrorHint(absl::PermissionDeniedError("another's")), "");
  EXPECT_EQ(ServiceErrorHint(CredentialUnavailableError("x")), "");
  EXPECT_EQ(ServiceErrorHint(NewResponseError(Response(404, "", ""))), "");
}

}  // namespace
}  // namespace azure::identity
