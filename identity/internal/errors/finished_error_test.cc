#include "identity/internal/errors/finished_error.h"

#include "gtest/gtest.h"
#include "identity/internal/errors/error_format.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

const absl::Status kOnItsWay = absl::UnavailableError("no");
const absl::Status kDone = CredentialUnavailable("C", "done");

TEST(FinishedErrorTest, KnowsAnErrorWithDetails) {
  EXPECT_TRUE(IsFinished(kDone));
  EXPECT_FALSE(IsFinished(kOnItsWay));
  EXPECT_FALSE(IsFinished(absl::OkStatus()));
}

TEST(FinishedErrorTest, PutsATextInFrontOfWhatIsNotFinished) {
  EXPECT_THAT(Prefixed("why: ", kOnItsWay), StatusIs(absl::StatusCode::kUnavailable, "why: no"));
  EXPECT_EQ(Prefixed("why: ", kDone), kDone);
  EXPECT_THAT(Prefixed("why: ", absl::OkStatus()), IsOk());
}

TEST(FinishedErrorTest, FinishesWhatIsNot) {
  EXPECT_EQ(Finished("C", kOnItsWay),
            AuthenticationFailed("C", "no", absl::StatusCode::kUnavailable));
  EXPECT_EQ(Finished("Other", kDone), kDone);
}

}  // namespace
}  // namespace azure::identity::internal
