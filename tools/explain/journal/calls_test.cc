#include "tools/explain/journal/calls.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace azmock::explain {
namespace {

using mock::scenario::JournalEntry;
using ::testing::ElementsAre;

JournalEntry Entry(std::uint64_t sequence, const std::string& path, int status,
                   const std::string& id = "") {
  JournalEntry entry;
  entry.sequence = sequence;
  entry.method = "GET";
  entry.path = path;
  entry.status = status;
  entry.client_request_id = id;
  return entry;
}

// The numbers of each call's exchanges.
std::vector<std::vector<std::uint64_t>> Grouped(std::vector<JournalEntry> entries) {
  std::vector<std::vector<std::uint64_t>> groups;
  for (const Call& call : CallsOf(std::move(entries))) {
    groups.emplace_back();
    for (const JournalEntry& entry : call.exchanges) groups.back().push_back(entry.sequence);
  }
  return groups;
}

TEST(CallsTest, TheIdOfTheClientHoldsThemTogether) {
  EXPECT_THAT(Grouped({Entry(1, "/a", 200, "x"), Entry(2, "/b", 200, "y"), Entry(3, "/c", 401, "x"),
                       Entry(4, "/d", 200)}),
              ElementsAre(ElementsAre(1, 3), ElementsAre(2), ElementsAre(4)));
}

TEST(CallsTest, WithoutOneTriesOfARequestAreOneCall) {
  EXPECT_THAT(Grouped({Entry(1, "/a", 503), Entry(2, "/a", 0), Entry(3, "/a", 200),
                       Entry(4, "/a", 200), Entry(5, "/a", 429), Entry(6, "/b", 200)}),
              ElementsAre(ElementsAre(1, 2, 3), ElementsAre(4), ElementsAre(5), ElementsAre(6)));
  JournalEntry pending = Entry(1, "/a", 400);
  pending.oauth_error = "authorization_pending";
  EXPECT_THAT(Grouped({pending, Entry(2, "/a", 200)}), ElementsAre(ElementsAre(1, 2)));
  EXPECT_THAT(Grouped({Entry(1, "/a", 400), Entry(2, "/a", 200)}),
              ElementsAre(ElementsAre(1), ElementsAre(2)));
}

TEST(CallsTest, EachRunIsACall) {
  JournalEntry run;
  run.run = "az account";
  run.exit_code = 1;
  EXPECT_THAT(CallsOf({run, run, Entry(1, "/a", 200)}), testing::SizeIs(3));
}

TEST(CallsTest, KnowsFailures) {
  EXPECT_FALSE(IsFailure(Entry(1, "/a", 200)));
  EXPECT_FALSE(IsFailure(Entry(1, "/a", 302)));
  EXPECT_TRUE(IsFailure(Entry(1, "/a", 400)));
  EXPECT_TRUE(IsFailure(Entry(1, "/a", 0)));
  JournalEntry entry = Entry(1, "/a", 302);
  entry.oauth_error = "access_denied";
  EXPECT_TRUE(IsFailure(entry)) << "an error in a redirect";
  entry = Entry(1, "/a", 200);
  entry.reason = "a captive portal answers";
  EXPECT_TRUE(IsFailure(entry));
  entry = Entry(1, "/a", 200);
  entry.fault = "DRIP";
  EXPECT_FALSE(IsFailure(entry)) << "slow, and whole";
  entry.fault = "TRUNCATE_BODY";
  EXPECT_TRUE(IsFailure(entry));
  entry = JournalEntry();
  entry.run = "az account";
  EXPECT_FALSE(IsFailure(entry));
  entry.exit_code = 1;
  EXPECT_TRUE(IsFailure(entry));
}

}  // namespace
}  // namespace azmock::explain
