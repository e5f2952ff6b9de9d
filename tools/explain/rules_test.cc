#include "tools/explain/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "mock_entra/errors/catalogue.h"
#include "mock_server/guide/guide.h"

namespace azmock::explain {
namespace {

using ::testing::HasSubstr;

// What a guide tells in prose is no error's text, and has a rule only where one is near.
bool IsProse(absl::string_view row) {
  return absl::StartsWith(row, "TSG-P-") || row == "TSG-RUST-5";
}

TEST(RulesTest, EachRuleIsComplete) {
  const std::set<std::string> movers = {"owner",    "admin",   "user",
                                        "platform", "network", "microsoft"};
  std::set<std::string> ids;
  for (const Rule& rule : Rules::BuiltIn().all()) {
    EXPECT_TRUE(ids.insert(rule.id).second) << rule.id;
    EXPECT_EQ(movers.count(rule.move), 1U) << rule.id;
    for (const std::string& text :
         {rule.diagnosis, rule.mitigation, rule.look, rule.fix, rule.source}) {
      EXPECT_FALSE(text.empty()) << rule.id;
    }
    EXPECT_FALSE(rule.when.empty()) << rule.id;
    EXPECT_EQ(rule.either.empty(), rule.ask.empty()) << rule.id;
    EXPECT_EQ(rule.or_else.empty(), rule.ask.empty()) << rule.id;
  }
}

TEST(RulesTest, EachRowOfTheGuidesIsNamedAndNoOther) {
  std::set<std::string> named;
  for (const Rule& rule : Rules::BuiltIn().all()) {
    for (const RuleRow& row : rule.guide) {
      named.insert(row.id);
      EXPECT_NE(mock::guide::Guide::BuiltIn().Find(row.id), nullptr) << row.id;
    }
  }
  for (const mock::guide::GuideRow& row : mock::guide::Guide::BuiltIn().rows()) {
    EXPECT_TRUE(IsProse(row.id) || named.count(row.id) == 1) << row.id;
  }
}

TEST(RulesTest, TheCatalogueHasTheEvidenceThatARuleNames) {
  for (const Rule& rule : Rules::BuiltIn().all()) {
    const std::vector<absl::string_view> source = absl::StrSplit(rule.source, ' ');
    std::int64_t code = 0;
    if (source[0] != "aadsts.tsv") continue;
    ASSERT_EQ(source.size(), 3U) << rule.id;
    ASSERT_TRUE(absl::SimpleAtoi(source[1].substr(0, source[1].find(',')), &code)) << rule.id;
    const mock::entra::AadstsRow* row = mock::entra::Catalogue::BuiltIn().Find(code);
    ASSERT_NE(row, nullptr) << rule.id;
    EXPECT_EQ(source[2], std::string(1, row->evidence)) << rule.id;
  }
}

TEST(RulesTest, EachCodeOfAConditionHasEvidence) {
  for (const Rule& rule : Rules::BuiltIn().all()) {
    for (const std::vector<Condition>& when : rule.when) {
      for (const Condition& condition : when) {
        if (condition.kind != "aadsts") continue;
        for (const std::string& value : condition.values) {
          std::int64_t code = 0;
          ASSERT_TRUE(absl::SimpleAtoi(value, &code)) << rule.id;
          const bool beyond = std::any_of(rule.beyond.begin(), rule.beyond.end(),
                                          [code](const Evidence& one) { return one.code == code; });
          const bool catalogued = mock::entra::Catalogue::BuiltIn().Find(code) != nullptr;
          EXPECT_TRUE(beyond || catalogued) << rule.id << " " << code;
          EXPECT_FALSE(beyond && catalogued) << rule.id << " " << code << ": the catalogue has it";
        }
      }
    }
  }
}

TEST(RulesTest, ACodeBeyondTheCatalogueNamesWhereItIsKnownFrom) {
  Facts facts;
  facts.aadsts = {50074};
  const std::vector<const Rule*> found = Rules::BuiltIn().Find(facts, "");
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(EvidenceOf(*found[0], facts), "50074 D, Microsoft's reference of error codes");
  facts.aadsts = {50076};
  EXPECT_EQ(EvidenceOf(*found[0], facts), found[0]->source);
}

TEST(RulesTest, AFileThatIsWrongNamesItsLine) {
  EXPECT_THAT(std::string(Rules::Parse("rule a\nwhen colour red\n").status().message()),
              HasSubstr("line 2: no condition"));
  EXPECT_THAT(std::string(Rules::Parse("rule a\nbeyond 1\n").status().message()),
              HasSubstr("line 2: no evidence"));
  EXPECT_THAT(std::string(Rules::Parse("move owner\n").status().message()),
              HasSubstr("line 1: no rule before it"));
  EXPECT_THAT(std::string(Rules::Parse("rule a\nretry perhaps\n").status().message()),
              HasSubstr("unknown \"retry perhaps\""));
}

}  // namespace
}  // namespace azmock::explain
