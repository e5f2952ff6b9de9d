#include "mock_common/text/problem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mock::scenario {
namespace {

TEST(ProblemTest, NamesFileLineColumnAndField) {
  EXPECT_EQ(ToString({"a.textproto", 3, 5, "rules[0].steps", "has no step", false}),
            "a.textproto:3:5: rules[0].steps: has no step");
}

TEST(ProblemTest, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(ToString({"a.textproto", 0, 0, "id", "is missing", false}),
            "a.textproto: id: is missing");
  EXPECT_EQ(ToString({"", 0, 0, "id", "is missing", false}), "id: is missing");
  EXPECT_EQ(ToString({"a.textproto", 1, 1, "", "is empty", false}), "a.textproto:1:1: is empty");
}

TEST(ProblemTest, NoProblemIsOk) { EXPECT_TRUE(ToStatus({}).ok()); }

TEST(ProblemTest, OneLineForEachInTheOrderOfTheFile) {
  const absl::Status status = ToStatus({{"a", 9, 1, "x", "is late", false},
                                        {"a", 2, 7, "y", "is early", false},
                                        {"a", 2, 3, "z", "is earlier", false}});
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "a:2:3: z: is earlier\na:2:7: y: is early\na:9:1: x: is late");
}

}  // namespace
}  // namespace mock::scenario
