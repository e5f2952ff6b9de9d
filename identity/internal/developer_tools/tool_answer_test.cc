#include "identity/internal/developer_tools/tool_answer.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

class ToolAnswerTest : public ::testing::Test {
 protected:
  absl::Status Read(absl::string_view json) {
    return ReadToolAnswer(json,
                          {{"accessToken", &token_, nullptr}, {"expires_on", nullptr, &seconds_}});
  }

  std::string token_ = "before";
  std::int64_t seconds_ = 7;
};

TEST_F(ToolAnswerTest, ReadsTheMembers) {
  EXPECT_THAT(Read("{\"x\":[1],\"accessToken\":\"a\\u0062\",\"expires_on\":1768482000}\n"), IsOk());
  EXPECT_EQ(token_, "ab");
  EXPECT_EQ(seconds_, 1768482000);
}

TEST_F(ToolAnswerTest, NamesHaveNoCaseAndTheLastCounts) {
  EXPECT_THAT(Read(R"({"ACCESSTOKEN":"a","accesstoken":"b"})"), IsOk());
  EXPECT_EQ(token_, "b");
}

TEST_F(ToolAnswerTest, NullAndMissingMembersLeaveWhatIsThere) {
  EXPECT_THAT(Read(R"({"accessToken":null})"), IsOk());
  EXPECT_THAT(Read("null"), IsOk());
  EXPECT_EQ(token_, "before");
  EXPECT_EQ(seconds_, 7);
}

TEST_F(ToolAnswerTest, SaysWhatIsNoJson) {
  EXPECT_THAT(Read(""),
              StatusIs(absl::StatusCode::kInvalidArgument, "unexpected end of JSON input"));
  EXPECT_THAT(Read("WARNING: x\n{}"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "invalid character 'W' looking for beginning of value"));
}

TEST_F(ToolAnswerTest, SaysWhichMemberHasTheWrongType) {
  EXPECT_THAT(Read(R"({"accessToken":1})"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "json: cannot unmarshal number into Go struct field .accessToken of type "
                       "string"));
  EXPECT_THAT(Read(R"({"expires_on":"1"})"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "json: cannot unmarshal string into Go struct field .expires_on of type "
                       "int64"));
  EXPECT_THAT(Read(R"({"expires_on":1.5})"),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "json: cannot unmarshal number 1.5 into Go struct field .expires_on of "
                       "type int64"));
  EXPECT_THAT(Read("[]"), StatusIs(absl::StatusCode::kInvalidArgument,
                                   "json: cannot unmarshal array into Go value of type struct"));
}

TEST(BadExpiryTest, QuotesWhatCouldBeADate) {
  const absl::Status parsing = absl::InvalidArgumentError("no year");
  EXPECT_THAT(BadExpiry("x\n", parsing),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "error parsing token expiration time \"x\\n\": no year"));
  const std::string longest(64, '9');
  EXPECT_THAT(BadExpiry(longest, parsing),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "error parsing token expiration time \"" + longest + "\": no year"));
}

TEST(BadExpiryTest, DoesNotShowWhatMayBeAToken) {
  EXPECT_THAT(BadExpiry(std::string(65, 'x'), absl::InvalidArgumentError("xxx")),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "error parsing token expiration time: it is 65 bytes long; it isn't shown "
                       "because it may contain a token"));
}

}  // namespace
}  // namespace azure::identity::internal
