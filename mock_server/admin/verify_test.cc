#include "mock_server/admin/verify.h"

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
using ::testing::IsEmpty;

constexpr char kGet[] = R"(expectations { name: "get" match { method: "GET" } })";
constexpr char kPost[] = R"(expectations { name: "post" match { method: "POST" } })";

// "GET /a", "POST /b" and so on, numbered from 1; "-" is a failed handshake.
std::vector<scenario::JournalEntry> Journal(const std::vector<std::string>& requests) {
  std::vector<scenario::JournalEntry> entries;
  for (const std::string& request : requests) {
    scenario::JournalEntry entry;
    entry.sequence = entries.size() + 1;
    if (request != "-") {
      entry.method = request.substr(0, request.find(' '));
      entry.path = request.substr(request.find(' ') + 1);
    }
    entries.push_back(entry);
  }
  return entries;
}

VerifyResponse Verify(const std::string& request, const std::vector<std::string>& requests) {
  return VerifyEntries(Parsed<VerifyRequest>(request), Journal(requests));
}

TEST(VerifyTest, CountsTheRequestsOfEachExpectation) {
  const VerifyResponse response =
      Verify(absl::StrCat(kGet, kPost), {"GET /a", "-", "POST /b", "GET /c"});
  EXPECT_TRUE(response.satisfied());
  EXPECT_EQ(response.text(), "");
  ASSERT_EQ(response.results_size(), 2);
  EXPECT_EQ(response.results(0).name(), "get");
  EXPECT_EQ(response.results(0).expected(), "at least 1");
  EXPECT_EQ(response.results(0).seen(), 2);
  EXPECT_THAT(response.results(0).sequences(), ElementsAre(1, 4));
  EXPECT_THAT(response.results(1).sequences(), ElementsAre(3));
}

TEST(VerifyTest, EveryKindOfCountIsKept) {
  struct Case {
    std::string count;
    std::string expected;
    std::vector<bool> satisfied;  // by 0, 1, 2 and 3 requests
  };
  for (const Case& c :
       std::vector<Case>{{"", "at least 1", {false, true, true, true}},
                         {"times: 2", "exactly 2", {false, false, true, false}},
                         {"times: 0", "exactly 0", {true, false, false, false}},
                         {"at_least: 2", "at least 2", {false, false, true, true}},
                         {"at_most: 1", "at most 1", {true, true, false, false}},
                         {"at_least: 1 at_most: 2", "1 to 2", {false, true, true, false}}}) {
    std::vector<std::string> requests;
    for (const bool satisfied : c.satisfied) {
      const auto response = Verify("expectations { " + c.count + " }", requests);
      EXPECT_EQ(response.satisfied(), satisfied) << c.count << " " << requests.size();
      EXPECT_EQ(response.results(0).expected(), c.expected);
      requests.push_back("GET /");
    }
  }
}

TEST(VerifyTest, TooFewAreExplainedByTheClosestOthers) {
  const VerifyResponse response =
      Verify(R"(expectations { name: "token" match { method: "POST" path: "/t/token" } times: 2 })",
             {"GET /x", "GET /t/token", "POST /t/token"});
  EXPECT_FALSE(response.satisfied());
  EXPECT_EQ(response.text(),
            "token: expected exactly 2, saw 1\n"
            "  near miss: #2 GET /t/token: method: expected \"POST\", got \"GET\"\n"
            "  near miss: #1 GET /x: method: expected \"POST\", got \"GET\"; path: expected "
            "\"/t/token\", got \"/x\"");
  EXPECT_EQ(response.results(0).near_misses_size(), 2);
}

TEST(VerifyTest, OfTheCloseOnesThreeAreTold) {
  const VerifyResponse response = Verify(R"(expectations { match { method: "POST" } })",
                                         {"GET /1", "GET /2", "GET /3", "GET /4"});
  EXPECT_EQ(response.results(0).near_misses_size(), 3);
}

TEST(VerifyTest, TooManyHaveNoNearMisses) {
  const VerifyResponse response =
      Verify(R"(expectations { match { method: "GET" } times: 1 })", {"GET /", "GET /", "PUT /"});
  EXPECT_EQ(response.text(), "0: expected exactly 1, saw 2");
  EXPECT_THAT(response.results(0).near_misses(), IsEmpty());
}

TEST(VerifyTest, OrderIsThatOfSomeRequestsEach) {
  const std::string expectations = absl::StrCat(kGet, kPost);
  const auto satisfied = [&](const std::string& order, const std::vector<std::string>& requests) {
    return Verify(expectations + order, requests).satisfied();
  };
  const std::string order = R"(order: "get" order: "post" order: "get")";
  EXPECT_TRUE(satisfied(order, {"GET /", "POST /", "GET /"}));
  EXPECT_TRUE(satisfied(order, {"POST /", "GET /", "PUT /", "POST /", "POST /", "GET /"}));
  EXPECT_FALSE(satisfied(order, {"GET /", "POST /"}));
  EXPECT_FALSE(satisfied(order, {"GET /", "GET /", "POST /"}));
}

TEST(VerifyTest, WhatIsOutOfOrderIsTold) {
  const std::string expectations = absl::StrCat(kGet, kPost);
  EXPECT_EQ(Verify(expectations + R"(order: "post" order: "get")", {"GET /a", "POST /b"}).text(),
            "order[1]: no get after #2 POST /b");
  EXPECT_EQ(Verify(expectations + R"(order: "post")", {"GET /a"}).text(),
            "post: expected at least 1, saw 0\n"
            "  near miss: #1 GET /a: method: expected \"POST\", got \"GET\"\n"
            "order[0]: no post");
}

TEST(VerifyTest, NothingElseMeansNothingElse) {
  const std::string request = absl::StrCat(kGet, "nothing_else: true");
  EXPECT_TRUE(Verify(request, {"GET /a", "-"}).satisfied());
  const VerifyResponse response = Verify(request, {"GET /a", "POST /b"});
  EXPECT_FALSE(response.satisfied());
  EXPECT_EQ(response.text(), "unexpected: #2 POST /b");
  EXPECT_THAT(response.unexpected(), ElementsAre(2));
}

TEST(ValidateVerifyTest, WhatCanNotBeMeantIsNamed) {
  const auto request = Parsed<VerifyRequest>(R"pb(
    expectations { name: "a" times: 1 at_most: 2 }
    expectations { name: "a" at_least: 3 at_most: 2 }
    expectations { match { headers { key: "a" value: "b" } } }
    order: "tokn"
    order: "2")pb");
  std::vector<scenario::Problem> problems;
  ValidateVerify(request, scenario::Place("", request, nullptr, &problems));
  EXPECT_EQ(std::string(scenario::ToStatus(problems).message()),
            "expectations[0].times: goes without at_least and at_most\n"
            "expectations[1].name: \"a\" occurs twice\n"
            "expectations[1].at_least: is more than at_most\n"
            "expectations[2].match.headers[\"a\"]: the journal keeps no values of headers; write "
            "\"*\" (there is one) or \"\" (none)\n"
            "order[0]: \"tokn\" is none of the expectations; did you mean 2?");
}

}  // namespace
}  // namespace mock::admin
