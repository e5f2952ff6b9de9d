#include "mock_server/admin/journal_watch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "mock_server/admin/testing.h"

namespace mock::admin {
namespace {

class JournalWatchTest : public ControlTest {
 protected:
  void Watch(const std::string& request, const std::string& last_id = "") {
    auto watch = WatchJournal(control_, Parsed<WatchJournalRequest>(request), last_id);
    ASSERT_TRUE(watch.ok()) << watch.status();
    watch_ = *std::move(watch);
  }

  // The next answer: "<path> <forgotten> <last sequence>", or the error. `meanwhile` happens
  // while it is awaited.
  std::string Next(const std::function<void()>& meanwhile = [] {}) {
    WatchJournalResponse response;
    std::promise<absl::Status> ended;
    const auto wait =
        watch_->Next(&response, [&ended](const absl::Status& status) { ended.set_value(status); });
    meanwhile();
    const absl::Status status = ended.get_future().get();
    if (!status.ok()) return status.ToString();
    EXPECT_EQ(watch_->id(), absl::StrCat(response.last_sequence()));
    return absl::StrCat(response.entry().path(), " ", response.forgotten(), " ",
                        response.last_sequence());
  }

  std::shared_ptr<Answers> watch_;
};

TEST_F(JournalWatchTest, TellsWhatIsThereAndThenWhatComes) {
  Send("GET", "/a");
  Send("GET", "/b");
  Watch("");
  EXPECT_EQ(Next(), "/a 0 1");
  EXPECT_EQ(Next(), "/b 0 2");
  EXPECT_EQ(Next([this] { Send("GET", "/c"); }), "/c 0 3");
  EXPECT_EQ(Next([this] {
              Send("GET", "/d");
              Send("GET", "/e");
            }),
            "/d 0 4");
  EXPECT_EQ(Next(), "/e 0 5");
}

TEST_F(JournalWatchTest, TellsOnlyWhatTheFilterTakes) {
  Send("GET", "/contoso.example/keys");
  Watch("filter { since: 1 tenant: 'contoso.test' match { method: 'POST' } }");
  EXPECT_EQ(Next([this] {
              Send("GET", "/contoso.example/keys");
              Send("POST", "/other/token");
              Send("POST", "/contoso.example/token");
            }),
            "/contoso.example/token 0 4");
}

TEST_F(JournalWatchTest, IsResumedAfterTheLastId) {
  for (const char* path : {"/a", "/b", "/c"}) Send("GET", path);
  Watch("filter { since: 1 }", "2");
  EXPECT_EQ(Next(), "/c 0 3");
}

// A reader that is too slow is told how much it has missed, also if nothing is left for it.
TEST_F(JournalWatchTest, CountsWhatIsForgotten) {
  Watch("filter { match { path: '/a' } }");
  for (int i = 0; i < 3; ++i) Send("GET", "/a");
  for (int i = 0; i < kJournalEntries - 1; ++i) Send("GET", "/b");
  EXPECT_EQ(Next(), "/a 2 3");
  for (int i = 0; i < kJournalEntries + 5; ++i) Send("GET", "/b");
  EXPECT_EQ(Next(), absl::StrCat(" 5 ", 3 + 2 * kJournalEntries + 4));
}

TEST_F(JournalWatchTest, EndsWithTheFakesAndWithItsReader) {
  Watch("");
  EXPECT_EQ(Next([this] { control_.waits.Stop(); }), "UNAVAILABLE: the fakes are stopping");
  EXPECT_EQ(Next(), "UNAVAILABLE: the fakes are stopping");
}

TEST_F(JournalWatchTest, WhatIsNotSoundIsNamed) {
  const auto error = [this](const std::string& request, const std::string& last_id = "") {
    return std::string(
        WatchJournal(control_, Parsed<WatchJournalRequest>(request), last_id).status().message());
  };
  EXPECT_EQ(error("filter { since: -1 }"), "filter.since: is negative");
  EXPECT_EQ(error("filter { match { path: 'a' } }"),
            "filter.match.path: \"a\" is not a path; start it with / or *");
  EXPECT_EQ(error("", "-1"), "Last-Event-ID: \"-1\" is no sequence number");
}

}  // namespace
}  // namespace mock::admin
