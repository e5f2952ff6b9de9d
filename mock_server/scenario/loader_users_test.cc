// What the loader says of scenarios about users.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "mock_server/scenario/loader.h"

namespace mock::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::IsEmpty;

constexpr char kHead[] = "id: \"sample\"\ntitle: \"A sample\"\n";

constexpr char kInteractive[] =
    "credential: 'InteractiveBrowserCredential' client { interactive_browser {} ";

// The problems of a sound head (two lines) with `text` after it.
std::vector<std::string> ProblemsOf(const std::string& text) {
  const auto scenario = ParseScenario(kHead + text, "sample.textproto");
  if (scenario.ok()) return {};
  EXPECT_EQ(scenario.status().code(), absl::StatusCode::kInvalidArgument);
  return absl::StrSplit(scenario.status().message(), '\n');
}

TEST(LoaderTest, AUsersScenarioLoads) {
  EXPECT_THAT(ProblemsOf(absl::StrCat(kInteractive, R"(
        persons { username: "ada@contoso.example" password: "p" redirect_form { key: "state" } }
        persons { conduct: CANCEL }
        calls { authenticate { scopes: "s" may_fail: true } } calls { restart { with_record: true } }
        calls { get_token {} } }
      directory { tenants { id: "a" smart_lockout_threshold: 3
        users { name: "ada@contoso.example" password_expires: "2030-01-01T00:00:00Z" }
        conditional_access { control: SIGN_IN_FREQUENCY max_age_seconds: 60 users: "ada@contoso.example" }
        device_login { pending_polls: 3 slow_down_polls: 3 declined: true }
        applications { app_id: "x" redirect_uris: "http://localhost" } } })")),
              IsEmpty());
}

struct UserCase {
  const char* client;     // after interactive_browser
  const char* directory;  // within a tenant
  const char* problem;
};

class UserCaseTest : public ::testing::TestWithParam<UserCase> {};

TEST_P(UserCaseTest, IsExplained) {
  EXPECT_THAT(
      ProblemsOf(absl::StrCat(kInteractive, GetParam().client, "} directory { tenants { id: 'a' ",
                              GetParam().directory, " } }")),
      ElementsAre(EndsWith(GetParam().problem)));
}

constexpr char kCall[] = "calls { get_token {} }";

INSTANTIATE_TEST_SUITE_P(
    Keyboard, UserCaseTest,
    ::testing::Values(
        UserCase{"persons {} calls { get_token {} }", "", "client.persons[0].username: is missing"},
        UserCase{"persons { conduct: CANCEL redirect_body: '%' redirect_form { key: 'a' } } "
                 "calls { get_token {} }",
                 "",
                 "client.persons[0].redirect_body: is given as well as redirect_form; write one"},
        UserCase{"calls { restart { with_record: true } } calls { get_token {} }", "",
                 "client.calls[0].restart.with_record: has no authenticate before it to get one "
                 "from"},
        UserCase{"calls { authenticate { cancel_after_requests: -2 } }", "",
                 "client.calls[0].authenticate.cancel_after_requests: must be -1 or more"},
        UserCase{"calls { authenticate { timeout: 'soon' } }", "",
                 "client.calls[0].authenticate.timeout: \"soon\" is not a duration; write \"5s\", "
                 "\"300ms\" or \"1h\""}));

INSTANTIATE_TEST_SUITE_P(
    Tenant, UserCaseTest,
    ::testing::Values(
        UserCase{kCall, "users {}", "directory.tenants[0].users[0].name: is missing"},
        UserCase{kCall, "users { name: 'ada' }",
                 "directory.tenants[0].users[0].name: \"ada\" has no domain; write one such as "
                 "\"ada@contoso.example\""},
        UserCase{kCall, "users { name: 'a@b' } users { name: 'A@b' }",
                 "directory.tenants[0].users[1].name: \"A@b\" occurs twice"},
        UserCase{kCall, "users { name: 'a@b' password_expires: 'soon' }",
                 "directory.tenants[0].users[0].password_expires: \"soon\" is not an instant; "
                 "write \"2026-01-31T00:00:00Z\""},
        UserCase{kCall, "users { name: 'a@b' sessions_valid_from: 'soon' }",
                 "directory.tenants[0].users[0].sessions_valid_from: \"soon\" is not an instant; "
                 "write \"2026-01-31T00:00:00Z\""},
        UserCase{kCall, "conditional_access {}",
                 "directory.tenants[0].conditional_access[0].control: is missing"},
        UserCase{kCall, "conditional_access { control: BLOCK max_age_seconds: 1 }",
                 "directory.tenants[0].conditional_access[0].max_age_seconds: is of use with "
                 "SIGN_IN_FREQUENCY and MULTI_FACTOR_EXPIRED only"},
        UserCase{kCall, "device_login { slow_down_polls: 1 }",
                 "directory.tenants[0].device_login.slow_down_polls: is more than pending_polls, "
                 "whose last ones these are"},
        UserCase{kCall, "device_login { expires_in_seconds: -1 }",
                 "directory.tenants[0].device_login.expires_in_seconds: is negative"},
        UserCase{kCall, "smart_lockout_threshold: -1",
                 "directory.tenants[0].smart_lockout_threshold: is negative"},
        UserCase{kCall, "resources { uri: 'x' token_lifetime_seconds: -1 }",
                 "directory.tenants[0].resources[0].token_lifetime_seconds: is negative"},
        UserCase{kCall, "federated_domains {}",
                 "directory.tenants[0].federated_domains[0].domain: is missing"},
        UserCase{kCall, "applications { app_id: 'x' redirect_uris: 'localhost' }",
                 "directory.tenants[0].applications[0].redirect_uris[0]: \"localhost\" has no "
                 "scheme; write a URI such as \"http://localhost\""},
        UserCase{kCall, "applications { app_id: 'x' redirect_uris: 'http://a#b' }",
                 "directory.tenants[0].applications[0].redirect_uris[0]: \"http://a#b\" has a "
                 "fragment"},
        UserCase{kCall, "applications { app_id: 'x' refresh_token_lifetime_seconds: -1 }",
                 "directory.tenants[0].applications[0].refresh_token_lifetime_seconds: is "
                 "negative"}));

TEST(LoaderTest, ABrowserIsThereOrNot) {
  EXPECT_THAT(
      ProblemsOf("credential: 'InteractiveBrowserCredential' client { "
                 "interactive_browser { browser_exit_status: 256 } calls { get_token {} } }"),
      ElementsAre(EndsWith("client.interactive_browser.browser_exit_status: is not a "
                           "process's exit status; write 0 to 255")));
  EXPECT_THAT(
      ProblemsOf("credential: 'InteractiveBrowserCredential' client { interactive_browser { "
                 "no_browser: true browser_exit_status: 1 } calls { get_token {} } }"),
      ElementsAre(EndsWith("client.interactive_browser.browser_exit_status: can't be here: "
                           "no_browser says that there is none")));
}

TEST(LoaderTest, OnlyCredentialsOfUsersAuthenticate) {
  EXPECT_THAT(ProblemsOf("credential: 'ClientSecretCredential' client { client_secret {} "
                         "persons { conduct: CANCEL } calls { authenticate {} } }"),
              ElementsAre(EndsWith("client.persons[0]: has nothing to do: only device_code and "
                                   "interactive_browser show pages"),
                          EndsWith("client.calls[0].authenticate: can't be here: only "
                                   "username_password, device_code and interactive_browser "
                                   "authenticate")));
}

}  // namespace
}  // namespace mock::scenario
