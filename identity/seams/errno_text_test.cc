#include "identity/seams/errno_text.h"

#include <cerrno>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

TEST(ErrnoTextTest, HasGosWords) {
  EXPECT_EQ(ErrnoText(ENOENT), "no such file or directory");
  EXPECT_EQ(ErrnoText(ECONNREFUSED), "connection refused");
  EXPECT_EQ(ErrnoText(EXDEV), "invalid cross-device link");
  EXPECT_EQ(ErrnoText(EDOTDOT), "RFS specific error");
  EXPECT_EQ(ErrnoText(9999), "errno 9999");
}

TEST(PathErrorTest, NamesOperationPathAndReason) {
  EXPECT_THAT(PathError("open", "/nope", ENOENT),
              StatusIs(absl::StatusCode::kNotFound, "open /nope: no such file or directory"));
  EXPECT_THAT(PathError("stat", "/x", EACCES),
              StatusIs(absl::StatusCode::kPermissionDenied, "stat /x: permission denied"));
  EXPECT_THAT(PathError("read", "/x", EIO),
              StatusIs(absl::StatusCode::kUnavailable, "read /x: input/output error"));
}

}  // namespace
}  // namespace azure::identity::internal
