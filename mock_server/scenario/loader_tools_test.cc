// Wrong developers' tools, as those who write scenarios meet them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "mock_server/scenario/loader.h"

namespace mock::scenario {
namespace {

using ::testing::EndsWith;

constexpr char kTenant[] =
    "tenants { id: 'contoso' users { name: 'ada@contoso.example' } applications { app_id: 'app' } "
    "} ";

absl::Status Load(const std::string& tools) {
  return ParseScenario(
             "id: 'sample' title: 'A sample' directory { " + std::string(kTenant) + tools + " }",
             "sample.textproto")
      .status();
}

TEST(LoaderToolsTest, SoundOnesLoad) {
  EXPECT_EQ(Load("developer_tools { kind: AZ account: 'Ada@contoso.example' version: '2.53.1' "
                 "runs { out: 'a' exit_code: 255 delay: '1s' } runs { passes: true } } "
                 "developer_tools { kind: AZD account: 'app' tenant_id: 'Contoso' } "
                 "developer_tools { kind: PWSH version: 'none' not_executable: true }"),
            absl::OkStatus());
  EXPECT_EQ(Load("developer_tools { kind: AZ account: 'bob' tenant_id: 'elsewhere' }"),
            absl::OkStatus())
      << "that tenant may be known already";
}

struct Case {
  const char* tools;
  const char* problem;  // the end of the only line
};

class WrongToolsTest : public testing::TestWithParam<Case> {};

TEST_P(WrongToolsTest, EveryFaultIsExplained) {
  const absl::Status status = Load(GetParam().tools);
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), EndsWith(GetParam().problem));
}

INSTANTIATE_TEST_SUITE_P(
    Directory, WrongToolsTest,
    testing::Values(
        Case{"developer_tools { }",
             "directory.developer_tools[0].kind: is missing; write one such as AZ"},
        Case{"developer_tools { kind: AZ } developer_tools { kind: AZ }",
             "directory.developer_tools[1].kind: AZ occurs twice"},
        Case{"developer_tools { kind: AZ account: 'bob' }",
             "directory.developer_tools[0].account: \"bob\" is no user and no application of "
             "tenant \"contoso\"; add it there"},
        Case{"developer_tools { kind: AZD version: 'none' }",
             "directory.developer_tools[0].version: \"none\" is no version; write one such as "
             "\"1.23.7\""},
        Case{"developer_tools { kind: AZ not_executable: true runs { } }",
             "directory.developer_tools[0].runs[0]: is of no use: the tool is not_executable"},
        Case{"developer_tools { kind: AZ runs { delay: '1 s' } }",
             "directory.developer_tools[0].runs[0].delay: \"1 s\" is not a duration; write "
             "\"5s\", \"300ms\" or \"1h\""},
        Case{"developer_tools { kind: AZ runs { exit_code: 256 } }",
             "directory.developer_tools[0].runs[0].exit_code: must be from 0 to 255"},
        Case{"developer_tools { kind: AZ runs { passes: true out: 'a' } }",
             "directory.developer_tools[0].runs[0].passes: goes with delay alone"},
        Case{"developer_tools { kind: AZ runs { endless_output: true exit_code: 1 } }",
             "directory.developer_tools[0].runs[0].endless_output: has no end, so exit_code and "
             "what comes after it say nothing"}));

}  // namespace
}  // namespace mock::scenario
