#include "mock_common/text/shallow_json.h"

#include <gtest/gtest.h>

namespace mock::scenario {
namespace {

std::string Nested(int depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(ShallowJsonTest, ReadsJsonInOrder) {
  EXPECT_EQ(ParseShallowJson(R"({"z":[1,{"y":null}],"a":"b"})").dump(),
            R"({"z":[1,{"y":null}],"a":"b"})");
  EXPECT_EQ(ParseShallowJson("1").dump(), "1");
}

TEST(ShallowJsonTest, WhatIsNoJsonIsDiscarded) {
  EXPECT_TRUE(ParseShallowJson("").is_discarded());
  EXPECT_TRUE(ParseShallowJson("{").is_discarded());
}

TEST(ShallowJsonTest, WhatIsTooDeepIsDiscarded) {
  EXPECT_FALSE(ParseShallowJson(Nested(kDeepestJson)).is_discarded());
  EXPECT_TRUE(ParseShallowJson(Nested(kDeepestJson + 2)).is_discarded());
  EXPECT_TRUE(ParseShallowJson(Nested(1000000)).is_discarded());
}

}  // namespace
}  // namespace mock::scenario
