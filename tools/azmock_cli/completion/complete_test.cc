#include "tools/azmock_cli/completion/complete.h"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azmock {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CompleteTest : public ::testing::Test {
 protected:
  CompleteTest() {
    app_.set_version_flag("--version", "1");
    auto* replay = app_.add_subcommand("replay", "Replays a scenario.\nExits 1 if it differs.");
    replay->add_option("ID", text_, "Which.");
    replay->add_option("--layout", text_, "How; guide.")->check(CLI::IsMember({"azid", "guide"}));
    replay->add_flag("--trace", flag_, "Shows each exchange");
    auto* run = app_.add_subcommand("run", "Runs a program.");
    run->add_option("--scenario", list_)->type_name("ID");
    run->add_option("--out", text_)->type_name("FOLDER");
    run->add_option("command", list_)->type_name("CMD");
    app_.add_subcommand("reset", "Has no arguments.");
    app_.add_subcommand("recite", "Is hidden.")->group("");
  }

  // The words, and ":" with what else fits.
  std::vector<std::string> After(const std::vector<std::string>& words) const {
    const Completion completion = Complete(app_, words, [](const std::string& type) {
      return type == "ID" ? std::vector<Candidate>{{"imds", "A title"}, {"one", ""}}
                          : std::vector<Candidate>{};
    });
    std::vector<std::string> found;
    for (const auto& each : completion.candidates) found.push_back(each.word);
    if (!completion.also.empty()) found.push_back(":" + completion.also);
    return found;
  }

  CLI::App app_;
  std::string text_;
  std::vector<std::string> list_;
  bool flag_ = false;
};

TEST_F(CompleteTest, CommandsFirst) {
  EXPECT_THAT(After({""}), ElementsAre("replay", "run", "reset"));
  EXPECT_THAT(After({"re"}), ElementsAre("replay", "reset"));
  EXPECT_THAT(After({"--v"}), ElementsAre("--version"));
  EXPECT_THAT(After({"no-command", ""}), ElementsAre("replay", "run", "reset"));
}

TEST_F(CompleteTest, ArgumentsAndOptionsOfACommand) {
  EXPECT_THAT(After({"replay", ""}), ElementsAre("imds", "one", ":file"));
  EXPECT_THAT(After({"replay", "im"}), ElementsAre("imds", ":file"));
  EXPECT_THAT(After({"replay", "-"}), ElementsAre("--help", "--layout", "--trace"));
  EXPECT_THAT(After({"replay", "imds", ""}), ElementsAre("--help", "--layout", "--trace"));
  EXPECT_THAT(After({"replay", "--trace", "o"}), ElementsAre("one", ":file"));
  EXPECT_THAT(After({"reset", ""}), ElementsAre("--help"));
  EXPECT_THAT(After({"reset", "a"}), IsEmpty());
}

TEST_F(CompleteTest, AnOptionsValueHoweverTheShellCutsIt) {
  EXPECT_THAT(After({"replay", "--layout", ""}), ElementsAre("azid", "guide"));
  EXPECT_THAT(After({"replay", "--layout", "g"}), ElementsAre("guide"));
  EXPECT_THAT(After({"replay", "--layout", "="}), ElementsAre("azid", "guide"));
  EXPECT_THAT(After({"replay", "--layout", "=", "g"}), ElementsAre("guide"));
  EXPECT_THAT(After({"replay", "--layout=g"}), ElementsAre("--layout=guide"));
  EXPECT_THAT(After({"replay", "--nonsense=g"}), IsEmpty());
  EXPECT_THAT(After({"replay", "--layout", "guide", "i"}), ElementsAre("imds", ":file"));
  EXPECT_THAT(After({"run", "--out", ""}), ElementsAre(":folder"));
}

TEST_F(CompleteTest, AProgramAndItsArguments) {
  EXPECT_THAT(After({"run", "--scenario", "imds", "--", ""}), ElementsAre(":command"));
  EXPECT_THAT(After({"run", "--", "cat", "--x"}), ElementsAre(":file"));
}

TEST_F(CompleteTest, NothingToCompleteIsNothing) { EXPECT_THAT(After({}), IsEmpty()); }

TEST_F(CompleteTest, DescriptionsAreTheFirstSentence) {
  EXPECT_EQ(Summary("Replays a\nscenario. Exits."), "Replays a scenario");
  EXPECT_EQ(Summary("How; guide."), "How");
  EXPECT_EQ(Summary(""), "");
}

}  // namespace
}  // namespace azmock
