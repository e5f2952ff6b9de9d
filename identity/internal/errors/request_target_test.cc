#include "identity/internal/errors/request_target.h"

#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

TEST(CheckTargetTest, TakesHttpWithAHost) {
  EXPECT_THAT(CheckTarget(ParseUrl("https://h/p").value()), IsOk());
  EXPECT_THAT(CheckTarget(ParseUrl("HTTP://h").value()), IsOk());
}

TEST(CheckTargetTest, SaysWhatIsMissing) {
  EXPECT_THAT(CheckTarget(ParseUrl("/p").value()),
              StatusIs(absl::StatusCode::kInvalidArgument, "no Host in request URL"));
  EXPECT_THAT(CheckTarget(ParseUrl("ftp://h").value()),
              StatusIs(absl::StatusCode::kInvalidArgument, "unsupported protocol scheme ftp"));
}

}  // namespace
}  // namespace azure::identity::internal
