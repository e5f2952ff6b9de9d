#include "identity/internal/pipeline/http_log.h"

#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
using ::testing::SizeIs;

class HttpLogTest : public testing::Test {
 protected:
  // Sends `request_` as the second try of an operation that began 3 s ago; the
  // try takes 22.965411 ms.
  absl::StatusOr<HttpResponse> Run(const FakeTransport::Answer& answer) {
    transport_->Expect([this, answer](const Context& ctx, const HttpRequest& request) {
      clock_->Advance(absl::Nanoseconds(22'965'411));
      return answer(ctx, request);
    });
    const auto logger = std::make_shared<const Logger>(
        [this](LogEvent event, absl::string_view message) { log_.emplace_back(event, message); },
        events_);
    HttpLog log(options_, logger, clock_, transport_);
    Operation second_try{clock_->Now() - absl::Seconds(3), /*sends=*/1};
    return log.Send(Context::Background(), request_, second_try);
  }

  LogOptions options_;
  std::set<LogEvent> events_;
  HttpRequest request_{"GET", "https://h/discovery?api-version=1.1&tenant=t", {}, ""};
  std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  std::shared_ptr<FakeTransport> transport_ = std::make_shared<FakeTransport>();
  std::vector<std::pair<LogEvent, std::string>> log_;
};

constexpr char kRule[] =
    "   --------------------------------------------------------------------------------\n";

TEST_F(HttpLogTest, LogsRequestAndResponse) {
  request_.headers = {
      {"user-agent", "ua"}, {"client-request-id", "secret-ish"}, {"X-MS-CLIENT-REQUEST-ID", "id"}};
  ASSERT_THAT(Run(Respond(200, "{}",
                          {{"server", "nginx"},
                           {"azure-deprecating", "soon"},
                           {"Set-Cookie", "fpc=1"},
                           {"Content-Type", "application/json"},
                           {"Set-Cookie", "slice=2"},
                           {"content-type", "text/plain"}})),
              IsOk());
  EXPECT_THAT(
      log_,
      ElementsAre(Pair(LogEvent::kRequest,
                       "==> OUTGOING REQUEST (Try=2)\n"
                       "   GET https://h/discovery?api-version=1.1&tenant=REDACTED\n"
                       "   Client-Request-Id: REDACTED\n"
                       "   User-Agent: ua\n"
                       "   X-Ms-Client-Request-Id: id\n"),
                  Pair(LogEvent::kResponse,
                       absl::StrCat("==> REQUEST/RESPONSE (Try=2/22.965411ms, OpTime=3.022965411s) "
                                    "-- RESPONSE RECEIVED\n"
                                    "   GET https://h/discovery?api-version=1.1&tenant=REDACTED\n"
                                    "   Client-Request-Id: REDACTED\n"
                                    "   User-Agent: ua\n"
                                    "   X-Ms-Client-Request-Id: id\n",
                                    kRule,
                                    "   RESPONSE Status: 200 OK\n"
                                    "   Azure-Deprecating: soon\n"
                                    "   Content-Type: application/json\n"
                                    "   Server: nginx\n"
                                    "   Set-Cookie: REDACTED\n"))));
}

TEST_F(HttpLogTest, LogsATransportErrorWithoutTheQuery) {
  EXPECT_THAT(Run(Fail(absl::UnavailableError(
                  "Get \"https://h/discovery?api-version=1.1&tenant=t\": EOF"))),
              StatusIs(absl::StatusCode::kUnavailable));
  ASSERT_THAT(log_, SizeIs(2));
  EXPECT_EQ(log_[1].second,
            absl::StrCat("==> REQUEST/RESPONSE (Try=2/22.965411ms, OpTime=3.022965411s) -- "
                         "REQUEST ERROR\n"
                         "   GET https://h/discovery?api-version=1.1&tenant=REDACTED\n"
                         "   (no headers)\n",
                         kRule,
                         "   ERROR:\n"
                         "Get \"https://h/discovery?api-version=1.1&tenant=REDACTED\": EOF\n"));
}

TEST_F(HttpLogTest, LogsTheHeadOfAResponseWhoseBodyBrokeOffAndTheError) {
  options_.include_body = true;
  request_.method = "POST";
  const auto broken = [](const Context&, const HttpRequest&) {
    HttpResponse response;
    response.status_code = 200;
    response.reason = "OK";
    response.headers = {{"Content-Type", "text/plain"}, {"Set-Cookie", "s3cret"}};
    response.body_error = absl::UnavailableError("unexpected EOF");
    return response;
  };
  const auto response = Run(broken);
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->body_error, StatusIs(absl::StatusCode::kUnavailable, "unexpected EOF"));
  ASSERT_THAT(log_, SizeIs(2));
  EXPECT_EQ(log_[1].second,
            absl::StrCat("==> REQUEST/RESPONSE (Try=2/22.965411ms, OpTime=3.022965411s) -- "
                         "REQUEST ERROR\n"
                         "   POST https://h/discovery?api-version=1.1&tenant=REDACTED\n"
                         "   (no headers)\n",
                         kRule,
                         "   RESPONSE Status: 200 OK\n"
                         "   Content-Type: text/plain\n"
                         "   Set-Cookie: REDACTED\n",
                         kRule,
                         "   ERROR:\n"
                         "body download policy: unexpected EOF\n"));
}

TEST_F(HttpLogTest, ShowsTheLengthThatTheTransportWillAdd) {
  request_.method = "POST";
  request_.body = "12345";
  ASSERT_THAT(Run(Respond(200, "")), IsOk());
  EXPECT_THAT(log_[0].second, HasSubstr("\n   Content-Length: 5\n"));
}

TEST_F(HttpLogTest, ShowsWhatTheOptionsAllow) {
  options_.allowed_headers = {"X-VSS-E2EID", "Authorization", "SECRET"};
  options_.allowed_query_parameters = {"Tenant"};
  request_.headers = {{"x-vss-e2eid", "e2e"}, {"authorization", "Bearer t"}, {"secret", "s"}};
  ASSERT_THAT(Run(Respond(200, "")), IsOk());
  EXPECT_EQ(log_[0].second,
            "==> OUTGOING REQUEST (Try=2)\n"
            "   GET https://h/discovery?api-version=1.1&tenant=t\n"
            "   Authorization: REDACTED\n"
            "   Secret: REDACTED\n"
            "   X-Vss-E2eid: e2e\n");
}

TEST_F(HttpLogTest, ShowsNoBodiesByDefault) {
  request_.headers = {{"Content-Type", "application/json"}};
  request_.body = "{\"question\":1}";
  ASSERT_THAT(Run(Respond(200, "{\"answer\":2}", {{"Content-Type", "application/json"}})), IsOk());
  for (const auto& [event, record] : log_) {
    EXPECT_THAT(record, Not(HasSubstr("question")));
    EXPECT_THAT(record, Not(HasSubstr("answer")));
  }
}

TEST_F(HttpLogTest, ShowsTextJsonAndXmlBodiesIfAsked) {
  options_.include_body = true;
  for (const char* type :
       {"text/html", "Application/JSON; charset=utf-8", "application/soap+xml"}) {
    log_.clear();
    request_.headers = {{"Content-Type", type}};
    request_.body = "question";
    ASSERT_THAT(Run(Respond(400, "{\n}", {{"Content-Type", type}})), IsOk());
    EXPECT_THAT(log_[0].second, testing::EndsWith(absl::StrCat("   Content-Type: ", type, "\n",
                                                               kRule, "question\n", kRule)));
    EXPECT_THAT(log_[1].second, testing::EndsWith(absl::StrCat("   Content-Type: ", type, "\n",
                                                               kRule, "{\n}\n", kRule)));
  }
}

TEST_F(HttpLogTest, NeverShowsAForm) {
  options_.include_body = true;
  request_.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"}};
  request_.body = "client_secret=s3cret";
  ASSERT_THAT(Run(Respond(200, "x", {{"Content-Type", "Image/PNG"}})), IsOk());
  EXPECT_THAT(log_[0].second,
              testing::EndsWith(
                  "   Skip logging body for application/x-www-form-urlencoded; charset=utf-8\n"));
  EXPECT_THAT(log_[0].second, Not(HasSubstr("s3cret")));
  EXPECT_THAT(log_[1].second, testing::EndsWith("   Skip logging body for image/png\n"));
}

TEST_F(HttpLogTest, NeverShowsAToken) {
  options_.include_body = true;
  ASSERT_THAT(Run(Respond(200, "{\"access_token\":\"s3cret\",\"expires_in\":1}",
                          {{"Content-Type", "application/json"}})),
              IsOk());
  EXPECT_THAT(log_[1].second, HasSubstr("{\"access_token\":\"REDACTED\",\"expires_in\":1}\n"));
}

TEST_F(HttpLogTest, SaysThatThereIsNoBody) {
  options_.include_body = true;
  ASSERT_THAT(Run(Respond(200, "", {{"Content-Type", "text/plain"}})), IsOk());
  EXPECT_THAT(log_[0].second, testing::EndsWith("   (no headers)\n   Request contained no body\n"));
  EXPECT_THAT(log_[1].second, testing::EndsWith("   Response contained no body\n"));
  log_.clear();
  ASSERT_THAT(Run(Respond(200, "untyped")), IsOk());
  EXPECT_THAT(log_[1].second, testing::EndsWith("   Response contained no body\n"));
}

TEST_F(HttpLogTest, LogsOnlyWhatTheLoggerWants) {
  events_ = {LogEvent::kRetry};
  ASSERT_THAT(Run(Respond(200, "")), IsOk());
  EXPECT_THAT(log_, IsEmpty());
  events_ = {LogEvent::kResponse};
  ASSERT_THAT(Run(Respond(200, "")), IsOk());
  EXPECT_THAT(log_, ElementsAre(Pair(LogEvent::kResponse, testing::_)));
}

}  // namespace
}  // namespace azure::identity::internal
