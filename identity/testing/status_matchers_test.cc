#include "identity/testing/status_matchers.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

const absl::Status kError = absl::NotFoundError("no such thing");

TEST(StatusMatchersTest, IsOkHoldsForSuccessAlone) {
  EXPECT_THAT(absl::OkStatus(), IsOk());
  EXPECT_THAT(absl::StatusOr<int>(1), IsOk());
  EXPECT_THAT(kError, Not(IsOk()));
  EXPECT_THAT(absl::StatusOr<int>(kError), Not(IsOk()));
}

TEST(StatusMatchersTest, StatusIsLooksAtCodeAndMessage) {
  EXPECT_THAT(kError, StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(kError, StatusIs(AnyOf(absl::StatusCode::kNotFound), HasSubstr("such")));
  EXPECT_THAT(absl::StatusOr<int>(kError), StatusIs(absl::StatusCode::kNotFound, "no such thing"));
  EXPECT_THAT(kError, Not(StatusIs(absl::StatusCode::kAborted)));
  EXPECT_THAT(kError, Not(StatusIs(absl::StatusCode::kNotFound, "such")));
}

TEST(StatusMatchersTest, IsOkAndHoldsLooksAtTheValue) {
  const absl::StatusOr<std::string> value = std::string("abc");
  EXPECT_THAT(value, IsOkAndHolds("abc"));
  EXPECT_THAT(value, IsOkAndHolds(SizeIs(3)));
  EXPECT_THAT(value, Not(IsOkAndHolds("x")));
  EXPECT_THAT(absl::StatusOr<std::string>(kError), Not(IsOkAndHolds("abc")));
}

TEST(StatusMatchersTest, AMismatchShowsTheStatus) {
  ::testing::StringMatchResultListener listener;
  ::testing::ExplainMatchResult(IsOk(), kError, &listener);
  EXPECT_THAT(listener.str(), HasSubstr("no such thing"));
}

}  // namespace
}  // namespace azure::identity
