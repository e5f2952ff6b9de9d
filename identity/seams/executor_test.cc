#include "identity/seams/executor.h"

#include <future>
#include <thread>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

// The thread that `executor` runs work on.
std::thread::id ThreadOf(Executor& executor) {
  std::promise<std::thread::id> id;
  EXPECT_THAT(executor.Run([&] { id.set_value(std::this_thread::get_id()); }), IsOk());
  return id.get_future().get();
}

TEST(ExecutorTest, AllShareOneBackgroundThread) {
  const std::thread::id thread = ThreadOf(*BackgroundExecutor());
  EXPECT_NE(thread, std::this_thread::get_id());
  EXPECT_EQ(ThreadOf(*BackgroundExecutor()), thread);
}

TEST(ExecutorTest, TheInlineOneUsesTheCallersThread) {
  EXPECT_EQ(ThreadOf(*InlineExecutor()), std::this_thread::get_id());
}

}  // namespace
}  // namespace azure::identity
