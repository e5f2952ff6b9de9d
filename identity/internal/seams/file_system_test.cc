#include "identity/internal/seams/file_system.h"

#include <fstream>
#include <string>

#include "absl/strings/string_view.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

std::string WriteTemporary(const std::string& name, const std::string& content) {
  const std::string path = ::testing::TempDir() + "/" + name;
  std::ofstream(path, std::ios::binary) << content;
  return path;
}

TEST(RealFileSystemTest, ReadsWholeFiles) {
  const std::string content("a\0b\n", 4);
  const std::string path = WriteTemporary("whole", content);
  EXPECT_THAT(RealFileSystem()->ReadFile(path, 4), IsOkAndHolds(content));
  EXPECT_THAT(RealFileSystem()->FileSize(path), IsOkAndHolds(4));
  const std::string large(100'000, 'x');
  EXPECT_THAT(RealFileSystem()->ReadFile(WriteTemporary("large", large), 1 << 20),
              IsOkAndHolds(large));
}

TEST(RealFileSystemTest, RefusesAFileOverTheLimit) {
  const std::string path = WriteTemporary("long", "12345");
  EXPECT_THAT(RealFileSystem()->ReadFile(path, 4),
              StatusIs(absl::StatusCode::kResourceExhausted,
                       "read " + path + ": file is larger than 4 bytes"));
}

TEST(RealFileSystemTest, HasGosErrors) {
  const auto files = RealFileSystem();
  EXPECT_THAT(files->ReadFile("/nope", 1),
              StatusIs(absl::StatusCode::kNotFound, "open /nope: no such file or directory"));
  EXPECT_THAT(files->FileSize("/nope"),
              StatusIs(absl::StatusCode::kNotFound, "stat /nope: no such file or directory"));
  EXPECT_THAT(files->ReadFile("/", 1),
              StatusIs(absl::StatusCode::kUnavailable, "read /: is a directory"));
  EXPECT_THAT(files->ReadFile("/dev/null/x", 1),
              StatusIs(absl::StatusCode::kNotFound, "open /dev/null/x: not a directory"));
  const absl::string_view nul("/dev/null\0x", 11);
  EXPECT_THAT(files->ReadFile(nul, 1), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(files->FileSize(nul), StatusIs(absl::StatusCode::kUnavailable));
}

}  // namespace
}  // namespace azure::identity
