#include "identity/log.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"

namespace azure::identity {
namespace {

FakeEnvironment Logging(const std::string& value) {
  FakeEnvironment environment;
  environment.Set("AZURE_SDK_GO_LOGGING", value);
  return environment;
}

using ::testing::ElementsAre;
using ::testing::MatchesRegex;

TEST(LoggerTest, PassesNothingOnWithoutAListener) {
  const Logger logger;
  EXPECT_FALSE(logger.ShouldLog(LogEvent::kAuthentication));
  logger.Write(LogEvent::kAuthentication, "x");
  EXPECT_FALSE(Logger(nullptr).ShouldLog(LogEvent::kRetry));
}

TEST(LoggerTest, PassesOnTheChosenEvents) {
  std::vector<std::string> seen;
  const auto listener = [&seen](LogEvent event, absl::string_view message) {
    seen.push_back(std::string(LogEventName(event)) + ":" + std::string(message));
  };
  const Logger all(listener);
  const Logger some(listener, {LogEvent::kRetry});
  for (const Logger* logger : {&all, &some}) {
    logger->Write(LogEvent::kAuthentication, "a");
    logger->Write(LogEvent::kRetry, "b");
  }
  EXPECT_THAT(seen, ElementsAre("Authentication:a", "Retry:b", "Retry:b"));
  EXPECT_FALSE(some.ShouldLog(LogEvent::kRequest));
}

TEST(LogEventNameTest, IsAzcoresName) {
  EXPECT_EQ(LogEventName(LogEvent::kAuthentication), "Authentication");
  EXPECT_EQ(LogEventName(LogEvent::kRequest), "Request");
  EXPECT_EQ(LogEventName(LogEvent::kResponse), "Response");
  EXPECT_EQ(LogEventName(LogEvent::kResponseError), "ResponseError");
  EXPECT_EQ(LogEventName(LogEvent::kRetry), "Retry");
}

TEST(FormatLogRecordTest, PadsTheDayWithASpace) {
  const absl::TimeZone utc = absl::UTCTimeZone();
  const absl::Time time =
      absl::FromCivil(absl::CivilSecond(2026, 11, 23, 4, 29, 20), utc) + absl::Microseconds(346765);
  EXPECT_EQ(
      FormatLogRecord(time, utc, LogEvent::kAuthentication,
                      "ClientSecretCredential.GetToken() acquired a token for scope "
                      "\"https://vault.azure.net/.default\""),
      "[Nov 23 04:29:20.346765] Authentication: ClientSecretCredential.GetToken() acquired a token "
      "for scope \"https://vault.azure.net/.default\"\n");
  EXPECT_EQ(FormatLogRecord(absl::FromCivil(absl::CivilSecond(2026, 2, 3, 14, 5, 6), utc) +
                                absl::Nanoseconds(1999),
                            utc, LogEvent::kRetry, "x\n"),
            "[Feb  3 14:05:06.000001] Retry: x\n\n");
  EXPECT_EQ(
      FormatLogRecord(absl::UnixEpoch(), absl::FixedTimeZone(2 * 60 * 60), LogEvent::kRetry, "x"),
      "[Jan  1 02:00:00.000000] Retry: x\n");
}

TEST(DefaultLoggerTest, WritesToStandardErrorOnlyIfTheVariableIsExactlyAll) {
  for (const char* value : {"", "ALL", "all ", "1"}) {
    EXPECT_FALSE(DefaultLogger(Logging(value))->ShouldLog(LogEvent::kRetry));
  }
  EXPECT_FALSE(DefaultLogger(FakeEnvironment())->ShouldLog(LogEvent::kRetry));

  const auto logger = DefaultLogger(Logging("all"));
  testing::internal::CaptureStderr();
  logger->Write(LogEvent::kRetry, "response 200");
  EXPECT_THAT(
      testing::internal::GetCapturedStderr(),
      MatchesRegex("\\[[A-Z][a-z][a-z] [ 0-9][0-9] [0-9:]+\\.[0-9]+\\] Retry: response 200\n"));
}

}  // namespace
}  // namespace azure::identity
