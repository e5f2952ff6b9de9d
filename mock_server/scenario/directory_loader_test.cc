// The loader's directories; loader_test has scenarios.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "mock_server/scenario/loader.h"

namespace mock::scenario {
namespace {

using ::testing::HasSubstr;

TEST(DirectoryLoaderTest, ADirectoryFileIsReadAsScenariosAre) {
  const auto directory = ParseDirectory("tenants { id: 'contoso.example' }\n", "my.textproto");
  ASSERT_TRUE(directory.ok()) << directory.status();
  EXPECT_EQ(directory->tenants(0).id(), "contoso.example");
}

TEST(DirectoryLoaderTest, ProblemsOfADirectoryFileNameFileLineAndField) {
  const auto directory = ParseDirectory(
      "tenants {\n  id: 'contoso.example'\n  aplications { app_id: 'a' }\n}\n"
      "tenants { id: 'a/b' }\nissuers { url: 'issuer' }\n",
      "my.textproto");
  EXPECT_EQ(directory.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(directory.status().message(),
            "my.textproto:3:3: tenants[0].aplications: Tenant has no such field; did you mean "
            "applications?\n"
            "my.textproto:5:11: tenants[1].id: \"a/b\" can't stand in a URL; write a GUID or a "
            "domain\n"
            "my.textproto:6:11: issuers[0].url: \"issuer\" is not a URL; write one such as "
            "\"https://token.actions.githubusercontent.com\"");
}

TEST(DirectoryLoaderTest, AMissingDirectoryFileIsNamed) {
  const auto directory = LoadDirectory("/nowhere/my.textproto");
  EXPECT_EQ(directory.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(directory.status().message()), HasSubstr("/nowhere/my.textproto"));
}

}  // namespace
}  // namespace mock::scenario
