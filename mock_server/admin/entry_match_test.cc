#include "mock_server/admin/entry_match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "mock_common/journal/journal_entry.h"
#include "mock_common/text/problem.h"
#include "mock_server/admin/testing.h"

namespace mock::admin {
namespace {

using ::testing::ElementsAre;

scenario::JournalEntry Entry() {
  scenario::JournalEntry entry;
  entry.sequence = 7;
  entry.host = "login.example";
  entry.tenant = "Contoso.example";
  entry.method = "POST";
  entry.path = "/contoso.example/oauth2/v2.0/token";
  entry.query = {{"a", "b&c=d"}};
  entry.header_names = {"Host", "Authorization"};
  entry.form = {{"grant_type", "client_credentials"}, {"client_secret", "<redacted>"}};
  return entry;
}

bool Matches(const std::string& match) {
  return EntryMatcher(Parsed<scenario::Match>(match)).Matches(Entry());
}

std::string Problems(const std::string& match) {
  std::vector<scenario::Problem> problems;
  const auto parsed = Parsed<scenario::Match>(match);
  ValidateEntryMatch(parsed, scenario::Place("", parsed, nullptr, &problems));
  return std::string(scenario::ToStatus(std::move(problems)).message());
}

TEST(EntryMatcherTest, LooksAtAllThatTheJournalKeeps) {
  EXPECT_TRUE(Matches(""));
  EXPECT_TRUE(Matches(R"pb(method: "POST" host: "LOGIN.example" path: "*/token")pb"));
  EXPECT_FALSE(Matches(R"pb(method: "GET")pb"));
  EXPECT_TRUE(Matches(R"pb(query { key: "a" value: "b&c=d" })pb"));
  EXPECT_FALSE(Matches(R"pb(query { key: "c" value: "*" })pb"));
  EXPECT_TRUE(Matches(R"pb(form { key: "grant_type" value: "client_*" })pb"));
  EXPECT_FALSE(Matches(R"pb(form { key: "grant_type" value: "password" })pb"));
}

TEST(EntryMatcherTest, KnowsOfHeadersAndSecretsWhetherTheyAreThere) {
  EXPECT_TRUE(Matches(R"pb(headers { key: "authorization" value: "*" })pb"));
  EXPECT_FALSE(Matches(R"pb(headers { key: "Metadata" value: "*" })pb"));
  EXPECT_TRUE(Matches(R"pb(headers { key: "Metadata" value: "" })pb"));
  EXPECT_TRUE(Matches(R"pb(form { key: "client_secret" value: "*" })pb"));
  EXPECT_TRUE(Matches(R"pb(form { key: "client_assertion" value: "" })pb"));
}

TEST(EntryMatcherTest, TellsWhatDiffers) {
  const EntryMatcher matcher(Parsed<scenario::Match>(R"pb(method: "GET"
                                                          form { key: "scope" value: "*" })pb"));
  EXPECT_THAT(matcher.Differences(Entry()), ElementsAre("method: expected \"GET\", got \"POST\"",
                                                        "form.scope: expected \"*\", got none"));
}

TEST(EntryMatcherTest, AFailedHandshakeIsNoRequest) {
  scenario::JournalEntry handshake;
  handshake.fault = "TLS_HANDSHAKE";
  EXPECT_FALSE(EntryMatcher(scenario::Match()).Matches(handshake));
}

TEST(ValidateEntryMatchTest, WhatTheJournalDoesNotKeepCannotBeAskedFor) {
  EXPECT_EQ(Problems(R"pb(path: "/a"
                          headers { key: "Host" value: "*" })pb"),
            "");
  EXPECT_EQ(Problems(R"pb(headers { key: "Metadata" value: "true" })pb"),
            "headers[\"Metadata\"]: the journal keeps no values of headers; write \"*\" (there is "
            "one) or \"\" (none)");
  EXPECT_EQ(Problems(R"pb(form { key: "client_secret" value: "hunter2" })pb"),
            "form[\"client_secret\"]: the journal keeps no values that may be secret; write \"*\" "
            "(there is one) or "
            "\"\" (none)");
  EXPECT_EQ(Problems(R"pb(path: "token")pb"),
            "path: \"token\" is not a path; start it with / or *");
}

TEST(EntryFilterTest, TakesLaterEntriesOfTheTenantThatMatch) {
  const auto takes = [](const std::string& filter, std::vector<std::string> tenants = {}) {
    return EntryFilter(Parsed<JournalFilter>(filter), std::move(tenants)).Takes(Entry());
  };
  EXPECT_TRUE(takes(""));
  EXPECT_TRUE(takes("since: 6"));
  EXPECT_FALSE(takes("since: 7"));
  EXPECT_TRUE(takes("", {"contoso.test", "contoso.EXAMPLE"}));
  EXPECT_FALSE(takes("", {"fabrikam.example"}));
  EXPECT_TRUE(takes(R"pb(match { method: "POST" })pb"));
  EXPECT_FALSE(takes(R"pb(match { method: "GET" })pb"));
}

}  // namespace
}  // namespace mock::admin
