#include "mock_entra/promises/seen_assertions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"

namespace mock::entra {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1768478400);

TEST(SeenAssertionsTest, ASecondTimeIsNotTheFirst) {
  SeenAssertions seen;
  EXPECT_TRUE(seen.Add("a", kNow + absl::Minutes(10), kNow));
  EXPECT_TRUE(seen.Add("b", kNow + absl::Minutes(10), kNow));
  EXPECT_FALSE(seen.Add("a", kNow + absl::Minutes(10), kNow + absl::Minutes(9)));
}

TEST(SeenAssertionsTest, ForgetsWhatHasEnded) {
  SeenAssertions seen;
  EXPECT_TRUE(seen.Add("a", kNow + absl::Minutes(10), kNow));
  EXPECT_TRUE(seen.Add("b", kNow + absl::Minutes(20), kNow + absl::Minutes(10)));
  EXPECT_EQ(seen.size(), 1u);
}

TEST(SeenAssertionsTest, KeepsNoMoreThanItsCapacityAndForgetsWhatEndsFirst) {
  SeenAssertions seen;
  for (std::size_t i = 0; i < SeenAssertions::kCapacity + 5; ++i) {
    EXPECT_TRUE(seen.Add(absl::StrCat(i), kNow + absl::Seconds(i + 1), kNow));
  }
  EXPECT_EQ(seen.size(), SeenAssertions::kCapacity);
  EXPECT_FALSE(seen.Add(absl::StrCat(SeenAssertions::kCapacity), kNow + absl::Hours(9), kNow));
  EXPECT_TRUE(seen.Add("0", kNow + absl::Hours(9), kNow));
}

TEST(SeenAssertionsTest, OneOfManyThreadsIsTheFirst) {
  SeenAssertions seen;
  std::atomic<int> first{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] { first += seen.Add("a", kNow + absl::Hours(1), kNow) ? 1 : 0; });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(first, 1);
}

}  // namespace
}  // namespace mock::entra
