#include "mock_imds/fake_tools/install_tools.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace mock::imds {
namespace {

namespace fs = std::filesystem;

DeveloperToolList Tools(const std::vector<std::string>& texts) {
  DeveloperToolList tools;
  for (const std::string& text : texts) {
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, tools.Add())) << text;
  }
  return tools;
}

TEST(InstallToolsTest, AFolderForThePath) {
  const std::string path = testing::TempDir() + "/install_tools_test/tools";
  const ToolsFolder folder{path, "/opt/azmock", "127.0.0.1:1", "token"};
  ASSERT_TRUE(InstallTools(folder, Tools({"kind: AZ", "kind: AZD"})).ok());
  ASSERT_TRUE(InstallTools(folder, Tools({"kind: AZ", "kind: PWSH not_executable: true"})).ok());
  EXPECT_EQ(fs::read_symlink(path + "/az"), "/opt/azmock");
  EXPECT_FALSE(fs::exists(fs::symlink_status(path + "/azd"))) << "of the earlier call";
  EXPECT_TRUE(fs::is_regular_file(fs::symlink_status(path + "/pwsh")));
  const auto mode = fs::perms::owner_read | fs::perms::owner_write;
  EXPECT_EQ(fs::status(path + "/pwsh").permissions(), mode);
  EXPECT_EQ(fs::status(path + "/azmock-tools.json").permissions(), mode);
  std::ifstream in(path + "/azmock-tools.json");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}),
            "{\"endpoint\":\"127.0.0.1:1\",\"control_token\":\"token\"}\n");
}

TEST(InstallToolsTest, WhatCannotBeWrittenIsNamed) {
  const auto status = InstallTools({"/dev/null/tools", "/opt/azmock", "", ""}, {});
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(status.message()), testing::StartsWith("cannot write /dev/null/tools: "));
}

TEST(InstallToolsTest, ThisProgramIsAFile) { EXPECT_TRUE(fs::exists(ThisProgram())); }

}  // namespace
}  // namespace mock::imds
