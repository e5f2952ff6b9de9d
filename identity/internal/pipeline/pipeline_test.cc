#include "identity/internal/pipeline/pipeline.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class PipelineTest : public testing::Test {
 protected:
  PipelineTest() {
    options_.transport = transport_;
    options_.seams.clock = std::make_shared<FakeClock>(FakeClock::Sleep::kAdvances);
    options_.seams.random = std::make_shared<FakeRandom>();
    options_.seams.environment = std::make_shared<FakeEnvironment>();
  }

  std::shared_ptr<FakeTransport> transport_ = std::make_shared<FakeTransport>();
  ClientOptions options_;
  const HttpRequest request_{"GET", "https://h/p?", {}, ""};
};

TEST_F(PipelineTest, LogsEveryTryInAzcoresOrder) {
  std::vector<std::string> first_lines;
  options_.logging.logger =
      std::make_shared<const Logger>([&first_lines](LogEvent event, absl::string_view message) {
        first_lines.push_back(
            absl::StrCat(LogEventName(event), ": ", message.substr(0, message.find('\n'))));
      });
  transport_->Expect(Respond(503, "busy"));
  transport_->Expect(Respond(200, "ok"));

  const auto response = NewPipeline(options_)->Send(Context::Background(), request_);

  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->body, "ok");
  EXPECT_THAT(
      first_lines,
      ElementsAre(
          "Retry: =====> Try=1 for GET https://h/p?", "Request: ==> OUTGOING REQUEST (Try=1)",
          "Response: ==> REQUEST/RESPONSE (Try=1/0s, OpTime=0s) -- RESPONSE RECEIVED",
          "Retry: response 503", "Retry: End Try #1, Delay=640ms",
          "Retry: =====> Try=2 for GET https://h/p?", "Request: ==> OUTGOING REQUEST (Try=2)",
          "Response: ==> REQUEST/RESPONSE (Try=2/0s, OpTime=640ms) -- RESPONSE RECEIVED",
          "Retry: response 200", "Retry: exit due to non-retriable status code"));
}

TEST_F(PipelineTest, NeverReturnsAResponseWhoseBodyBrokeOff) {
  options_.retry.max_retries = -1;
  for (const char* method : {"GET", "POST"}) {
    transport_->Expect([](const Context&, const HttpRequest&) {
      HttpResponse response;
      response.status_code = 200;
      response.body_error = absl::UnavailableError("unexpected EOF");
      return response;
    });
    EXPECT_THAT(NewPipeline(options_)->Send(Context::Background(), {method, "https://h/", {}, ""}),
                StatusIs(absl::StatusCode::kUnavailable));
  }
}

TEST_F(PipelineTest, SendsTheUserAgentUnlessItIsDisabled) {
  transport_->Always(Respond(200, ""));
  options_.telemetry.application_id = "app";
  ASSERT_THAT(NewPipeline(options_)->Send(Context::Background(), request_), IsOk());
  options_.telemetry.disabled = true;
  ASSERT_THAT(NewPipeline(options_)->Send(Context::Background(), request_), IsOk());
  EXPECT_THAT(std::string(transport_->requests()[0].headers.Get("User-Agent")),
              StartsWith("app azsdk-cpp-identity/"));
  EXPECT_EQ(transport_->requests()[1].headers.Find("User-Agent"), nullptr);
}

TEST_F(PipelineTest, LogsToStandardErrorIfTheEnvironmentSaysSo) {
  auto environment = std::make_shared<FakeEnvironment>();
  environment->Set("AZURE_SDK_GO_LOGGING", "all");
  options_.seams.environment = environment;
  transport_->Expect(Respond(200, ""));
  testing::internal::CaptureStderr();
  const auto response = NewPipeline(options_)->Send(Context::Background(), request_);
  const std::string log = testing::internal::GetCapturedStderr();
  EXPECT_THAT(response, IsOk());
  EXPECT_THAT(log, HasSubstr("] Request: ==> OUTGOING REQUEST (Try=1)\n"));
}

TEST_F(PipelineTest, AsksTheNetworkIfThereIsNoTransport) {
  options_.transport = nullptr;
  options_.retry.max_retries = -1;
  EXPECT_FALSE(NewPipeline(options_)
                   ->Send(Context::Background(), {"GET", "https://127.0.0.1:0/", {}, ""})
                   .ok());
}

}  // namespace
}  // namespace azure::identity::internal
