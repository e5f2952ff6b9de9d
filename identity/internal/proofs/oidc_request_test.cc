#include "identity/internal/proofs/oidc_request.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pair;

constexpr char kUri[] = "https://dev.azure.com/org/_apis/distributedtask/oidctoken";
constexpr char kLine[] =
    "--------------------------------------------------------------------------------\n";
constexpr char kLink[] = "To troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#apc";

class OidcRequestTest : public ::testing::Test {
 protected:
  absl::StatusOr<std::string> Send(const std::string& uri = kUri,
                                   const std::string& connection = "connection") {
    return OidcRequest(uri, connection, "access.token", transport_).Send(Context::Background());
  }
  absl::StatusOr<std::string> SendAndGet(absl::string_view body) {
    transport_->Expect(Respond(200, body));
    return Send();
  }

  const std::shared_ptr<FakeTransport> transport_ = std::make_shared<FakeTransport>();
};

TEST_F(OidcRequestTest, PostsNothingButItsQueryAndTwoHeaders) {
  EXPECT_THAT(SendAndGet(R"({"oidcToken":"a.b.c"})"), IsOkAndHolds("a.b.c"));
  const HttpRequest request = transport_->requests().back();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, absl::StrCat(kUri, "?api-version=7.1&serviceConnectionId=connection"));
  EXPECT_EQ(request.body, "");
  EXPECT_THAT(request.headers.fields(), ElementsAre(Pair("Authorization", "Bearer access.token"),
                                                    Pair("X-TFS-FedAuthRedirect", "Suppress")));
}

TEST_F(OidcRequestTest, WritesTheQueryAnew) {
  transport_->Always(Respond(200, R"({"oidcToken":"t"})"));
  EXPECT_THAT(Send(kUri, "a b;c&z=%41"), IsOk());
  EXPECT_EQ(transport_->requests().back().url,
            absl::StrCat(kUri, "?api-version=7.1&serviceConnectionId=a+b%3Bc&z=A"));
}

TEST_F(OidcRequestTest, ReadsTheTokenAsGoDoes) {
  EXPECT_THAT(SendAndGet(R"({"OIDCTOKEN":"old","x":1,"oidctoken":"t","oidcToken":null})"),
              IsOkAndHolds("t"));
}

TEST_F(OidcRequestTest, NeverShowsAResponseThatMayHoldAToken) {
  for (const char* body : {"", "<html>", "[]", "5", R"({"oidcToken":5})", R"({"oidcToken":"t")",
                           R"({"oidcToken":"t"} x)"}) {
    EXPECT_THAT(SendAndGet(body),
                StatusIs(absl::StatusCode::kUnavailable,
                         absl::StrCat("AzurePipelinesCredential: unexpected response from OIDC "
                                      "endpoint. ",
                                      kLink)))
        << body;
  }
}

TEST_F(OidcRequestTest, NeedsAToken) {
  for (const char* body :
       {"{}", "null", R"({"oidcToken":""})", R"({"oidcToken":null})", R"({"token":"t"})"}) {
    EXPECT_THAT(SendAndGet(body),
                StatusIs(absl::StatusCode::kUnavailable,
                         absl::StrCat("AzurePipelinesCredential: unexpected response from OIDC "
                                      "endpoint: no oidcToken. ",
                                      kLink)))
        << body;
  }
}

TEST_F(OidcRequestTest, ShowsARefusalWithItsReferences) {
  transport_->Expect(Respond(
      401, "", {{"x-vss-e2eid", "e2e-id"}, {"X-MSEdge-Ref", "Ref A: 1 Ref B: 2"}, {"x", "y"}}));
  const auto token = Send();
  EXPECT_THAT(token,
              StatusIs(absl::StatusCode::kUnauthenticated,
                       absl::StrCat("AzurePipelinesCredential authentication failed. 401 "
                                    "Unauthorized response from the OIDC endpoint. Check service "
                                    "connection ID and Pipeline configuration.\n"
                                    "x-msedge-ref: Ref A: 1 Ref B: 2\nx-vss-e2eid: e2e-id\nPOST ",
                                    kUri, "\n", kLine, "RESPONSE 401: 401 Unauthorized\n", kLine,
                                    "Response contained no body\n", kLine, kLink)));
  EXPECT_THAT(token.status().ToString(), Not(HasSubstr("access.token")));
}

TEST_F(OidcRequestTest, ShowsEveryOtherStatusToo) {
  for (const int status : {201, 203, 302, 404}) {
    transport_->Expect(Respond(status, R"({"oidcToken":"not.for.you","message":"hello"})"));
    const auto token = Send();
    const auto details = GetErrorDetails(token.status());
    ASSERT_TRUE(details.has_value());
    EXPECT_EQ(details->http.value().status_code, status);
    EXPECT_THAT(std::string(token.status().message()), HasSubstr("hello"));
    EXPECT_THAT(token.status().ToString(), Not(HasSubstr("not.for.you")));
  }
}

TEST_F(OidcRequestTest, SaysWhyItCannotAsk) {
  const struct {
    const char* uri;
    const char* connection;
    const char* text;
  } kCases[] = {
      {kUri, "%zz", R"(couldn't encode OIDC URL: invalid URL escape "%zz")"},
      {"https://bad host/", "c",
       R"(couldn't create OIDC token request: parse )"
       R"("https://bad host/?api-version=7.1&serviceConnectionId=c": invalid character " " in )"
       R"(host name)"},
      {"oidctoken", "c", "couldn't send OIDC token request: no Host in request URL"},
      {"ftp://host/", "c", "couldn't send OIDC token request: unsupported protocol scheme ftp"},
  };
  for (const auto& test : kCases) {
    EXPECT_THAT(Send(test.uri, test.connection),
                StatusIs(absl::StatusCode::kInvalidArgument,
                         absl::StrCat("AzurePipelinesCredential: ", test.text, ". ", kLink)));
  }
}

TEST_F(OidcRequestTest, PassesTheTransportsErrorOn) {
  transport_->Expect(Fail(absl::CancelledError("context canceled")));
  EXPECT_THAT(Send(), StatusIs(absl::StatusCode::kCancelled,
                               absl::StrCat("AzurePipelinesCredential: couldn't send OIDC token "
                                            "request: context canceled. ",
                                            kLink)));
}

}  // namespace
}  // namespace azure::identity::internal
