#include "identity/internal/pipeline/retry_policy.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Answers the nth try with the nth script entry, the last one for all after.
class ScriptedSender final : public OperationSender {
 public:
  using Answer = std::function<absl::StatusOr<HttpResponse>(const Context&)>;

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest&,
                                    Operation& operation) override {
    ++operation.sends;
    attempts.push_back(operation);
    return script[std::min(attempts.size(), script.size()) - 1](ctx);
  }

  std::vector<Answer> script;
  std::vector<Operation> attempts;
};

ScriptedSender::Answer Status(int code, HttpHeaders headers = {}) {
  HttpResponse response;
  response.status_code = code;
  response.headers = std::move(headers);
  return [response](const Context&) { return response; };
}

ScriptedSender::Answer Failure(const absl::Status& status) {
  return [status](const Context&) { return status; };
}

class RetryPolicyTest : public testing::Test {
 protected:
  absl::StatusOr<HttpResponse> Run(std::vector<ScriptedSender::Answer> script,
                                   const Context& ctx = Context::Background(),
                                   const std::string& method = "POST") {
    sender_->script = std::move(script);
    const auto logger =
        std::make_shared<const Logger>([this](LogEvent event, absl::string_view message) {
          EXPECT_EQ(event, LogEvent::kRetry);
          log_.emplace_back(message);
        });
    RetryPolicy policy(options_, logger, clock_, random_, sender_);
    HttpRequest request;
    request.method = method;
    request.url = "https://h/t/token?api-version=1.1&client_id=me";
    return policy.Send(ctx, request);
  }

  RetryOptions options_;
  std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>(FakeClock::Sleep::kAdvances);
  std::shared_ptr<FakeRandom> random_ = std::make_shared<FakeRandom>();
  std::shared_ptr<ScriptedSender> sender_ = std::make_shared<ScriptedSender>();
  std::vector<std::string> log_;
};

constexpr char kFirstTry[] =
    "=====> Try=1 for POST https://h/t/token?api-version=1.1&client_id=REDACTED";
constexpr char kSecondTry[] =
    "=====> Try=2 for POST https://h/t/token?api-version=1.1&client_id=REDACTED";

TEST_F(RetryPolicyTest, AContextWithoutRetriesHasOneTry) {
  EXPECT_EQ(Run({Status(503)}, Context::Background().WithoutRetries())->status_code, 503);
  EXPECT_THAT(sender_->attempts, SizeIs(1));
  EXPECT_THAT(clock_->sleeps(), IsEmpty());
}

TEST_F(RetryPolicyTest, ReturnsASuccessAtOnce) {
  ASSERT_THAT(Run({Status(200)}), IsOk());
  EXPECT_THAT(clock_->sleeps(), IsEmpty());
  EXPECT_THAT(log_,
              ElementsAre(kFirstTry, "response 200", "exit due to non-retriable status code"));
}

TEST_F(RetryPolicyTest, ReturnsTheResponseOfANonRetriableStatus) {
  for (const int code : {301, 400, 401, 403, 404, 410, 501, 505}) {
    sender_->attempts.clear();
    const auto response = Run({Status(code)});
    ASSERT_THAT(response, IsOk());
    EXPECT_EQ(response->status_code, code);
    EXPECT_THAT(sender_->attempts, SizeIs(1)) << code;
  }
}

TEST_F(RetryPolicyTest, RetriesThreeTimesWithGrowingDelays) {
  for (const int code : {408, 429, 500, 502, 503, 504}) {
    clock_ = std::make_shared<FakeClock>(FakeClock::Sleep::kAdvances);
    sender_->attempts.clear();
    log_.clear();
    const auto response = Run({Status(code)});
    ASSERT_THAT(response, IsOk());
    EXPECT_EQ(response->status_code, code);
    EXPECT_THAT(sender_->attempts, SizeIs(4));
    // (2^n - 1) * 800 ms * 0.8, the least jitter.
    EXPECT_THAT(clock_->sleeps(), ElementsAre(absl::Milliseconds(640), absl::Milliseconds(1920),
                                              absl::Milliseconds(4480)));
    const std::string answer = absl::StrCat("response ", code);
    EXPECT_THAT(
        log_,
        ElementsAre(kFirstTry, answer, "End Try #1, Delay=640ms", kSecondTry, answer,
                    "End Try #2, Delay=1.92s",
                    "=====> Try=3 for POST https://h/t/token?api-version=1.1&client_id=REDACTED",
                    answer, "End Try #3, Delay=4.48s",
                    "=====> Try=4 for POST https://h/t/token?api-version=1.1&client_id=REDACTED",
                    answer, "MaxRetries 3 exceeded"));
  }
}

TEST_F(RetryPolicyTest, JitterComesFromRandom) {
  random_ = std::make_shared<FakeRandom>(FakeRandom::ForUnit(0.5));
  ASSERT_THAT(Run({Status(503), Status(200)}), IsOk());
  EXPECT_THAT(clock_->sleeps(), ElementsAre(absl::Milliseconds(840)));
}

TEST_F(RetryPolicyTest, NumbersTheTriesOfOneOperation) {
  const absl::Time start = clock_->Now();
  ASSERT_THAT(Run({Status(503), Status(503), Status(200)}), IsOk());
  ASSERT_THAT(sender_->attempts, SizeIs(3));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(sender_->attempts[i].sends, i + 1);
    EXPECT_EQ(sender_->attempts[i].start, start);
  }
}

TEST_F(RetryPolicyTest, RetriesTransportErrorsWithoutShowingTheQuery) {
  EXPECT_THAT(Run({Failure(absl::UnavailableError(
                       "Post \"https://h/t/token?api-version=1.1&client_id=me\": EOF")),
                   Status(200)}),
              IsOk());
  EXPECT_THAT(log_,
              ElementsAre(kFirstTry,
                          "error Post \"https://h/t/token?api-version=1.1&client_id=REDACTED\""
                          ": EOF",
                          "End Try #1, Delay=640ms", kSecondTry, "response 200",
                          "exit due to non-retriable status code"));
}

TEST_F(RetryPolicyTest, ReturnsTheLastTransportError) {
  EXPECT_THAT(
      Run({Failure(absl::UnavailableError("dial")), Failure(absl::UnavailableError("EOF"))}),
      StatusIs(absl::StatusCode::kUnavailable, "EOF"));
  EXPECT_THAT(sender_->attempts, SizeIs(4));
}

TEST_F(RetryPolicyTest, DoesNotRetryABadArgument) {
  EXPECT_THAT(Run({Failure(absl::InvalidArgumentError("bad URL"))}),
              StatusIs(absl::StatusCode::kInvalidArgument, "bad URL"));
  EXPECT_THAT(log_,
              ElementsAre(kFirstTry, "error bad URL", "non-retriable error INVALID_ARGUMENT"));
}

ScriptedSender::Answer BodyBrokenOff() {
  HttpResponse response;
  response.status_code = 200;
  response.body_error = absl::UnavailableError("unexpected EOF");
  return [response](const Context&) { return response; };
}

TEST_F(RetryPolicyTest, DoesNotRetryAPostWhoseResponseBrokeOff) {
  EXPECT_THAT(Run({BodyBrokenOff()}),
              StatusIs(absl::StatusCode::kUnavailable, "body download policy: unexpected EOF"));
  EXPECT_THAT(log_, ElementsAre(kFirstTry, "error body download policy: unexpected EOF",
                                "non-retriable error *runtime.bodyDownloadError"));
}

TEST_F(RetryPolicyTest, RetriesAGetWhoseResponseBrokeOff) {
  EXPECT_THAT(Run({BodyBrokenOff(), Status(200)}, Context::Background(), "GET"), IsOk());
  EXPECT_THAT(sender_->attempts, SizeIs(2));
  EXPECT_EQ(log_[1], "error unexpected EOF");

  sender_->attempts.clear();
  EXPECT_THAT(Run({BodyBrokenOff()}, Context::Background(), "GET"),
              StatusIs(absl::StatusCode::kUnavailable, "unexpected EOF"));
  EXPECT_THAT(sender_->attempts, SizeIs(4));
}

TEST_F(RetryPolicyTest, ReturnsTheEndOfAContextBareAndLogsItAsTheTransportGaveIt) {
  Context cancelled = Context::Background().WithCancel();
  const auto cancel = [&cancelled](const Context&) {
    cancelled.Cancel();
    return absl::CancelledError("Post \"https://h/t\": context canceled");
  };
  EXPECT_THAT(Run({cancel}, cancelled), StatusIs(absl::StatusCode::kCancelled, "context canceled"));
  EXPECT_THAT(log_, ElementsAre(kFirstTry, "error Post \"https://h/t\": context canceled",
                                "abort due to context canceled"));

  // The transport's clock is ahead of this one: the deadline has not come here.
  log_.clear();
  const Context late = Context::Background().WithDeadline(clock_->Now() + absl::Seconds(1));
  EXPECT_THAT(
      Run({Failure(absl::DeadlineExceededError("Post \"h\": context deadline exceeded"))}, late),
      StatusIs(absl::StatusCode::kDeadlineExceeded, "context deadline exceeded"));
  EXPECT_THAT(log_, ElementsAre(kFirstTry, "error Post \"h\": context deadline exceeded",
                                "abort due to context deadline exceeded"));
}

TEST_F(RetryPolicyTest, DoesNotRetryTheEndOfAContextThatOnlyTheTransportKnows) {
  for (const absl::Status& end : {absl::CancelledError("context canceled"),
                                  absl::DeadlineExceededError("context deadline exceeded")}) {
    log_.clear();
    EXPECT_THAT(Run({Failure(end)}), StatusIs(end.code(), std::string(end.message())));
    EXPECT_THAT(log_, ElementsAre(kFirstTry, absl::StrCat("error ", end.message()),
                                  absl::StrCat("abort due to ", end.message())));
  }
}

TEST_F(RetryPolicyTest, WaitsAsLongAsTheServerAsks) {
  ASSERT_THAT(Run({Status(429, {{"Retry-After", "2"}}), Status(503, {{"x-ms-retry-after-ms", "5"}}),
                   Status(503, {{"Retry-After", "0"}}), Status(200)}),
              IsOk());
  EXPECT_THAT(clock_->sleeps(),
              ElementsAre(absl::Seconds(2), absl::Milliseconds(5), absl::Milliseconds(4480)));
}

TEST_F(RetryPolicyTest, ReturnsAResponseThatAsksForTooLongADelay) {
  const auto response = Run({Status(429, {{"Retry-After", "61"}})});
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->status_code, 429);
  EXPECT_THAT(log_, ElementsAre(kFirstTry, "response 429",
                                "Retry-After delay 1m1s exceeds MaxRetryDelay of 1m0s"));
}

TEST_F(RetryPolicyTest, HonoursEveryOption) {
  options_.max_retries = 2;
  options_.retry_delay = absl::Seconds(10);
  options_.max_retry_delay = absl::Seconds(20);
  options_.status_codes = {418};
  EXPECT_THAT(Run({Status(418)}), IsOk());
  EXPECT_THAT(clock_->sleeps(), ElementsAre(absl::Seconds(8), absl::Seconds(20)));
  sender_->attempts.clear();
  EXPECT_THAT(Run({Status(503)}), IsOk());
  EXPECT_THAT(sender_->attempts, SizeIs(1));
}

TEST_F(RetryPolicyTest, TakesNegativeOptionsForNone) {
  options_.max_retries = -1;
  EXPECT_THAT(Run({Status(503)}), IsOk());
  EXPECT_THAT(sender_->attempts, SizeIs(1));
  EXPECT_THAT(log_, ElementsAre(kFirstTry, "response 503", "MaxRetries 0 exceeded"));

  options_.max_retries = 1;
  options_.retry_delay = absl::Seconds(-1);
  EXPECT_THAT(Run({Status(503)}), IsOk());
  EXPECT_THAT(clock_->sleeps(), ElementsAre(absl::ZeroDuration()));
}

TEST_F(RetryPolicyTest, ANegativeMaximumMeansNoLimit) {
  options_.max_retry_delay = absl::Seconds(-1);
  ASSERT_THAT(Run({Status(429, {{"Retry-After", "86400"}}), Status(200)}), IsOk());
  EXPECT_THAT(clock_->sleeps(), ElementsAre(absl::Hours(24)));
}

TEST_F(RetryPolicyTest, ManyRetriesStayWithinTheMaximum) {
  options_.max_retries = 100;
  ASSERT_THAT(Run({Status(503)}), IsOk());
  EXPECT_THAT(clock_->sleeps(), SizeIs(100));
  EXPECT_THAT(clock_->sleeps(), Each(testing::AllOf(testing::Gt(absl::ZeroDuration()),
                                                    testing::Le(absl::Seconds(60)))));
}

TEST_F(RetryPolicyTest, StopsWhenTheContextEndsBetweenTries) {
  const Context ctx = Context::Background().WithDeadline(clock_->Now() + absl::Milliseconds(100));
  EXPECT_THAT(Run({Status(503)}, ctx),
              StatusIs(absl::StatusCode::kDeadlineExceeded, "context deadline exceeded"));
  EXPECT_THAT(log_, ElementsAre(kFirstTry, "response 503", "End Try #1, Delay=640ms",
                                "abort due to context deadline exceeded"));
}

TEST_F(RetryPolicyTest, ReturnsTheContextsErrorIfItEndedDuringATry) {
  Context ctx = Context::Background().WithCancel();
  EXPECT_THAT(Run({[&ctx](const Context&) {
                    ctx.Cancel();
                    return absl::UnavailableError("read: connection reset by peer");
                  }},
                  ctx),
              StatusIs(absl::StatusCode::kCancelled, "context canceled"));
  EXPECT_THAT(log_, ElementsAre(kFirstTry, "error read: connection reset by peer",
                                "abort due to context canceled"));
}

TEST_F(RetryPolicyTest, RetriesATryThatTookTooLong) {
  options_.try_timeout = absl::Seconds(5);
  const auto hang = [this](const Context& ctx) -> absl::StatusOr<HttpResponse> {
    EXPECT_EQ(ctx.deadline() - clock_->Now(), absl::Seconds(5));
    return clock_->SleepUntil(ctx, absl::InfiniteFuture());
  };
  ASSERT_THAT(Run({hang, Status(200)}), IsOk());
  EXPECT_THAT(sender_->attempts, SizeIs(2));
  EXPECT_THAT(log_,
              ElementsAre(kFirstTry, "error context deadline exceeded", "End Try #1, Delay=640ms",
                          kSecondTry, "response 200", "exit due to non-retriable status code"));
}

TEST_F(RetryPolicyTest, TheCallersDeadlineBeatsTheTrysOwn) {
  options_.try_timeout = absl::Seconds(5);
  const Context ctx = Context::Background().WithDeadline(clock_->Now() + absl::Seconds(3));
  EXPECT_THAT(Run({Failure(absl::DeadlineExceededError("context deadline exceeded"))}, ctx),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_THAT(sender_->attempts, SizeIs(1));
}

}  // namespace
}  // namespace azure::identity::internal
