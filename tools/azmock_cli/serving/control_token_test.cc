#include "tools/azmock_cli/serving/control_token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace azmock {
namespace {

std::string FileWith(const std::string& content) {
  std::string path = testing::TempDir() + "/control_token";
  std::ofstream(path) << content;
  return path;
}

TEST(ControlTokenTest, OnLoopbackNoneIsAskedFor) {
  EXPECT_EQ(GetControlToken("", "127.0.0.1")->value, "");
  EXPECT_EQ(GetControlToken("", "::1")->value, "");
}

TEST(ControlTokenTest, WhereOthersCanReachItANewOneIsMade) {
  const auto token = GetControlToken("", "0.0.0.0");
  ASSERT_TRUE(token.ok());
  EXPECT_TRUE(token->generated);
  EXPECT_GE(token->value.size(), 43u);
  EXPECT_NE(GetControlToken("", "0.0.0.0")->value, token->value);
}

TEST(ControlTokenTest, AFileGivesItAnywhere) {
  const auto token = GetControlToken(FileWith("  0123456789abcdef\n"), "127.0.0.1");
  ASSERT_TRUE(token.ok()) << token.status();
  EXPECT_EQ(token->value, "0123456789abcdef");
  EXPECT_FALSE(token->generated);
}

TEST(ControlTokenTest, ABadFileIsNamedButNotQuoted) {
  const std::string path = FileWith("short");
  EXPECT_EQ(GetControlToken(path, "127.0.0.1").status().message(),
            path + ": a control token has at least 16 characters");
  FileWith("0123456789 abcdef");
  EXPECT_EQ(GetControlToken(path, "127.0.0.1").status().message(),
            path + ": a control token is one line of visible ASCII characters");
  EXPECT_EQ(GetControlToken("/nowhere/token", "127.0.0.1").status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace azmock
