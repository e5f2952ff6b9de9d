#include "identity/seams/file_system.h"

#include <fcntl.h>
#include <linux/capability.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

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

// While it lives, this thread may read no more than files' modes allow, though it be
// a superuser's.
class WithoutSuperpowers {
 public:
  WithoutSuperpowers() {
    syscall(SYS_capget, &header_, before_);
    __user_cap_data_struct less[2] = {before_[0], before_[1]};
    less[0].effective &= ~(1U << CAP_DAC_OVERRIDE | 1U << CAP_DAC_READ_SEARCH);
    syscall(SYS_capset, &header_, less);
  }
  ~WithoutSuperpowers() { syscall(SYS_capset, &header_, before_); }

 private:
  __user_cap_header_struct header_ = {_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct before_[2] = {};
};

TEST(RealFileSystemTest, AFileThatIsNotOursToReadShowsItsSizeAlone) {
  const std::string path = WriteTemporary("secret.key", "12345");
  ASSERT_EQ(chmod(path.c_str(), 0), 0);
  const WithoutSuperpowers without;
  EXPECT_THAT(RealFileSystem()->FileSize(path), IsOkAndHolds(5));
  EXPECT_THAT(
      RealFileSystem()->ReadFile(path, 5),
      StatusIs(absl::StatusCode::kPermissionDenied, "open " + path + ": permission denied"));
}

TEST(RealFileSystemTest, AFolderThatIsNotOursToSearchIsNamed) {
  const std::string folder = ::testing::TempDir() + "/closed";
  mkdir(folder.c_str(), 0700);
  std::ofstream(folder + "/x.key") << "1";
  ASSERT_EQ(chmod(folder.c_str(), 0), 0);
  {
    const WithoutSuperpowers without;
    EXPECT_THAT(RealFileSystem()->FileSize(folder + "/x.key"),
                StatusIs(absl::StatusCode::kPermissionDenied,
                         "stat " + folder + "/x.key: permission denied"));
  }
  chmod(folder.c_str(), 0700);  // for who cleans up
}

TEST(RealFileSystemTest, DoesNotWaitLongForAPipe) {
  const std::string path = ::testing::TempDir() + "/pipe";
  unlink(path.c_str());
  ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
  const auto files = RealFileSystem(absl::Milliseconds(20));
  // Nobody writes to it.
  EXPECT_THAT(files->ReadFile(path, 100),
              StatusIs(absl::StatusCode::kUnavailable, "read " + path + ": i/o timeout"));
  // Somebody does, and does not end.
  const int writer = open(path.c_str(), O_RDWR | O_CLOEXEC);
  ASSERT_EQ(write(writer, "token", 5), 5);
  EXPECT_THAT(files->ReadFile(path, 100), StatusIs(absl::StatusCode::kUnavailable));
  close(writer);
  unlink(path.c_str());
}

TEST(RealFileSystemTest, ReadsAPipeToItsEnd) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ASSERT_EQ(write(ends[1], "token", 5), 5);
  close(ends[1]);
  EXPECT_THAT(RealFileSystem()->ReadFile("/proc/self/fd/" + std::to_string(ends[0]), 100),
              IsOkAndHolds("token"));
  close(ends[0]);
  EXPECT_THAT(RealFileSystem()->ReadFile("/dev/null", 100), IsOkAndHolds(""));
}

}  // namespace
}  // namespace azure::identity
