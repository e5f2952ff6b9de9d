#include "mock_common/text/text_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "mock_common/text/sample.pb.h"

namespace mock::scenario {
namespace {

using sample::Scenario;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> Problems(const std::string& text) {
  Scenario scenario;
  std::vector<std::string> lines;
  for (const Problem& problem : ParseText(text, "f", &scenario).problems) {
    lines.push_back(ToString(problem));
  }
  return lines;
}

TEST(TextParserTest, ReadsTextAndRemembersPlaces) {
  Scenario scenario;
  const ParsedText parsed = ParseText("id: 'x'\n  title: 'y'", "f", &scenario);
  EXPECT_THAT(parsed.problems, IsEmpty());
  EXPECT_FALSE(parsed.fatal);
  EXPECT_EQ(scenario.title(), "y");
  const auto place =
      parsed.places->GetLocation(Scenario::descriptor()->FindFieldByName("title"), -1);
  EXPECT_EQ(place.line, 1);
  EXPECT_EQ(place.column, 2);
}

TEST(TextParserTest, UnknownFieldsSuggestTheNearest) {
  EXPECT_THAT(Problems("rules {\n  steps { respond { statuss: 1 bodi: 'x' } }\n}"),
              ElementsAre("f:2:21: rules[0].steps[0].respond.statuss: Respond has no such field; "
                          "did you mean status?",
                          "f:2:32: rules[0].steps[0].respond.bodi: Respond has no such field; did "
                          "you mean body?"));
}

TEST(TextParserTest, WrongTypesSayWhatIsExpected) {
  EXPECT_THAT(
      Problems("title: 5\n"
               "aadsts: 'x'\n"
               "rules { steps { times: 1.5 respond { status: OK body: yes } } }\n"
               "setting { trailer: LF trace_id: 7 }\n"
               "client { options { disable_instance_discovery: maybe } }\n"),
      testing::UnorderedElementsAre(
          "f:1:1: title: expected a text in quotes, got 5",
          "f:2:1: aadsts[0]: expected a number, got 'x'",
          "f:3:17: rules[0].steps[0].times: expected a number, got 1.5",
          "f:3:38: rules[0].steps[0].respond.status: expected a number, got OK",
          "f:3:49: rules[0].steps[0].respond.body: expected a text in quotes, got yes",
          "f:4:11: setting.trailer: expected one of SINGLE_LINE, CRLF, got LF",
          "f:4:23: setting.trace_id: expected a text in quotes, got 7",
          "f:5:20: client.options.disable_instance_discovery: expected true or false, got maybe"));
}

TEST(TextParserTest, NumbersOutOfRangeAreWrongValues) {
  EXPECT_THAT(Problems("rules { steps { times: 99999999999 } }"),
              ElementsAre("f:1:17: rules[0].steps[0].times: expected a number, got 99999999999"));
}

TEST(TextParserTest, WhatFollowsASyntaxErrorIsNotRead) {
  Scenario scenario;
  const ParsedText parsed = ParseText("nope: 1\nid 'x'\ntitel: 'y'", "f", &scenario);
  EXPECT_TRUE(parsed.fatal);
  ASSERT_EQ(parsed.problems.size(), 2u);
  EXPECT_THAT(ToString(parsed.problems[0]), HasSubstr("f:1:1: nope: Scenario has no such field"));
  EXPECT_EQ(ToString(parsed.problems[1]), "f:2:4: id: expected \":\", found \"'x'\"");
}

TEST(TextParserTest, UnfinishedTextsAreErrors) {
  EXPECT_THAT(Problems("rules { name: 'x'"),
              ElementsAre("f:1:18: rules[0].name: expected identifier, got: the end of the file"));
  EXPECT_THAT(Problems("title: 'x"), Not(IsEmpty()));
  EXPECT_THAT(Problems("title:\nid: 'x'"), ElementsAre("f:2:1: title: expected string, got: id"));
  EXPECT_THAT(Problems("id: 'x' id: 'y'"), ElementsAre(HasSubstr("specified multiple times")));
  EXPECT_THAT(Problems("rules { steps { pass {} fault {} } }"),
              ElementsAre(HasSubstr("another member of oneof \"action\"")));
}

TEST(TextParserTest, DeepNestingIsRefusedNotFollowed) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "a{";
  EXPECT_THAT(Problems(deep), Not(IsEmpty()));
}

TEST(TextParserTest, SecretsAreNotRepeatedInErrors) {
  for (const char* text :
       {"client { client_secret { client_secret: 1234567 } }",
        "client { client_secret { client_secret \"1234567\" } }",
        "directory { tenants { applications { secrets { value: 1234567 } } } }",
        "directory { tenants { applications { secrets { value '1234567' } } } }",
        "client { client_assertion { assertion { text: 1234567 } } }",
        "client { environment { key: 'AZURE_CLIENT_SECRET' value: 1234567 } }"}) {
    const auto problems = Problems(text);
    EXPECT_THAT(problems, Not(IsEmpty())) << text;
    for (const auto& problem : problems) EXPECT_THAT(problem, Not(HasSubstr("1234567")));
  }
}

TEST(TextParserTest, ManyUnknownFieldsAreCounted) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "x: 1\n";
  const auto problems = Problems(text);
  ASSERT_EQ(problems.size(), 51u);
  EXPECT_EQ(problems.back(), "f:51:2: and 19950 more like these");
}

TEST(TextParserTest, AnotherKindOfFileEndsInAFewErrors) {
  std::string text;
  for (int i = 0; i < 200; ++i) absl::StrAppend(&text, "title", ": ", i, "\n");
  Scenario scenario;
  const ParsedText parsed = ParseText(text, "f", &scenario);
  EXPECT_TRUE(parsed.fatal);
  EXPECT_LE(parsed.problems.size(), 51u);
}

}  // namespace
}  // namespace mock::scenario
