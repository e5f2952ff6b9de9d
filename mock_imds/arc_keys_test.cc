#include "mock_imds/arc_keys.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace mock::imds {
namespace {

TEST(ArcKeysTest, AKeyIsGoodOnceAndAsLongAsAsked) {
  const std::unique_ptr<Random> random = Random::Seeded(1);
  ArcKeys keys;
  const std::string usual = keys.Make(0, *random);
  EXPECT_EQ(usual.size(), 64u);
  EXPECT_EQ(keys.Make(5000, *random).size(), 5000u);
  EXPECT_FALSE(keys.Take("another"));
  EXPECT_TRUE(keys.Take(usual));
  EXPECT_FALSE(keys.Take(usual));
}

TEST(ArcKeysTest, TheLast64AreKept) {
  const std::unique_ptr<Random> random = Random::Seeded(1);
  ArcKeys keys;
  std::vector<std::string> made;
  for (int i = 0; i < 65; ++i) made.push_back(keys.Make(0, *random));
  EXPECT_FALSE(keys.Take(made[0]));
  for (int i = 1; i < 65; ++i) EXPECT_TRUE(keys.Take(made[i])) << i;
}

}  // namespace
}  // namespace mock::imds
