#include "identity/internal/text/go_path.h"

#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

TEST(GoPathTest, BaseIsTheLastElement) {
  EXPECT_EQ(PathBase("/a/b/c.key"), "c.key");
  EXPECT_EQ(PathBase("c.key"), "c.key");
  EXPECT_EQ(PathBase("/a/b/c.key//"), "c.key");
  EXPECT_EQ(PathBase("//"), "/");
  EXPECT_EQ(PathBase(""), ".");
}

TEST(GoPathTest, DirectoryIsTheRestInItsShortestForm) {
  EXPECT_EQ(PathDirectory("/a/b/c.key"), "/a/b");
  EXPECT_EQ(PathDirectory("/a//x/.././b/c.key"), "/a/b");
  EXPECT_EQ(PathDirectory("/a/b/"), "/a/b");
  EXPECT_EQ(PathDirectory("/../../a/c.key"), "/a");
  EXPECT_EQ(PathDirectory("../../a/c.key"), "../../a");
  EXPECT_EQ(PathDirectory("/c.key"), "/");
  EXPECT_EQ(PathDirectory("c.key"), ".");
  EXPECT_EQ(PathDirectory(""), ".");
}

TEST(GoPathTest, ExtensionStartsAtTheLastDot) {
  EXPECT_EQ(PathExtension("/a.d/c.tar.key"), ".key");
  EXPECT_EQ(PathExtension("/a.d/c"), "");
  EXPECT_EQ(PathExtension("c."), ".");
  EXPECT_EQ(PathExtension(""), "");
}

}  // namespace
}  // namespace azure::identity::internal
