#include "mock_common/journal/journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "mock_common/journal/journal_entry.h"

namespace mock::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

http::Request To(const std::string& path) {
  http::Request request;
  request.method = "GET";
  request.path = path;
  return request;
}

void Record(Journal& journal, const std::string& path, int status = 200) {
  journal.Record(absl::UnixEpoch(), To(path), "t", {status, "", "computed", ""});
}

std::vector<std::string> Paths(const std::vector<JournalEntry>& entries) {
  std::vector<std::string> paths;
  for (const auto& entry : entries) paths.push_back(entry.path);
  return paths;
}

TEST(JournalTest, NumbersEntriesFromOne) {
  Journal journal;
  EXPECT_EQ(journal.last_sequence(), 0u);
  Record(journal, "/a");
  Record(journal, "/b");
  EXPECT_EQ(journal.last_sequence(), 2u);
  EXPECT_EQ(journal.Entries()[0].sequence, 1u);
  EXPECT_THAT(Paths(journal.Entries()), ElementsAre("/a", "/b"));
}

TEST(JournalTest, GivesWhatIsNew) {
  Journal journal;
  for (const char* path : {"/a", "/b", "/c"}) Record(journal, path);
  EXPECT_THAT(Paths(journal.Entries(1)), ElementsAre("/b", "/c"));
  EXPECT_THAT(journal.Entries(3), IsEmpty());
  EXPECT_THAT(journal.Entries(99), IsEmpty());
}

TEST(JournalTest, TheOldestGoWhenThereAreTooMany) {
  Journal journal({3, 1 << 20});
  for (int i = 1; i <= 10; ++i) Record(journal, absl::StrCat("/", i));
  EXPECT_THAT(Paths(journal.Entries()), ElementsAre("/8", "/9", "/10"));
  EXPECT_THAT(Paths(journal.Entries(9)), ElementsAre("/10"));
  EXPECT_EQ(journal.last_sequence(), 10u);
}

TEST(JournalTest, TheOldestGoWhenTheyAreTooLarge) {
  Journal journal({1000, 10000});
  for (int i = 0; i < 100; ++i) Record(journal, "/" + std::string(1000, 'x'));
  EXPECT_LT(journal.Entries().size(), 10u);
  EXPECT_THAT(journal.Entries(), testing::Not(IsEmpty()));
}

TEST(JournalTest, SaysWhatItHasForgotten) {
  Journal journal({3, 1 << 20});
  for (int i = 1; i <= 3; ++i) Record(journal, "/");
  EXPECT_EQ(journal.NewsSince(0).forgotten, 0u);
  EXPECT_EQ(journal.CheckNothingForgotten(), absl::OkStatus());
  for (int i = 4; i <= 10; ++i) Record(journal, "/");
  EXPECT_EQ(journal.NewsSince(0).forgotten, 7u);
  EXPECT_EQ(journal.NewsSince(5).forgotten, 2u);
  EXPECT_EQ(journal.NewsSince(7).forgotten, 0u);
  EXPECT_EQ(journal.NewsSince(0, {"T"}).forgotten, 7u);
  EXPECT_EQ(journal.NewsSince(0, {"other"}).forgotten, 0u);
  EXPECT_EQ(journal.CheckNothingForgotten().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(journal.CheckNothingForgotten().message()),
              testing::StartsWith("7 older entries that may matter are forgotten: the journal "
                                  "holds the last 3 entries, in at most 1048576 bytes. Raise the "
                                  "limits (azmock serve --journal-entries "));
  journal.ClearTenant({"t"});
  EXPECT_EQ(journal.NewsSince(0).forgotten, 0u);
}

TEST(JournalTest, AWaitDoesNotJudgeWhatIsForgotten) {
  Journal journal({1, 1 << 20});
  for (const char* path : {"/a", "/b"}) Record(journal, path);
  const auto is_a = [](const JournalEntry& entry) { return entry.path == "/a"; };
  EXPECT_EQ(journal.WaitFor(1, is_a, absl::ZeroDuration()).status().code(),
            absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(journal.WaitFor(1, nullptr, absl::ZeroDuration()).ok());
}

TEST(JournalTest, AFollowerGetsEveryEntryInOrderBeforeRecordReturns) {
  Journal journal({2, 1 << 20});
  Record(journal, "/before");
  std::vector<std::uint64_t> followed;
  {
    const auto observation = journal.Follow(
        [&followed](const JournalEntry& entry) { followed.push_back(entry.sequence); });
    Record(journal, "/");
    EXPECT_THAT(followed, ElementsAre(2u));
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&journal] {
        for (int i = 0; i < 100; ++i) Record(journal, "/");
      });
    }
    for (auto& thread : threads) thread.join();
  }
  Record(journal, "/after");
  ASSERT_THAT(followed, SizeIs(401));
  for (std::size_t i = 0; i < followed.size(); ++i) EXPECT_EQ(followed[i], i + 2);
}

TEST(JournalTest, ClearForgetsEntriesButNotTheCount) {
  Journal journal;
  Record(journal, "/a");
  journal.Clear();
  EXPECT_THAT(journal.Entries(), IsEmpty());
  Record(journal, "/b");
  EXPECT_EQ(journal.Entries()[0].sequence, 2u);
  EXPECT_THAT(journal.Entries(1), SizeIs(1));
}

TEST(JournalTest, ClearsOneTenantByAnyOfItsNames) {
  Journal journal;
  for (const char* tenant : {"a", "b", "A.example", "c"}) {
    journal.Record(absl::UnixEpoch(), To(absl::StrCat("/", tenant)), tenant, {200, "", "", ""});
  }
  journal.ClearTenant({"A", "a.example"});
  EXPECT_THAT(Paths(journal.Entries()), ElementsAre("/b", "/c"));
  EXPECT_THAT(Paths(journal.Entries(2)), ElementsAre("/c"));
  EXPECT_THAT(Paths(journal.Entries(3)), ElementsAre("/c"));
  Record(journal, "/d");
  EXPECT_THAT(Paths(journal.Entries(4)), ElementsAre("/d"));
}

TEST(JournalTest, NewsTellWhatCameAndWhetherEntriesWereCleared) {
  Journal journal;
  Record(journal, "/a");
  Record(journal, "/b");
  const Journal::News before = journal.NewsSince(1);
  EXPECT_THAT(Paths(before.entries), ElementsAre("/b"));
  EXPECT_EQ(before.last_sequence, 2u);
  journal.Clear();
  const Journal::News after = journal.NewsSince(2);
  EXPECT_THAT(after.entries, IsEmpty());
  EXPECT_NE(after.clears, before.clears);
}

TEST(JournalTest, RendersOneLineForEach) {
  Journal journal;
  Record(journal, "/a");
  Record(journal, "/b");
  const std::vector<std::string> lines = absl::StrSplit(journal.JsonLines(), '\n');
  ASSERT_THAT(lines, SizeIs(3));
  EXPECT_THAT(lines[0], HasSubstr("\"path\":\"/a\""));
  EXPECT_EQ(lines[2], "");
}

TEST(JournalTest, ARunHasItsPlaceAmongTheRequests) {
  Journal journal;
  EXPECT_EQ(journal.RecordRun(absl::UnixEpoch(), {"az account", "contoso", 3, "computed"}), 1u);
  const auto entries = journal.Entries();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].run, "az account");
  EXPECT_EQ(entries[0].exit_code, 3);
  EXPECT_EQ(entries[0].status, 0);
  EXPECT_EQ(
      journal.JsonLines(),
      R"({"sequence":1,"time":"1970-01-01T00:00:00.000Z","tenant":"contoso",)"
      R"("run":"az account","exit_code":3,"answered_by":"computed","oauth_error":"","suberror":"",)"
      R"("aadsts":[],"service_error_code":"","reason":"","trace_id":"","correlation_id":"",)"
      R"("duration_ms":0})"
      "\n");
  journal.RecordRun(absl::UnixEpoch(), {std::string(5000, 'a'), "", 0, ""});
  EXPECT_EQ(journal.Entries().back().run, "<5000 bytes>");
}

TEST(JournalTest, WaitForCountsWhatIsAlreadyThere) {
  Journal journal;
  for (const char* path : {"/a", "/b", "/a", "/a"}) Record(journal, path);
  const auto found = journal.WaitFor(
      2, [](const JournalEntry& entry) { return entry.path == "/a"; }, absl::ZeroDuration());
  ASSERT_TRUE(found.ok()) << found.status();
  ASSERT_THAT(*found, SizeIs(2));
  EXPECT_EQ((*found)[1].sequence, 3u);
  EXPECT_TRUE(journal.WaitFor(4, nullptr, absl::ZeroDuration()).ok());
}

TEST(JournalTest, WaitForTellsHowManyThereWere) {
  Journal journal;
  Record(journal, "/a");
  const auto found = journal.WaitFor(2, nullptr, absl::Milliseconds(1));
  EXPECT_EQ(found.status().code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(found.status().message(), "waited 1ms for 2 matching requests; there were 1");
}

TEST(JournalTest, WaitForWaits) {
  Journal journal;
  std::thread client([&journal] {
    for (int i = 0; i < 100; ++i) Record(journal, i % 2 == 0 ? "/even" : "/odd");
  });
  const auto found = journal.WaitFor(
      50, [](const JournalEntry& entry) { return entry.path == "/odd"; }, absl::InfiniteDuration());
  client.join();
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(*found, SizeIs(50));
}

TEST(JournalTest, WaitForStartsOverAfterClear) {
  Journal journal;
  Record(journal, "/before");
  std::atomic<bool> looked{false};
  std::thread client([&] {
    while (!looked) std::this_thread::yield();
    journal.Clear();
    Record(journal, "/after");
    Record(journal, "/after");
  });
  const auto found = journal.WaitFor(
      2,
      [&looked](const JournalEntry&) {
        looked = true;
        return true;
      },
      absl::InfiniteDuration());
  client.join();
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(Paths(*found), ElementsAre("/after", "/after"));
}

TEST(JournalTest, ObserversAreCalledBeforeRecordReturns) {
  Journal journal;
  int calls = 0;
  std::uint64_t seen = 0;
  {
    const auto observation = journal.ObserveArrivals([&] {
      ++calls;
      seen = journal.last_sequence();
    });
    Record(journal, "/a");
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(seen, 1u);
  }
  Record(journal, "/b");
  EXPECT_EQ(calls, 1);
}

TEST(JournalTest, SeveralObserversCanComeAndGo) {
  Journal journal;
  int first = 0;
  int second = 0;
  auto a = journal.ObserveArrivals([&first] { ++first; });
  const auto b = journal.ObserveArrivals([&second] { ++second; });
  Record(journal, "/");
  a.reset();
  Record(journal, "/");
  a = journal.ObserveArrivals([&first] { ++first; });
  Record(journal, "/");
  EXPECT_EQ(first, 2);
  EXPECT_EQ(second, 3);
}

TEST(JournalTest, FindsAnEntryThatIsStillHeld) {
  Journal journal({/*max_entries=*/2, /*max_bytes=*/1 << 20});
  for (const char* path : {"/1", "/2", "/3"}) {
    http::Request request;
    request.path = path;
    journal.Record(absl::UnixEpoch(), request, "", {});
  }
  EXPECT_FALSE(journal.Find(1));
  ASSERT_TRUE(journal.Find(3));
  EXPECT_EQ(journal.Find(3)->path, "/3");
  EXPECT_FALSE(journal.Find(4));
}

TEST(JournalTest, ManyThreadsRecordReadObserveAndClear) {
  Journal journal({64, 1 << 20});
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&journal] {
      for (int i = 0; i < 500; ++i) Record(journal, "/x");
    });
  }
  threads.emplace_back([&journal] {
    for (int i = 0; i < 50; ++i) {
      int calls = 0;
      const auto observation = journal.ObserveArrivals([&calls] { ++calls; });
      EXPECT_LE(journal.Entries().size(), 64u);
    }
  });
  threads.emplace_back([&journal] {
    for (int i = 0; i < 20; ++i) journal.Clear();
  });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(journal.last_sequence(), 2000u);
}

}  // namespace
}  // namespace mock::scenario
