#include "mock_server/scenario/rule_set_of.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

namespace azmock {
namespace {

using ::testing::ElementsAre;

mock::scenario::RuleSet RulesOf(const std::string& text) {
  mock::scenario::Scenario scenario;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &scenario)) << text;
  return RuleSetOf(scenario);
}

TEST(RuleSetOfTest, TenantsAndOrganizationsAreAllTheirNames) {
  EXPECT_THAT(RulesOf(R"pb(directory {
                             tenants { id: "A" domains: "B.c" }
                             tenants { id: "d" }
                             organizations { name: "Contoso" id: "g" }
                           })pb")
                  .tenants(),
              ElementsAre("A", "B.c", "d", "Contoso"));
}

TEST(RuleSetOfTest, ASettingIsThereOnlyIfTheScenarioHasOne) {
  EXPECT_FALSE(RulesOf(R"pb(id: "x")pb").has_setting());
  const auto rules = RulesOf(R"pb(id: "x"
                                  title: "X"
                                  setting { trace_id: "t" }
                                  rules { name: "r" })pb");
  EXPECT_EQ(rules.id(), "x");
  EXPECT_EQ(rules.title(), "X");
  EXPECT_EQ(rules.setting().trace_id(), "t");
  EXPECT_EQ(rules.rules(0).name(), "r");
}

}  // namespace
}  // namespace azmock
