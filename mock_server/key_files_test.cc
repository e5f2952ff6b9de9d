#include "mock_server/key_files.h"

#include <pwd.h>
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
    const KeyFiles files(KeyFiles::Clients::kOfAgentsGroup, Folder());
    ASSERT_TRUE(files.writer()({path, "secret", "nobody-here", 0644}));
    std::ifstream in(path);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "secret");
    EXPECT_EQ(ModeOf(path), 0404);
  }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST(KeyFilesTest, AForeignOwnersKeyIsNotReadable) {
  const KeyFiles files(KeyFiles::Clients::kOfAgentsGroup, Folder());
  ASSERT_TRUE(files.writer()({Folder() + "/b.key", "secret", "nobody-here", 0640}));
  EXPECT_EQ(ModeOf(Folder() + "/b.key"), 0);
}

TEST(KeyFilesTest, TheAgentsKeyIsReadableForItsGroup) {
  if (getpwnam("himds") != nullptr) GTEST_SKIP() << "there is an agent";
  const KeyFiles files(KeyFiles::Clients::kOfAgentsGroup, Folder());
  ASSERT_TRUE(files.writer()({Folder() + "/e.key", "secret", "himds", 0640}));
  EXPECT_EQ(ModeOf(Folder() + "/e.key"), 0400);
  ASSERT_TRUE(files.writer()({Folder() + "/f.key", "secret", "himds", 0600}));
  EXPECT_EQ(ModeOf(Folder() + "/f.key"), 0);
  const KeyFiles for_others(KeyFiles::Clients::kOthers, Folder());
  ASSERT_TRUE(for_others.writer()({Folder() + "/g.key", "secret", "himds", 0640}));
  EXPECT_EQ(ModeOf(Folder() + "/g.key"), 0);
}

TEST(KeyFilesTest, KeepsTheNewestFiles) {
  const KeyFiles files(KeyFiles::Clients::kOfAgentsGroup, Folder());
  for (int i = 0; i < 300; ++i) {
    const std::string path = Folder() + "/" + std::to_string(i) + ".key";
    ASSERT_TRUE(files.writer()({path, "secret", "himds", 0640}));
  }
  EXPECT_FALSE(std::filesystem::exists(Folder() + "/235.key"));
  EXPECT_TRUE(std::filesystem::exists(Folder() + "/236.key"));
}

TEST(KeyFilesTest, MakesNothingElsewhere) {
  const KeyFiles files(KeyFiles::Clients::kOfAgentsGroup, Folder());
  const std::string elsewhere = testing::TempDir() + "/c.key";
  EXPECT_TRUE(files.writer()({elsewhere, "secret", "himds", 0640}));
  EXPECT_FALSE(std::filesystem::exists(elsewhere));
}

TEST(KeyFilesTest, SaysWhenTheFileCannotBeWritten) {
  const KeyFiles files(KeyFiles::Clients::kOthers, "/proc/no");
  EXPECT_FALSE(files.writer()({"/proc/no/d.key", "secret", "himds", 0640}));
}

}  // namespace
}  // namespace azmock
