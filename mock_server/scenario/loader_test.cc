#include "mock_server/scenario/loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace mock::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kHead[] = "id: \"sample\"\ntitle: \"A sample\"\n";

std::vector<std::string> Problems(const std::string& text,
                                  const std::string& file = "sample.textproto") {
  const auto scenario = ParseScenario(text, file);
  if (scenario.ok()) return {};
  EXPECT_EQ(scenario.status().code(), absl::StatusCode::kInvalidArgument);
  return absl::StrSplit(scenario.status().message(), '\n');
}

// The problems of a sound head (two lines) with `text` after it.
std::vector<std::string> ProblemsOf(const std::string& text) { return Problems(kHead + text); }

TEST(LoaderTest, ASoundScenarioLoads) {
  const auto scenario = ParseScenario(absl::StrCat(kHead, R"(
        credential: "ClientSecretCredential"
        guide_rows: "TSG-SECRET-1"
        aadsts: [7000215, 7000222]
        tags: ["secret", "401"]
        setting { start_time: "2022-03-02T18:25:26Z" trailer: CRLF }
        directory { tenants { id: "contoso" domains: "contoso.example"
          applications { app_id: "app" secrets { value: "s" not_after: "2030-01-01T00:00:00Z" } }
          resources { uri: "https://vault.azure.net" token_version: 2 } } }
        rules { name: "token" match { method: "POST" path: "*/token" form { key: "scope" value: "*" } }
          steps { times: 2 delay: "300ms" respond { status: 429 headers { key: "Retry-After" value: "2" } } }
          steps { pass { set_json { key: "expires_in" value: "{{now_unix}}" } } }
          steps { aadsts { code: 7000215 } }
          steps { times: -1 fault { kind: DRIP drip_interval: "1ms" } } }
        client { client_secret { tenant_id: "contoso" }
          calls { get_token { scopes: "s" timeout: "5s" cancel_after_requests: -1 } }
          calls { advance_clock: "1h" } }
      )"),
                                      "some/where/sample.textproto");
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  EXPECT_EQ(scenario->id(), "sample");
  EXPECT_EQ(scenario->rules(0).steps_size(), 4);
}

TEST(LoaderTest, NamesFileLineColumnFieldAndWhatIsExpected) {
  EXPECT_THAT(
      ProblemsOf("rules { steps { pass {} } }\nrules {\n  steps {\n    delay: \"5 s\" pass {} } }"),
      ElementsAre("sample.textproto:6:5: rules[1].steps[0].delay: \"5 s\" is not a "
                  "duration; write \"5s\", \"300ms\" or \"1h\""));
}

TEST(LoaderTest, CollectsSyntaxAndSenseInTheOrderOfTheFile) {
  EXPECT_THAT(Problems("id: \"sample\"\n"
                       "titel: \"misspelt\"\n"
                       "aadsts: -1\n"
                       "rules { steps { times: \"many\" delay: \"soon\" pass {} } }\n"),
              ElementsAre(HasSubstr(":2:1: titel: Scenario has no such field; did you mean title?"),
                          HasSubstr(":3:1: aadsts[0]: -1 is not an AADSTS code"),
                          HasSubstr(":4:17: rules[0].steps[0].times: expected a number"),
                          HasSubstr(":4:31: rules[0].steps[0].delay: \"soon\" is not")));
}

TEST(LoaderTest, WhatIsMissingIsToldWhenNothingIsMisspelt) {
  EXPECT_THAT(Problems(""), ElementsAre("sample.textproto:1:1: id: is missing",
                                        "sample.textproto:1:1: title: is missing"));
}

TEST(LoaderTest, TheIdIsTheFilesName) {
  EXPECT_THAT(Problems(kHead, "other.textproto"),
              ElementsAre("other.textproto:1:1: id: \"sample\" is not the file's name, \"other\""));
  EXPECT_THAT(Problems(kHead, "<stdin>"), IsEmpty());
}

struct Case {
  const char* text;
  const char* problem;  // the end of the only line
};

class LoaderCaseTest : public testing::TestWithParam<Case> {};

TEST_P(LoaderCaseTest, IsExplained) {
  EXPECT_THAT(ProblemsOf(GetParam().text), ElementsAre(EndsWith(GetParam().problem)));
}

INSTANTIATE_TEST_SUITE_P(
    Head, LoaderCaseTest,
    testing::Values(
        Case{"credential: 'client_secret'",
             ":3:1: credential: \"client_secret\" is not a credential; write a type such as "
             "\"ClientSecretCredential\""},
        Case{"credential: 'AzureCLICredential' client { client_secret {} calls { get_token {} } }",
             "credential: \"AzureCLICredential\" is not what the client uses"},
        Case{"client { client_secret {} calls { get_token {} } }",
             "credential: is missing, though there is a client"},
        Case{"guide_rows: 'secret 1'",
             "guide_rows[0]: \"secret 1\" is not a guide row; write one such as \"TSG-SECRET-1\""},
        Case{"guide_rows: 'TSG-SECRET-1' guide_rows: 'TSG-SECRET-9'",
             "guide_rows[1]: unknown guide row \"TSG-SECRET-9\"; did you mean TSG-SECRET-1, "
             "TSG-SECRET-2 or TSG-SECRET-3?"},
        Case{"aadsts: [1, 0]", "aadsts[1]: 0 is not an AADSTS code"},
        Case{"tags: 'two words'", "tags[0]: is not one word"},
        Case{"setting { start_time: 'yesterday' }",
             "setting.start_time: \"yesterday\" is not an instant; write \"2026-01-31T00:00:00Z\""},
        Case{"setting { trace_id: 'a\\r\\nb' }",
             "setting.trace_id: has a control character, which a header can't carry"}));

INSTANTIATE_TEST_SUITE_P(
    Rules, LoaderCaseTest,
    testing::Values(
        Case{"rules { name: 'x' }", ":3:1: rules[0].steps: has no step"},
        Case{"rules { steps {} }",
             "rules[0].steps[0]: has no action; add respond, pass, aadsts, fault or outage"},
        Case{"rules { steps { times: -2 pass {} } }",
             "rules[0].steps[0].times: -2 is not a count; write how many requests, or -1 for all "
             "that follow"},
        Case{"rules { steps { times: -1 pass {} } steps { pass {} } }",
             "rules[0].steps[1]: is never reached: the step before it answers all that follow"},
        Case{"rules { match { method: 'post' } steps { pass {} } }",
             "rules[0].match.method: \"post\" is not a method; write \"GET\" or \"POST\""},
        Case{"rules { match { host: 'https://x' } steps { pass {} } }",
             "rules[0].match.host: \"https://x\" is more than a host name; write "
             "\"login.microsoftonline.com\", no scheme, no port"},
        Case{"rules { match { path: 'token' } steps { pass {} } }",
             "rules[0].match.path: \"token\" is not a path; start it with / or *"},
        Case{"rules { match { path: '/token?x=1' } steps { pass {} } }",
             "rules[0].match.path: \"/token?x=1\" has more than a path; use query for parameters"},
        Case{"rules { match { path: '/oauth2/v2.0/token' } steps { pass {} } }",
             "rules[0].match.path: \"/oauth2/v2.0/token\" lacks the tenant; write "
             "\"/*/oauth2/v2.0/token\""},
        Case{"rules { match { form { key: '' value: 'x' } } steps { pass {} } }",
             "rules[0].match.form[\"\"]: has no name"},
        Case{"rules { match { headers { key: 'a b' value: 'x' } } steps { pass {} } }",
             "rules[0].match.headers[\"a b\"]: \"a b\" is not a header name"}));

INSTANTIATE_TEST_SUITE_P(
    Steps, LoaderCaseTest,
    testing::Values(
        Case{"rules { steps { respond { body: 'x' } } }",
             "rules[0].steps[0].respond.status: is missing; write a status such as 401"},
        Case{"rules { steps { respond { status: 600 } } }",
             "respond.status: 600 is not a status; write one from 200 to 599"},
        Case{"rules { steps { respond { status: 204 body: 'x' } } }",
             "respond.body: a response of status 204 can't have one"},
        Case{"rules { steps { respond { status: 200 body: '{{form.password}}' } } }",
             "respond.body: {{form.password}} would put a secret into a reply; it can't be used"},
        Case{
            "rules { steps { respond { status: 200\n headers { key: 'connection' value: 'x' } } } "
            "}",
            ":4:2: rules[0].steps[0].respond.headers[\"connection\"]: is set by the server itself"},
        Case{"rules { steps { respond { status: 200 headers { key: 'a' value: 'x\\n' } } } }",
             "headers[\"a\"]: has a control character, which a header can't carry"},
        Case{"rules { steps { pass { set_json { key: 'a' value: 'text' } } } }",
             "pass.set_json[\"a\"]: is not JSON; write a text as \"\\\"text\\\"\", a number as "
             "\"1\""},
        Case{"rules { steps { pass { set_json { key: 'a' value: '1' } remove_json: 'a' } } }",
             "pass.remove_json[0]: \"a\" is also in set_json"},
        Case{"rules { steps { aadsts {} } }",
             "aadsts.code: is not an AADSTS code; write one such as 7000215"},
        Case{"rules { steps { aadsts { code: 7000251 } } }",
             "aadsts.code: no error 7000251 is in the catalogue; did you mean 700021, 700025 or "
             "500021? A respond step can answer any text"},
        Case{"rules { steps { fault {} } }", "fault.kind: is missing; write one such as RESET"},
        Case{"rules { steps { fault { kind: RESET drip_interval: '1s' } } }",
             "fault.drip_interval: goes with DRIP alone"},
        Case{"rules { steps { fault { kind: 77 } } }",
             "fault.kind: 77 has no name; write one of RESET, CLOSE, TRUNCATE_BODY, GARBAGE, HANG, "
             "DRIP, TLS_HANDSHAKE"},
        Case{"rules { steps { outage {} } }",
             "outage.kind: is missing; write one such as NOT_READY"},
        Case{"rules { steps { outage { kind: GONE lasts: '1s' } } }",
             "outage.lasts: can't be here: an outage of a step lasts as it"},
        Case{"setting { outage { kind: GONE } }",
             "setting.outage: can't be here; write a rule with an outage step"}));

INSTANTIATE_TEST_SUITE_P(
    Directory, LoaderCaseTest,
    testing::Values(
        Case{"directory { tenants {} }", "directory.tenants[0].id: is missing"},
        Case{"directory { tenants { id: 'a/b' } }",
             "directory.tenants[0].id: \"a/b\" can't stand in a URL; write a GUID or a domain"},
        Case{"directory { tenants { id: 'a' } tenants { id: 'b' domains: 'A' } }",
             "directory.tenants[1].domains[0]: \"A\" occurs twice"},
        Case{"directory { tenants { id: 'a' applications {} } }",
             "directory.tenants[0].applications[0].app_id: is missing"},
        Case{"directory { tenants { id: 'a' applications { app_id: 'x' secrets {} } } }",
             "applications[0].secrets[0].value: is missing"},
        Case{"directory { tenants { id: 'a' applications { app_id: 'x' secrets { value: 's' "
             "not_before: '2026-01-01T00:00:00Z' not_after: '2025-01-01T00:00:00Z' } } } }",
             "secrets[0].not_after: is not later than not_before"},
        Case{"directory { tenants { id: 'a' resources { uri: 'u' token_version: 3 } } }",
             "resources[0].token_version: must be 1 or 2"},
        Case{"directory { tenants { id: 'a' applications { app_id: 'x' "
             "trusted_subject_names: 'n' } } }",
             "applications[0].trusted_subject_names[0]: is of no use without trusted_roots"},
        Case{"directory { tenants { id: 'a' applications { app_id: 'x' "
             "federated_credentials { issuer: 'i' } } } }",
             "applications[0].federated_credentials[0].subject: is missing"},
        Case{"directory { issuers { url: 'issuer' } }",
             "directory.issuers[0].url: \"issuer\" is not a URL; write one such as "
             "\"https://token.actions.githubusercontent.com\""},
        Case{"directory { issuers { url: 'https://i' } issuers { url: 'https://i' } }",
             "directory.issuers[1].url: \"https://i\" occurs twice"},
        Case{"directory { organizations { name: 'o' id: 'i' service_connections { name: 'n' "
             "project: "
             "'p' } } }",
             "organizations[0].service_connections[0].id: is missing"},
        Case{"directory { organizations { name: 'o' id: 'i' service_connections { id: 'c' "
             "project: 'p' } } }",
             "organizations[0].service_connections[0].name: is missing"}));

constexpr char kCredential[] = "credential: 'ClientSecretCredential' ";

class ClientCaseTest : public testing::TestWithParam<Case> {};

TEST_P(ClientCaseTest, IsExplained) {
  EXPECT_THAT(ProblemsOf(kCredential + std::string(GetParam().text)),
              ElementsAre(EndsWith(GetParam().problem)));
}

INSTANTIATE_TEST_SUITE_P(
    Client, ClientCaseTest,
    testing::Values(
        Case{"client { client_secret {} }", "client.calls: has no call; add get_token"},
        Case{"client { calls {} }",
             "client.calls[0]: has nothing to do; add get_token, send_request, authenticate, "
             "advance_clock, restart, write_file or remove_file"},
        Case{
            "client { calls { send_request { url: 'vault.azure.net' } } }",
            "client.calls[0].send_request.url: \"vault.azure.net\" has no scheme; write a URL such "
            "as \"https://management.azure.com/subscriptions\""},
        Case{"client { calls { send_request { url: 'https://h' timeout: 'soon' } } }",
             "client.calls[0].send_request.timeout: \"soon\" is not a duration; write \"5s\", "
             "\"300ms\" or \"1h\""},
        Case{"client { calls { send_request { url: 'https://h' cancel_after_requests: -2 } } }",
             "send_request.cancel_after_requests: must be -1 or more"},
        Case{"client { calls { advance_clock: '-1h' } }",
             "client.calls[0].advance_clock: \"-1h\" is not a duration; write \"5s\", \"300ms\" or "
             "\"1h\""},
        Case{"client { calls { get_token { parallel: -1 } } }",
             "get_token.parallel: is negative; write how many threads call at once"},
        Case{"client { calls { get_token { cancel_after_requests: -2 } } }",
             "get_token.cancel_after_requests: must be -1 or more"},
        Case{"client { options { authority_host: 'login.x' } calls { get_token {} } }",
             "options.authority_host: \"login.x\" has no scheme; write a URL such as "
             "\"https://login.microsoftonline.us/\""},
        Case{"client { options { max_retries: -2 } calls { get_token {} } }",
             "options.max_retries: must be -1 (none) or more"},
        Case{"client { environment { key: 'A=B' value: '' } calls { get_token {} } }",
             "environment[\"A=B\"]: is not the name of an environment variable; write letters, "
             "digits and _, and no digit first"},
        Case{"client { environment { key: 'X;touch pwned;Y' value: '' } calls { get_token {} } }",
             "environment[\"X;touch pwned;Y\"]: is not the name of an environment variable; write "
             "letters, digits and _, and no digit first"},
        Case{"client { files { path: '/../escaped' assertion { text: '' } } calls { get_token {} } "
             "}",
             "files[0].path: \"/../escaped\" leads out of its folder; write it without \"..\""},
        Case{"client { files { path: 'escaped' assertion { text: '' } } calls { get_token {} } }",
             "files[0].path: \"escaped\" is no file's path; start it with /"},
        Case{"directory { tenants { id: 'contoso.example' } } "
             "client { client_secret { tenant_id: 'contoso.exmaple' } calls { get_token {} } }",
             "client.client_secret.tenant_id: \"contoso.exmaple\" is no tenant of the directory; "
             "did you mean contoso.example?"},
        Case{"client { environment { key: 'A' value: 'b\\0c' } calls { get_token {} } }",
             "environment[\"A\"]: has a NUL, which no variable can hold"},
        Case{"client { environment { key: 'A' value: '{{thumb}}' } calls { get_token {} } }",
             "environment[\"A\"]: \"{{thumb}}\" is no placeholder; {{thumbprint}}, {{ca_pem}} "
             "and {{token_proxy}} can stand here"},
        Case{"client { files { assertion { text: '' } } calls { get_token {} } }",
             "client.files[0].path: is missing"},
        Case{"client { files { path: '/f' assertion { text: '' } mode: 'rw' } calls { get_token {} "
             "} }",
             "files[0].mode: \"rw\" is not a file's mode; write octal digits such as \"0640\""},
        Case{"client { files { path: '/f' assertion { callback_error: 'x' } } calls { get_token {} "
             "} }",
             "files[0].assertion.callback_error: can't be here: no callback gives this assertion"},
        Case{"client { files { path: '/f' assertion { minted { issuer: 'i' subject: 's' "
             "expires: 'soon' } } } calls { get_token {} } }",
             "assertion.minted.expires: \"soon\" is not a time from the start; write \"10m\" or "
             "\"-1h\""},
        Case{"client { calls { remove_file: '' } }",
             "calls[0].remove_file: is empty; write a path"},
        Case{"client { calls { write_file { path: '/f' } } }",
             "write_file.assertion: has no source; add text, minted, user_token or "
             "by_certificate"}));

TEST(LoaderTest, ACredentialNeedsWhatItIsMadeOf) {
  EXPECT_THAT(ProblemsOf("credential: 'ClientCertificateCredential'\n"
                         "client { client_certificate {} calls { get_token {} } }"),
              ElementsAre(EndsWith("client_certificate.certificate.file: is missing")));
  EXPECT_THAT(ProblemsOf("credential: 'ClientAssertionCredential'\n"
                         "client { client_assertion {} calls { get_token {} } }"),
              ElementsAre(EndsWith("client_assertion.assertion: has no source; add text, minted, "
                                   "user_token, by_certificate or callback_error")));
  EXPECT_THAT(ProblemsOf("credential: 'OnBehalfOfCredential'\n"
                         "client { on_behalf_of { user_assertion { user_token { tenant_id: 't' "
                         "audience: 'a' expires: '-1h' } } } calls { get_token {} } }"),
              ElementsAre(EndsWith("on_behalf_of: has no proof; add client_secret, certificate or "
                                   "client_assertion")));
}

TEST(LoaderFileTest, LoadsAFileAndNamesItInErrors) {
  const std::string path = testing::TempDir() + "/sample.textproto";
  std::ofstream(path) << kHead;
  EXPECT_TRUE(LoadScenario(path).ok());
  std::ofstream(path) << kHead << "x: 1";
  EXPECT_THAT(std::string(LoadScenario(path).status().message()), HasSubstr(path + ":3:1: x: "));
  EXPECT_EQ(LoadScenario("/no/such.textproto").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace mock::scenario
