#include "identity/transport/session_pool.h"

#include <sys/wait.h>
#include <unistd.h>

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"

namespace azure::identity::internal {
namespace {

class SessionPoolTest : public ::testing::Test {
 protected:
  std::shared_ptr<SessionPool> New(absl::Duration idle = absl::Seconds(90)) {
    CurlSettings settings;
    settings.options.idle_connection_timeout = idle;
    return std::make_shared<SessionPool>(std::make_shared<const CurlSettings>(std::move(settings)),
                                         clock_,
                                         [this](absl::Duration delay, std::function<void()> work) {
                                           if (!refusal_.ok()) return refusal_;
                                           delays_.push_back(delay);
                                           work_ = std::move(work);
                                           return absl::OkStatus();
                                         });
  }

  std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  absl::Status refusal_;
  std::vector<absl::Duration> delays_;
  std::function<void()> work_;
};

TEST_F(SessionPoolTest, TheLastOneReturnedIsTakenFirst) {
  const auto pool = New();
  auto a = pool->Take();
  auto b = pool->Take();
  const CurlSession* const last = b.get();
  pool->Return(std::move(a));
  pool->Return(std::move(b));
  EXPECT_EQ(pool->size(), 2u);
  EXPECT_EQ(pool->Take().get(), last);
}

TEST_F(SessionPoolTest, KeepsSixteen) {
  const auto pool = New();
  std::vector<std::unique_ptr<CurlSession>> sessions;
  for (int i = 0; i < 20; ++i) sessions.push_back(pool->Take());
  for (auto& session : sessions) pool->Return(std::move(session));
  EXPECT_EQ(pool->size(), 16u);
}

TEST_F(SessionPoolTest, WhatIsIdleIsClosedThoughNobodyCalls) {
  const auto pool = New();
  auto a = pool->Take();
  auto b = pool->Take();
  pool->Return(std::move(a));
  clock_->Advance(absl::Seconds(30));
  pool->Return(std::move(b));
  EXPECT_THAT(delays_, ::testing::ElementsAre(absl::Seconds(90)));
  clock_->Advance(absl::Seconds(60));
  work_();
  EXPECT_EQ(pool->size(), 1u);
  EXPECT_THAT(delays_, ::testing::ElementsAre(absl::Seconds(90), absl::Seconds(30)));
  clock_->Advance(absl::Seconds(30));
  work_();
  EXPECT_EQ(pool->size(), 0u);
  EXPECT_THAT(delays_, ::testing::SizeIs(2));
}

TEST_F(SessionPoolTest, WhatIsUsedStays) {
  const auto pool = New();
  pool->Return(pool->Take());
  clock_->Advance(absl::Seconds(60));
  pool->Return(pool->Take());
  clock_->Advance(absl::Seconds(30));
  work_();
  EXPECT_EQ(pool->size(), 1u);
}

TEST_F(SessionPoolTest, NobodyComesForWhatIsToStay) {
  const auto pool = New(absl::InfiniteDuration());
  pool->Return(pool->Take());
  EXPECT_THAT(delays_, ::testing::IsEmpty());
}

TEST_F(SessionPoolTest, WithoutAThreadItIsTriedAgain) {
  const auto pool = New();
  refusal_ = absl::ResourceExhaustedError("no thread");
  pool->Return(pool->Take());
  refusal_ = absl::OkStatus();
  pool->Return(pool->Take());
  EXPECT_THAT(delays_, ::testing::SizeIs(1));
}

TEST_F(SessionPoolTest, WorkThatComesAfterThePoolDoesNothing) {
  auto pool = New();
  pool->Return(pool->Take());
  pool = nullptr;
  work_();
}

TEST_F(SessionPoolTest, AChildOfTheProcessLeavesTheParentsSessionsAlone) {
  const auto pool = New();
  pool->Return(pool->Take());
  const pid_t child = fork();
  if (child == 0) {
    const auto session = pool->Take();
    _exit(session != nullptr && pool->size() == 0 ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(pool->size(), 1u);
}

}  // namespace
}  // namespace azure::identity::internal
