#include "identity/internal/developer_tools/go_time.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

constexpr char kLocal[] = R"(" as "2006-01-02 15:04:05.999999": cannot parse )";

absl::Time At(const char* rfc3339) {
  absl::Time time;
  EXPECT_TRUE(absl::ParseTime(absl::RFC3339_full, rfc3339, &time, nullptr));
  return time;
}

absl::StatusOr<absl::Time> Local(absl::string_view text) {
  return ParseLocalTime(text, absl::FixedTimeZone(2 * 60 * 60));
}

std::string LocalError(absl::string_view text) {
  return std::string(Local(text).status().message());
}

TEST(GoTimeTest, LocalTimeIsOfTheZone) {
  EXPECT_THAT(Local("2026-01-15 13:00:00.123456"), IsOkAndHolds(At("2026-01-15T11:00:00.123456Z")));
}

TEST(GoTimeTest, AFractionMayHaveAnyNumberOfDigitsOrBeMissing) {
  EXPECT_THAT(Local("2026-01-15 13:00:00"), IsOkAndHolds(At("2026-01-15T11:00:00Z")));
  EXPECT_THAT(Local("2026-01-15 13:00:00.5"), IsOkAndHolds(At("2026-01-15T11:00:00.5Z")));
  EXPECT_THAT(Local("2026-01-15 13:00:00,1234567"),
              IsOkAndHolds(At("2026-01-15T11:00:00.1234567Z")));
  EXPECT_THAT(ParseUtcTime("2026-01-15T13:00:00.5Z"), IsOkAndHolds(At("2026-01-15T13:00:00.5Z")));
}

TEST(GoTimeTest, DaysAndHoursMayHaveOneDigit) {
  EXPECT_THAT(Local("2026-01-5 3:00:00"), IsOkAndHolds(At("2026-01-05T01:00:00Z")));
}

TEST(GoTimeTest, NamesTheElementThatIsWrong) {
  EXPECT_EQ(LocalError("x"), std::string(R"(parsing time "x)") + kLocal + R"("x" as "2006")");
  EXPECT_EQ(LocalError(""), std::string(R"(parsing time ")") + kLocal + R"("" as "2006")");
  EXPECT_EQ(LocalError("2026/01"),
            std::string(R"(parsing time "2026/01)") + kLocal + R"("/01" as "-")");
  EXPECT_EQ(LocalError("2026-1-01"),
            std::string(R"(parsing time "2026-1-01)") + kLocal + R"("1-01" as "01")");
  EXPECT_EQ(LocalError("2026-01-15T13:00:00"),
            std::string(R"(parsing time "2026-01-15T13:00:00)") + kLocal + R"("T13:00:00" as " ")");
  EXPECT_EQ(LocalError("2026-01-15 13:0:00"),
            std::string(R"(parsing time "2026-01-15 13:0:00)") + kLocal + R"("0:00" as "04")");
}

TEST(GoTimeTest, NamesWhatIsOutOfRange) {
  EXPECT_EQ(LocalError("2026-13-01 00:00:00"),
            R"(parsing time "2026-13-01 00:00:00": month out of range)");
  EXPECT_EQ(LocalError("2026-02-30 00:00:00"),
            R"(parsing time "2026-02-30 00:00:00": day out of range)");
  EXPECT_EQ(LocalError("2026-02-28 24:00:00"),
            R"(parsing time "2026-02-28 24:00:00": hour out of range)");
  EXPECT_EQ(LocalError("2026-02-28 23:60:00"),
            R"(parsing time "2026-02-28 23:60:00": minute out of range)");
  EXPECT_EQ(LocalError("2026-02-28 23:59:60"),
            R"(parsing time "2026-02-28 23:59:60": second out of range)");
}

TEST(GoTimeTest, NamesWhatFollows) {
  EXPECT_EQ(LocalError("2026-01-15 13:00:00Z"),
            R"(parsing time "2026-01-15 13:00:00Z": extra text: "Z")");
  EXPECT_THAT(ParseUtcTime("2026-01-15T13:00:00+01:00"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       R"(parsing time "2026-01-15T13:00:00+01:00" as "2006-01-02T15:04:05Z": )"
                       R"(cannot parse "+01:00" as "Z")"));
}

}  // namespace
}  // namespace azure::identity::internal
