#include "identity/internal/proofs/federated_token_file.h"

#include <cerrno>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_file_system.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

class FederatedTokenFileTest : public ::testing::Test {
 protected:
  const std::shared_ptr<FakeFileSystem> files_ = std::make_shared<FakeFileSystem>();
  const std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  FederatedTokenFile file_{"/var/token", files_, clock_};
};

TEST_F(FederatedTokenFileTest, GivesTheContentAsItIs) {
  files_->Write("/var/token", " a.b.c\r\n");
  EXPECT_THAT(file_.Read(), IsOkAndHolds(" a.b.c\r\n"));
}

TEST_F(FederatedTokenFileTest, IsReadAgainAfterTenMinutes) {
  files_->Write("/var/token", "old");
  EXPECT_THAT(file_.Read(), IsOkAndHolds("old"));
  files_->Write("/var/token", "new");
  clock_->Advance(absl::Minutes(10));
  EXPECT_THAT(file_.Read(), IsOkAndHolds("old"));
  clock_->Advance(absl::Nanoseconds(1));
  EXPECT_THAT(file_.Read(), IsOkAndHolds("new"));
}

TEST_F(FederatedTokenFileTest, MayVanishForTenMinutes) {
  files_->Write("/var/token", "old");
  EXPECT_THAT(file_.Read(), IsOkAndHolds("old"));
  files_->Remove("/var/token");
  EXPECT_THAT(file_.Read(), IsOkAndHolds("old"));
  clock_->Advance(absl::Minutes(11));
  EXPECT_THAT(file_.Read(),
              StatusIs(absl::StatusCode::kNotFound, "open /var/token: no such file or directory"));
}

TEST_F(FederatedTokenFileTest, IsReadAgainWhenItIsToBeForgotten) {
  files_->Write("/var/token", "hal");
  EXPECT_THAT(file_.Read(), IsOkAndHolds("hal"));
  files_->Write("/var/token", "half");
  file_.Forget();
  EXPECT_THAT(file_.Read(), IsOkAndHolds("half"));
}

TEST_F(FederatedTokenFileTest, AFailureIsNotKept) {
  files_->Fail("/var/token", EACCES);
  EXPECT_THAT(file_.Read(),
              StatusIs(absl::StatusCode::kPermissionDenied, "open /var/token: permission denied"));
  files_->Write("/var/token", "good");
  EXPECT_THAT(file_.Read(), IsOkAndHolds("good"));
}

}  // namespace
}  // namespace azure::identity::internal
