#include "mock_server/admin/journal_calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_server/admin/testing.h"
#include "nlohmann/json.hpp"

namespace mock::admin {
namespace {

using ::testing::ElementsAre;

class JournalCallsTest : public ControlTest {
 protected:
  JournalCallsTest() {
    Send("GET", "/contoso.example/keys");
    Send("POST", "/Contoso.Test/token?resource=1", "grant_type=password&password=hunter2");
    Send("GET", "/other/keys");
  }

  std::vector<std::int64_t> Listed(const std::string& request) {
    ListJournalResponse response;
    EXPECT_TRUE(ListJournal(control_, Parsed<ListJournalRequest>(request), &response).ok());
    EXPECT_EQ(response.last_sequence(), 3);
    std::vector<std::int64_t> sequences;
    for (const auto& entry : response.entries()) sequences.push_back(entry.sequence());
    return sequences;
  }

  // Waits for the end of the call.
  absl::Status Wait(const std::string& request, WaitForRequestsResponse* response) {
    std::promise<absl::Status> ended;
    const auto handle =
        WaitForRequests(control_, Parsed<WaitForRequestsRequest>(request), response,
                        [&ended](const absl::Status& status) { ended.set_value(status); });
    return ended.get_future().get();
  }
};

TEST_F(JournalCallsTest, ListsWhatTheFilterTakes) {
  EXPECT_THAT(Listed(""), ElementsAre(1, 2, 3));
  EXPECT_THAT(Listed("limit: 2"), ElementsAre(2, 3));
  EXPECT_THAT(Listed("filter { since: 1 }"), ElementsAre(2, 3));
  EXPECT_THAT(Listed("filter { tenant: 'contoso.example' }"), ElementsAre(1, 2));
  EXPECT_THAT(Listed("filter { tenant: 'other' }"), ElementsAre(3));
  EXPECT_THAT(Listed("filter { match { path: '*/keys' } tenant: 'contoso.test' }"), ElementsAre(1));
}

TEST_F(JournalCallsTest, ListsInPages) {
  auto request = Parsed<ListJournalRequest>("page_size: 1 limit: 2");
  ListJournalResponse first;
  ASSERT_TRUE(ListJournal(control_, request, &first).ok());
  ASSERT_EQ(first.entries_size(), 1);
  EXPECT_EQ(first.entries(0).sequence(), 2);
  request.set_page_token(first.next_page_token());
  ListJournalResponse second;
  ASSERT_TRUE(ListJournal(control_, request, &second).ok());
  ASSERT_EQ(second.entries_size(), 1);
  EXPECT_EQ(second.entries(0).sequence(), 3);
  EXPECT_EQ(second.next_page_token(), "");
  ListJournalResponse none;
  request.mutable_filter()->set_since(1);
  EXPECT_EQ(ListJournal(control_, request, &none).message(),
            "page_token: is none that was given for a request like this, which may differ in "
            "page_size alone");
  EXPECT_EQ(ListJournal(control_, Parsed<ListJournalRequest>("page_token: 'x'"), &none).code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ListJournal(control_, Parsed<ListJournalRequest>("page_size: -1"), &none).message(),
            "page_size: is negative");
  EXPECT_EQ(ListJournal(control_, Parsed<ListJournalRequest>("limit: -1"), &none).message(),
            "limit: is negative");
}

TEST_F(JournalCallsTest, AnEntryHasAllButSecrets) {
  ListJournalResponse response;
  ASSERT_TRUE(
      ListJournal(control_, Parsed<ListJournalRequest>("filter { since: 1 } limit: 2"), &response)
          .ok());
  const JournalEntry& entry = response.entries(0);
  EXPECT_EQ(entry.time().seconds(), 1769817600);
  EXPECT_EQ(entry.host(), "login.example");
  EXPECT_EQ(entry.tenant(), "Contoso.Test");
  EXPECT_EQ(entry.method(), "POST");
  EXPECT_EQ(entry.path(), "/Contoso.Test/token");
  EXPECT_EQ(entry.query(0).name() + entry.query(0).value(), "resource1");
  EXPECT_THAT(entry.header_names(), ElementsAre("Host", "Content-Type"));
  ASSERT_EQ(entry.form_size(), 2);
  EXPECT_EQ(entry.form(1).name(), "password");
  EXPECT_EQ(entry.form(1).value(), "<redacted>");
  EXPECT_EQ(entry.status(), 200);
  EXPECT_EQ(entry.answered_by(), "computed");
}

TEST_F(JournalCallsTest, AnEntrySaysWhatWasAnsweredAndWhy) {
  http::Remarks remarks;
  remarks.oauth_error = "invalid_grant";
  remarks.suberror = "bad_token";
  remarks.aadsts = {70000, 50012};
  remarks.service_error_code = "Forbidden";
  remarks.reason = "the code is another's";
  remarks.trace_id = "t";
  remarks.correlation_id = "c";
  http::Request asked;
  asked.headers.Set("User-Agent", "curl/7.88.1 (hunter2)");
  scenario::Outcome outcome{400, "", "computed", ""};
  outcome.remarks = &remarks;
  outcome.duration = absl::Milliseconds(1500);
  outcome.real_duration = absl::Microseconds(42);
  journal_.Record(clock_.Now(), asked, "", outcome);
  ListJournalResponse response;
  ASSERT_TRUE(ListJournal(control_, Parsed<ListJournalRequest>("limit: 1"), &response).ok());
  const JournalEntry& entry = response.entries(0);
  EXPECT_EQ(entry.oauth_error(), "invalid_grant");
  EXPECT_EQ(entry.suberror(), "bad_token");
  EXPECT_THAT(entry.aadsts(), ElementsAre(70000, 50012));
  EXPECT_EQ(entry.service_error_code(), "Forbidden");
  EXPECT_EQ(entry.reason(), "the code is another's");
  EXPECT_EQ(entry.trace_id(), "t");
  EXPECT_EQ(entry.correlation_id(), "c");
  EXPECT_EQ(entry.duration().ShortDebugString(), "seconds: 1 nanos: 500000000");
  EXPECT_EQ(entry.real_duration().ShortDebugString(), "nanos: 42000");
  EXPECT_EQ(entry.user_agent(), "curl/7.88.1");
}

TEST_F(JournalCallsTest, AnAssertionIsShownAsHeaderAndClaims) {
  // {"alg":"RS256"}, {"sub":"me","exp":1769817600}
  Send("POST", "/t/token",
       "client_assertion=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtZSIsImV4cCI6MTc2OTgxNzYwMH0.c2ln");
  ListJournalResponse response;
  ASSERT_TRUE(ListJournal(control_, Parsed<ListJournalRequest>("limit: 1"), &response).ok());
  ASSERT_EQ(response.entries(0).assertions_size(), 1);
  const SentAssertion& assertion = response.entries(0).assertions(0);
  EXPECT_EQ(assertion.parameter(), "client_assertion");
  EXPECT_EQ(assertion.header().fields().at("alg").string_value(), "RS256");
  EXPECT_EQ(assertion.claims().fields().at("exp").number_value(), 1769817600);
}

TEST_F(JournalCallsTest, AFilterThatIsNotSoundIsNamed) {
  ListJournalResponse response;
  EXPECT_EQ(ListJournal(control_,
                        Parsed<ListJournalRequest>(
                            R"pb(filter { match { headers { key: "Host" value: "a" } } })pb"),
                        &response)
                .message(),
            "filter.match.headers[\"Host\"]: the journal keeps no values of headers; write \"*\" "
            "(there is one) or \"\" (none)");
}

TEST_F(JournalCallsTest, ClearsOneTenantOrAll) {
  ClearJournalResponse none;
  ASSERT_TRUE(
      ClearJournal(control_, Parsed<ClearJournalRequest>("tenant: 'contoso.example'"), &none).ok());
  EXPECT_THAT(Listed(""), ElementsAre(3));
  EXPECT_EQ(ClearJournal(control_, Parsed<ClearJournalRequest>("tenant: 'nobody'"), &none),
            absl::NotFoundError("tenant: the directory has no tenant \"nobody\""));
  ASSERT_TRUE(ClearJournal(control_, {}, &none).ok());
  EXPECT_THAT(Listed(""), ElementsAre());
}

TEST_F(JournalCallsTest, WaitsForWhatIsThereAndWhatComes) {
  WaitForRequestsResponse response;
  ASSERT_TRUE(Wait("filter { match { path: '*/keys' } } count: 2", &response).ok());
  EXPECT_EQ(response.entries(1).sequence(), 3);
  EXPECT_EQ(response.last_sequence(), 3);
  EXPECT_EQ(Wait("filter { since: 3 } timeout { nanos: 1000000 }", &response),
            absl::DeadlineExceededError("waited 1ms for 1 matching requests; there were 0"));
}

TEST_F(JournalCallsTest, AWaitThatIsNotSoundEndsAtOnce) {
  WaitForRequestsResponse response;
  EXPECT_EQ(Wait("timeout { seconds: 660 }", &response).message(), "timeout: 11m is more than 10m");
  EXPECT_EQ(Wait("timeout { seconds: -1 }", &response).message(), "timeout: is negative");
  EXPECT_EQ(Wait("count: -1", &response).message(), "count: is negative");
  EXPECT_EQ(Wait("filter { match { path: 'a' } }", &response).message(),
            "filter.match.path: \"a\" is not a path; start it with / or *");
}

TEST_F(JournalCallsTest, NothingIsJudgedPastWhatIsForgotten) {
  for (int i = 0; i < kJournalEntries; ++i) Send("GET", "/other/keys");  // forgets three
  ListJournalResponse listed;
  ASSERT_TRUE(ListJournal(control_, {}, &listed).ok());
  EXPECT_EQ(listed.forgotten(), 3);
  for (const char* expectation :
       {"expectations { name: 'n' times: 64 }", "expectations { name: 'n' at_most: 64 }",
        "expectations { name: 'n' }", "nothing_else: true expectations { name: 'n' }"}) {
    VerifyResponse response;
    ASSERT_TRUE(Verify(control_, Parsed<VerifyRequest>(expectation), &response).ok());
    EXPECT_FALSE(response.satisfied()) << expectation;
    EXPECT_EQ(response.forgotten(), 3);
    EXPECT_EQ(response.text(), journal_.ForgottenText(3));
    // More can't undo what is "at least".
    EXPECT_EQ(response.results(0).satisfied(), !absl::StrContains(expectation, "64"));
  }
  // Nobody's that the filter asks for.
  for (const char* filter : {"filter { since: 3 }", "filter { tenant: 'third' }"}) {
    VerifyResponse response;
    ASSERT_TRUE(Verify(control_,
                       Parsed<VerifyRequest>(absl::StrCat(filter, "expectations { at_most: 64 }")),
                       &response)
                    .ok());
    EXPECT_TRUE(response.satisfied()) << response.text();
  }
  WaitForRequestsResponse waited;
  EXPECT_EQ(Wait("filter { match { path: '*/token' } } timeout { nanos: 1000000 }", &waited),
            absl::FailedPreconditionError(journal_.ForgottenText(3)));
  EXPECT_TRUE(Wait("filter { tenant: 'other' } timeout { nanos: 1000000 }", &waited).ok());
  EXPECT_EQ(waited.forgotten(), 1);
}

TEST_F(JournalCallsTest, VerifiesWhatTheFilterTakes) {
  const auto request = Parsed<VerifyRequest>(R"pb(
    filter { tenant: "contoso.example" }
    expectations {
      name: "keys"
      match { path: "*/keys" }
      times: 1
    }
    expectations {
      name: "token"
      match { path: "*/token" }
    }
    order: "keys"
    order: "token"
    nothing_else: true)pb");
  VerifyResponse response;
  ASSERT_TRUE(Verify(control_, request, &response).ok());
  EXPECT_TRUE(response.satisfied()) << response.text();
  EXPECT_EQ(Verify(control_, Parsed<VerifyRequest>("order: 'a' filter { match { path: 'a' } }"),
                   &response)
                .message(),
            "order[0]: \"a\" is none of the expectations\n"
            "filter.match.path: \"a\" is not a path; start it with / or *");
}

}  // namespace
}  // namespace mock::admin
