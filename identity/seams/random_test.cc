#include "identity/seams/random.h"

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_random.h"

namespace azure::identity {
namespace {

TEST(RandomTest, BytesAreAsManyAsAskedForAndDiffer) {
  const auto random = RealRandom();
  EXPECT_EQ(random->Bytes(0), "");
  const std::string first = random->Bytes(32);
  EXPECT_EQ(first.size(), 32u);
  EXPECT_NE(first, random->Bytes(32));
}

TEST(RandomTest, UuidsAreOfVersion4AndDoNotRepeat) {
  const auto random = RealRandom();
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string uuid = random->Uuid();
    ASSERT_THAT(uuid, ::testing::MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]"
                                              "{3}-[0-9a-f]{12}"));
    EXPECT_TRUE(seen.insert(uuid).second);
  }
}

TEST(RandomTest, UuidSetsVersionAndVariantAndNothingElse) {
  EXPECT_EQ(FakeRandom(std::string(1, '\xff')).Uuid(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
  EXPECT_EQ(FakeRandom().Uuid(), "00000000-0000-4000-8000-000000000000");
}

TEST(RandomTest, UnitIsAtLeastZeroAndLessThanOne) {
  EXPECT_EQ(FakeRandom().Unit(), 0.0);
  const double largest = FakeRandom(std::string(1, '\xff')).Unit();
  EXPECT_LT(largest, 1.0);
  EXPECT_GT(largest, 0.999);
  EXPECT_EQ(FakeRandom(std::string("\x80\0\0\0\0\0\0\0", 8)).Unit(), 0.5);
}

}  // namespace
}  // namespace azure::identity
