#include "mock_server/kept_authority.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <string>

namespace azmock {
namespace {

using ::testing::EndsWith;
using ::testing::StartsWith;

class KeptAuthorityTest : public ::testing::Test {
 protected:
  KeptAuthorityTest() { std::filesystem::remove_all(folder_); }

  const std::string folder_ = testing::TempDir() + "/authority";
};

TEST_F(KeptAuthorityTest, IsTheSameTheNextTime) {
  const auto first = KeptAuthority(folder_);
  ASSERT_TRUE(first.ok()) << first.status();
  const auto second = KeptAuthority(folder_);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_EQ(first->certificate_pem(), second->certificate_pem());
  EXPECT_EQ(first->private_key_pem(), second->private_key_pem());
  struct stat status;
  ASSERT_EQ(stat((folder_ + "/ca-key.pem").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(KeptAuthorityTest, HalfOfOneIsNone) {
  ASSERT_TRUE(KeptAuthority(folder_).ok());
  std::filesystem::remove(folder_ + "/ca-key.pem");
  const absl::Status status = KeptAuthority(folder_).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), StartsWith(folder_ + "/ca-key.pem: No such file"));
  EXPECT_THAT(std::string(status.message()), EndsWith("delete it, too, to have a new one"));
}

TEST_F(KeptAuthorityTest, SaysWhatCannotBeWritten) {
  const absl::Status status = KeptAuthority("/proc/no").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), StartsWith("cannot create /proc/no: "));
}

}  // namespace
}  // namespace azmock
