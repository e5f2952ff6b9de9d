#include "identity/internal/pipeline/final_error.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/errors/error_format.h"

namespace azure::identity::internal {
namespace {

TEST(FinalErrorTest, TheMarkIsTakenAwayWithoutATrace) {
  const absl::Status plain = absl::UnavailableError("down");
  absl::Status error = MarkFinal(plain);
  EXPECT_EQ(TakeFinalMark(error), "*errorinfo.nonRetriableError");
  EXPECT_EQ(error, plain);
  EXPECT_EQ(TakeFinalMark(error), "");
  EXPECT_EQ(error, plain);
}

TEST(FinalErrorTest, ACredentialsErrorNeedsNoMark) {
  absl::Status failed = AuthenticationFailed("C", "m");
  absl::Status unavailable = CredentialUnavailable("C", "m");
  absl::Status required = AuthenticationRequired("C", {});
  absl::Status service = ResponseError({});
  EXPECT_EQ(TakeFinalMark(failed), "*azidentity.AuthenticationFailedError");
  EXPECT_EQ(TakeFinalMark(unavailable), "*azidentity.credentialUnavailableError");
  EXPECT_EQ(TakeFinalMark(required), "*azidentity.AuthenticationRequiredError");
  EXPECT_EQ(TakeFinalMark(service), "");
}

}  // namespace
}  // namespace azure::identity::internal
