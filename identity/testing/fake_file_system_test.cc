#include "identity/testing/fake_file_system.h"

#include <cerrno>

#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

TEST(FakeFileSystemTest, HasWhatWasWritten) {
  FakeFileSystem files;
  files.Write("/a", "one");
  EXPECT_THAT(files.ReadFile("/a", 3), IsOkAndHolds("one"));
  EXPECT_THAT(files.FileSize("/a"), IsOkAndHolds(3));
  files.Write("/a", "2");
  EXPECT_THAT(files.ReadFile("/a", 3), IsOkAndHolds("2"));
}

TEST(FakeFileSystemTest, HasTheErrorsOfTheRealOne) {
  FakeFileSystem files;
  files.Write("/a", "one");
  EXPECT_THAT(files.ReadFile("/a", 2), StatusIs(absl::StatusCode::kResourceExhausted,
                                                "read /a: file is larger than 2 bytes"));
  files.Remove("/a");
  EXPECT_THAT(files.ReadFile("/a", 2),
              StatusIs(absl::StatusCode::kNotFound, "open /a: no such file or directory"));
  files.Fail("/a", EACCES);
  EXPECT_THAT(files.FileSize("/a"),
              StatusIs(absl::StatusCode::kPermissionDenied, "stat /a: permission denied"));
}

}  // namespace
}  // namespace azure::identity
