#include "mock_common/text/read_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace mock::scenario {
namespace {

using ::testing::HasSubstr;

TEST(ReadFileTest, ReadsBytesAsTheyAre) {
  const std::string path = testing::TempDir() + "/bytes";
  const std::string content("a\r\n\0b", 5);
  std::ofstream(path, std::ios::binary) << content;
  EXPECT_EQ(*ReadFile(path), content);
}

TEST(ReadFileTest, AnEmptyFileIsNoError) {
  const std::string path = testing::TempDir() + "/empty";
  std::ofstream(path).flush();
  const auto content = ReadFile(path);
  ASSERT_TRUE(content.ok()) << content.status();
  EXPECT_EQ(*content, "");
}

TEST(ReadFileTest, NamesAFileThatIsNotThere) {
  const auto content = ReadFile("/no/such.textproto");
  EXPECT_EQ(content.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(content.status().message(), "/no/such.textproto: No such file or directory");
}

TEST(ReadFileTest, DoesNotReadForEver) {
  const auto content = ReadFile("/dev/zero");
  EXPECT_EQ(content.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(content.status().message(), "/dev/zero: is larger than 256 MiB");
}

TEST(ReadFileTest, NamesWhatIsNoFile) {
  const auto content = ReadFile("/tmp");
  EXPECT_EQ(content.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(content.status().message()), HasSubstr("/tmp: Is a directory"));
}

}  // namespace
}  // namespace mock::scenario
