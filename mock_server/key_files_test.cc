#include "mock_server/key_files.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "gtest/gtest.h"

namespace azmock {
namespace {

std::string Folder() { return testing::TempDir() + "/keys"; }

int ModeOf(const std::string& path) {
  struct stat status;
  return stat(path.c_str(), &status) == 0 ? static_cast<int>(status.st_mode & 07777) : -1;
}

TEST(KeyFilesTest, WritesTheKeyAndTakesItAwayAtTheEnd) {
  const std::string path = Folder() + "/a.key";
  {
    const KeyFiles files(Folder());
    ASSERT_TRUE(files.writer()({path, "secret", "nobody-here", 0644}));
    std::ifstream in(path);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "secret");
    EXPECT_EQ(ModeOf(path), 0404);
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(KeyFilesTest, AForeignOwnersKeyIsNotReadable) {
  const KeyFiles files(Folder());
  ASSERT_TRUE(files.writer()({Folder() + "/b.key", "secret", "nobody-here", 0640}));
  EXPECT_EQ(ModeOf(Folder() + "/b.key"), 0);
}

TEST(KeyFilesTest, MakesNothingElsewhere) {
  const KeyFiles files(Folder());
  const std::string elsewhere = testing::TempDir() + "/c.key";
  EXPECT_TRUE(files.writer()({elsewhere, "secret", "himds", 0640}));
  EXPECT_FALSE(std::filesystem::exists(elsewhere));
}

TEST(KeyFilesTest, SaysWhenTheFileCannotBeWritten) {
  const KeyFiles files("/proc/no");
  EXPECT_FALSE(files.writer()({"/proc/no/d.key", "secret", "himds", 0640}));
}

}  // namespace
}  // namespace azmock
