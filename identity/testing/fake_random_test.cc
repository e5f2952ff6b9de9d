#include "identity/testing/fake_random.h"

#include "gtest/gtest.h"

namespace azure::identity {
namespace {

TEST(FakeRandomTest, RepeatsItsSequence) {
  FakeRandom random("abc");
  EXPECT_EQ(random.Bytes(4), "abca");
  EXPECT_EQ(random.Bytes(2), "bc");
}

TEST(FakeRandomTest, MakesUnitsAndUuidsToOrder) {
  EXPECT_EQ(FakeRandom(FakeRandom::ForUnit(0.25)).Unit(), 0.25);
  EXPECT_EQ(FakeRandom(FakeRandom::ForUnit(0.7)).Unit(), 0.7);
  const char* uuid = "11111111-2222-4333-8444-555555555555";
  EXPECT_EQ(FakeRandom(FakeRandom::ForUuid(uuid)).Uuid(), uuid);
}

}  // namespace
}  // namespace azure::identity
