#include "mock_common/archive/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

// NOLINTBEGIN(readability-identifier-naming): the assembler's names
extern "C" {
extern const char archive_testdata_begin[];
extern const char archive_testdata_end[];
}
// NOLINTEND(readability-identifier-naming)

namespace mock {
namespace {

absl::string_view Embedded() {
  return {archive_testdata_begin,
          static_cast<std::size_t>(archive_testdata_end - archive_testdata_begin)};
}

TEST(ArchiveTest, HasTheFilesThatWereEmbedded) {
  const auto archive = Archive::Open(Embedded());
  ASSERT_TRUE(archive.ok()) << archive.status();
  ASSERT_EQ(archive->size(), 3u);
  EXPECT_EQ((*archive)[0].path, "mock_common/archive/testdata/a.txt");
  EXPECT_EQ((*archive)[0].content, "first\n");
  EXPECT_EQ(archive->Find("mock_common/archive/testdata/b/empty.txt"), "");
  EXPECT_EQ(archive->Find("mock_common/archive/testdata/c.bin"), absl::string_view("a\0\377b", 4));
  EXPECT_EQ(archive->Find("mock_common/archive/testdata/c"), std::nullopt);
  EXPECT_EQ(archive->Find("z"), std::nullopt);
  EXPECT_EQ(archive->Find(""), std::nullopt);
}

TEST(ArchiveTest, MayBeEmpty) {
  const auto archive = Archive::Open(absl::string_view("AZMOCK-FILES-1\n\0\0\0\0\0", 20));
  ASSERT_TRUE(archive.ok()) << archive.status();
  EXPECT_EQ(archive->size(), 0u);
  EXPECT_EQ(archive->Find("a"), std::nullopt);
}

// Whatever is cut off or changed, nothing outside is read.
TEST(ArchiveTest, OfAnyBytesIsWholeOrNone) {
  const std::string whole(Embedded());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string part = whole.substr(0, size);
    const auto archive = Archive::Open(part);
    EXPECT_FALSE(archive.ok()) << size;
  }
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0xff);
    const auto archive = Archive::Open(changed);
    if (!archive.ok()) continue;
    for (std::size_t file = 0; file < archive->size(); ++file) {
      EXPECT_EQ(archive->Find((*archive)[file].path), (*archive)[file].content);
    }
  }
}

}  // namespace
}  // namespace mock
