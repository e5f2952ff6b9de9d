#include "mock_imds/fake_tools/flags.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mock::imds {
namespace {

using testing::ElementsAre;

const FlagSet kFlags{{{"--scope", "scope"}, {"-o", "output"}, {"--output", "output"}},
                     {{"--debug", "debug"}}};

TEST(FlagsTest, AValueFollowsOrIsJoined) {
  const auto parsed =
      ParseFlags({"auth", "token", "--scope", "a", "--scope=b", "-o", "json", "--debug"}, kFlags);
  EXPECT_THAT(parsed.words, ElementsAre("auth", "token"));
  EXPECT_THAT(parsed.values.at("scope"), ElementsAre("a", "b"));
  EXPECT_EQ(parsed.Last("output"), "json");
  EXPECT_TRUE(parsed.Has("debug"));
  EXPECT_THAT(parsed.unknown, ElementsAre());
}

TEST(FlagsTest, WhatIsNotKnownIsKeptWithWhatFollows) {
  const auto parsed = ParseFlags({"--frob", "x", "--scope"}, kFlags);
  EXPECT_THAT(parsed.unknown, ElementsAre("--frob", "x"));
  EXPECT_THAT(parsed.no_value, ElementsAre("--scope"));
  EXPECT_FALSE(parsed.Has("scope"));
  EXPECT_EQ(parsed.Last("scope"), "");
}

TEST(FlagsTest, ACommandIsShownWithoutWhatMayBeSecret) {
  EXPECT_EQ(ShownCommand("az", {"a", "--scope", "My \"one\" b", "-o", "json"}, kFlags),
            "az a --scope \"My \\\"one\\\" b\" -o json");
  EXPECT_EQ(ShownCommand("az", {"login", "--password", "hunter2", "x", "--debug", "--pw=hunter2"},
                         kFlags),
            "az login --password <redacted> <redacted> --debug --pw=<redacted>");
}

TEST(FlagsTest, VersionsAreComparedByTheirNumbers) {
  EXPECT_TRUE(IsOlder("1.9.0", "1.18.1"));
  EXPECT_TRUE(IsOlder("2.1", "2.1.1"));
  EXPECT_FALSE(IsOlder("1.24.0", "1.24.0"));
  EXPECT_FALSE(IsOlder("", "1.0.0"));
}

}  // namespace
}  // namespace mock::imds
