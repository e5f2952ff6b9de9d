#include "mock_server/admin/request_waits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "mock_common/journal/journal_entry.h"
#include "mock_server/admin/testing.h"

namespace mock::admin {
namespace {

using Result = absl::StatusOr<RequestWaits::Found>;

class RequestWaitsTest : public testing::Test {
 protected:
  void Record(const std::string& path) {
    http::Request request;
    request.method = "GET";
    request.path = path;
    journal_.Record(absl::UnixEpoch(), request, "t", {200, "", "computed", ""});
  }

  // A wait for requests to /a.
  struct Pending {
    std::promise<Result> promise;
    std::future<Result> result = promise.get_future();
    std::shared_ptr<void> handle;
  };
  std::unique_ptr<Pending> Start(std::size_t count, absl::Duration timeout = absl::Minutes(5)) {
    auto pending = std::make_unique<Pending>();
    pending->handle = waits_->Start(
        EntryFilter(Parsed<JournalFilter>(R"pb(match { path: "/a" })pb"), {}), count, timeout,
        [promise = &pending->promise](Result result) { promise->set_value(std::move(result)); });
    return pending;
  }

  scenario::Journal journal_;
  std::optional<RequestWaits> waits_{std::in_place, &journal_};
};

TEST_F(RequestWaitsTest, WhatIsThereAlreadyCounts) {
  Record("/a");
  Record("/b");
  const Result result = Start(1)->result.get();
  ASSERT_TRUE(result.ok()) << result.status();
  ASSERT_EQ(result->entries.size(), 1u);
  EXPECT_EQ(result->entries[0].sequence, 1u);
  EXPECT_EQ(result->last_sequence, 2u);
}

TEST_F(RequestWaitsTest, EndsWithTheLastRequestThatIsNeeded) {
  const auto two = Start(2);
  const auto three = Start(3);
  for (const char* path : {"/a", "/b", "/a"}) Record(path);
  const Result result = two->result.get();
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->entries[1].sequence, 3u);
  EXPECT_EQ(three->result.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  Record("/a");
  EXPECT_TRUE(three->result.get().ok());
}

TEST_F(RequestWaitsTest, TellsHowManyThereWereInTime) {
  Record("/a");
  const auto status = Start(2, absl::Milliseconds(1))->result.get().status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(status.message(), "waited 1ms for 2 matching requests; there were 1");
}

TEST_F(RequestWaitsTest, WhatIsClearedNoLongerCounts) {
  Record("/a");
  const auto wait = Start(2);
  const auto other = Start(1);
  EXPECT_TRUE(other->result.get().ok());  // So the first has been counted.
  journal_.Clear();
  Record("/a");
  EXPECT_TRUE(Start(1)->result.get().ok());
  EXPECT_EQ(wait->result.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  Record("/a");
  EXPECT_TRUE(wait->result.get().ok());
}

TEST_F(RequestWaitsTest, StoppingEndsThoseThatWaitAndThoseThatCome) {
  const auto before = Start(1);
  waits_->Stop();
  const auto after = Start(1);
  for (const auto* wait : {&before, &after}) {
    const auto status = (*wait)->result.get().status();
    EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
    EXPECT_EQ(status.message(), "the fakes are stopping");
  }
}

TEST_F(RequestWaitsTest, AnAbandonedWaitIsNotCalled) {
  auto wait = Start(1);
  wait->handle.reset();
  Record("/a");
  EXPECT_TRUE(Start(1)->result.get().ok());
  EXPECT_EQ(wait->result.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
}

TEST_F(RequestWaitsTest, AWaitMayEndItself) {
  std::promise<void> called;
  std::shared_ptr<void> handle;
  std::mutex mutex;
  std::unique_lock<std::mutex> lock(mutex);
  handle = waits_->Start(EntryFilter({}, {}), 1, absl::Minutes(5), [&](const Result&) {
    const std::lock_guard<std::mutex> assigned(mutex);
    handle.reset();
    called.set_value();
  });
  lock.unlock();
  Record("/a");
  called.get_future().wait();
  waits_->Stop();  // The call is over before what it uses goes.
}

TEST_F(RequestWaitsTest, AHandleMayOutliveTheWaits) {
  const auto wait = Start(1);
  waits_.reset();
  EXPECT_FALSE(wait->result.get().ok());
  wait->handle.reset();
}

TEST_F(RequestWaitsTest, WaitsComeAndGoWhileRequestsArrive) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([this] {
      for (int i = 0; i < 300; ++i) Record("/a");
    });
    threads.emplace_back([this] {
      for (int i = 0; i < 50; ++i) {
        Start(1)->result.wait();
        Start(100000);  // abandoned
      }
    });
  }
  // At least one request is there, however fast the others are.
  Record("/a");
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(journal_.last_sequence(), 601u);
}

}  // namespace
}  // namespace mock::admin
