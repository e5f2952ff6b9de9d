#include "identity/persistence/owner_only_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <optional>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;

class OwnerOnlyFileTest : public ::testing::Test {
 protected:
  OwnerOnlyFileTest() {
    std::string pattern = ::testing::TempDir() + "/owner_only_XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  std::string Path(const std::string& name) const { return absl::StrCat(folder_, "/", name); }
  static int ModeOf(const std::string& path) {
    struct stat is = {};
    EXPECT_EQ(stat(path.c_str(), &is), 0) << path;
    return static_cast<int>(is.st_mode & 07777);
  }

  std::string folder_;
};

TEST_F(OwnerOnlyFileTest, IsReadableByItsOwnerAlone) {
  const mode_t before = umask(0);
  EXPECT_THAT(MakeOwnerOnlyFolder(Path("a/b")), IsOk());
  EXPECT_THAT(ReplaceOwnerOnlyFile(Path("a/b/f"), "text"), IsOk());
  umask(before);
  EXPECT_EQ(ModeOf(Path("a")), 0700);
  EXPECT_EQ(ModeOf(Path("a/b")), 0700);
  EXPECT_EQ(ModeOf(Path("a/b/f")), 0600);
  EXPECT_THAT(ReadOwnerOnlyFile(Path("a/b/f")), IsOkAndHolds("text"));
}

TEST_F(OwnerOnlyFileTest, IsReplacedAsAWhole) {
  EXPECT_THAT(ReadOwnerOnlyFile(Path("f")), IsOkAndHolds(""));
  EXPECT_THAT(ReplaceOwnerOnlyFile(Path("f"), std::string(100'000, 'a')), IsOk());
  // A reader that began before goes on with the old content.
  const UniqueFd reader(open(Path("f").c_str(), O_RDONLY));
  EXPECT_THAT(ReplaceOwnerOnlyFile(Path("f"), "b"), IsOk());
  struct stat is = {};
  ASSERT_EQ(fstat(reader.get(), &is), 0);
  EXPECT_EQ(is.st_size, 100'000);
  EXPECT_THAT(ReadOwnerOnlyFile(Path("f")), IsOkAndHolds("b"));
}

TEST_F(OwnerOnlyFileTest, WhatACrashLeftIsInNobodysWay) {
  EXPECT_THAT(ReplaceOwnerOnlyFile(Path("f"), "old"), IsOk());
  ASSERT_EQ(symlink("/etc/passwd", Path("f.new").c_str()), 0);
  EXPECT_THAT(ReplaceOwnerOnlyFile(Path("f"), "new"), IsOk());
  EXPECT_THAT(ReadOwnerOnlyFile(Path("f")), IsOkAndHolds("new"));
}

TEST_F(OwnerOnlyFileTest, RefusesWhatOthersCanRead) {
  EXPECT_THAT(ReplaceOwnerOnlyFile(Path("f"), "text"), IsOk());
  ASSERT_EQ(chmod(Path("f").c_str(), 0640), 0);
  EXPECT_THAT(ReadOwnerOnlyFile(Path("f")),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       absl::StrCat("other users have access to ", Path("f"),
                                    " (mode 0640): run \"chmod go-rwx ", Path("f"), "\"")));
  ASSERT_EQ(mkdir(Path("shared").c_str(), 0700), 0);
  ASSERT_EQ(chmod(Path("shared").c_str(), 0777), 0);
  EXPECT_THAT(MakeOwnerOnlyFolder(Path("shared")),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("run \"chmod go-w ")));
  ASSERT_EQ(chmod(Path("shared").c_str(), 0755), 0);
  EXPECT_THAT(MakeOwnerOnlyFolder(Path("shared")), IsOk());
}

TEST_F(OwnerOnlyFileTest, RefusesLinksPipesAndFolders) {
  ASSERT_EQ(symlink("elsewhere", Path("link").c_str()), 0);
  EXPECT_THAT(ReadOwnerOnlyFile(Path("link")),
              StatusIs(absl::StatusCode::kFailedPrecondition,
                       absl::StrCat(Path("link"), " is a link: name what it leads to")));
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  EXPECT_THAT(ReadOwnerOnlyFile(Path("pipe")),
              StatusIs(absl::StatusCode::kFailedPrecondition, EndsWith("is not a plain file")));
  EXPECT_THAT(ReadOwnerOnlyFile(folder_),
              StatusIs(absl::StatusCode::kFailedPrecondition, EndsWith("is not a plain file")));
  EXPECT_THAT(ReplaceOwnerOnlyFile(Path("f"), "x"), IsOk());
  EXPECT_THAT(MakeOwnerOnlyFolder(Path("f")),
              StatusIs(absl::StatusCode::kFailedPrecondition, EndsWith("is not a folder")));
}

TEST_F(OwnerOnlyFileTest, SaysWhichFileCannotBeHad) {
  EXPECT_THAT(ReplaceOwnerOnlyFile(Path("none/f"), "x"),
              StatusIs(absl::StatusCode::kNotFound,
                       absl::StrCat("open ", Path("none/f.new"), ": no such file or directory")));
  EXPECT_THAT(MakeOwnerOnlyFolder("/proc/none"),
              StatusIs(testing::_, HasSubstr("mkdir /proc/none: ")));
}

TEST_F(OwnerOnlyFileTest, AFileTooLargeIsNotRead) {
  EXPECT_THAT(ReplaceOwnerOnlyFile(Path("f"), "x"), IsOk());
  ASSERT_EQ(truncate(Path("f").c_str(), (64 << 20) + 1), 0);
  EXPECT_THAT(ReadOwnerOnlyFile(Path("f")), StatusIs(absl::StatusCode::kResourceExhausted));
}

class FileLockTest : public OwnerOnlyFileTest {
 protected:
  absl::StatusOr<FileLock> Lock(const Context& ctx = Context::Background()) {
    return FileLock::Acquire(ctx, *clock_, Path("lock"));
  }

  std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>(FakeClock::Sleep::kAdvances);
};

TEST_F(FileLockTest, OneThreadHasIt) {
  std::optional<absl::StatusOr<FileLock>> first = Lock();
  ASSERT_THAT(*first, IsOk());
  EXPECT_THAT(Lock(Context::Background().WithDeadline(clock_->Now() + absl::Seconds(1))),
              StatusIs(absl::StatusCode::kDeadlineExceeded,
                       AllOf(HasSubstr(Path("lock")), EndsWith("another process has it"))));
  EXPECT_GE(clock_->sleeps().size(), 5u);
  first.reset();
  EXPECT_THAT(Lock(), IsOk());
}

TEST_F(FileLockTest, ACancelledContextDoesNotWait) {
  const auto first = Lock();
  Context ctx = Context::Background().WithCancel();
  ctx.Cancel();
  EXPECT_THAT(Lock(ctx), StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(FileLockTest, AProcessThatDiesReleasesIt) {
  int ready[2];
  ASSERT_EQ(pipe(ready), 0);
  const pid_t child = fork();
  if (child == 0) {
    const int file = open(Path("lock").c_str(), O_RDWR | O_CREAT, 0600);
    const bool locked = flock(file, LOCK_EX) == 0;
    _exit(write(ready[1], "x", 1) == 1 && locked && pause() != 0 ? 0 : 1);
  }
  char byte;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  EXPECT_THAT(Lock(Context::Background().WithDeadline(clock_->Now() + absl::Seconds(1))),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
  kill(child, SIGKILL);
  ASSERT_EQ(waitpid(child, nullptr, 0), child);
  EXPECT_THAT(Lock(), IsOk());
}

}  // namespace
}  // namespace azure::identity::internal
