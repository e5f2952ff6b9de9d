#include "tools/explain/journal/read_journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace azmock::explain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kLine[] =
    R"({"sequence":7,"time":"2026-01-01T00:00:02.500Z","host":"h","method":"GET","path":"/p",)"
    R"("query":{"a":"1","b":["2","3"]},"status":401,"aadsts":[50076,2],"reason":"why",)"
    R"("duration_ms":1500})";

std::string Problem(absl::string_view text) {
  const auto journal = ReadJournal(text);
  return journal.ok() ? "" : std::string(journal.status().message());
}

// The line with `from` replaced, as the second one.
std::string ProblemWith(absl::string_view member) {
  return Problem(absl::StrCat(kLine, "\n", R"({"time":"2026-01-01T00:00:02Z","method":"GET",)",
                              member, "}\n"));
}

TEST(ReadJournalTest, ReadsWhatWasWritten) {
  const auto journal = ReadJournal(absl::StrCat(kLine, "\n\n", kLine, "\r\n"));
  ASSERT_TRUE(journal.ok()) << journal.status();
  ASSERT_THAT(journal->entries, SizeIs(2));
  EXPECT_EQ(journal->note,
            "the journal lacks 6 of the first 7 exchanges: this is not the whole run");
  const auto& entry = journal->entries[0];
  EXPECT_EQ(entry.sequence, 7u);
  EXPECT_EQ(absl::ToUnixMillis(entry.time), 1767225602500);
  EXPECT_EQ(entry.status, 401);
  EXPECT_EQ(entry.reason, "why");
  EXPECT_EQ(entry.duration, absl::Milliseconds(1500));
  EXPECT_THAT(entry.aadsts, ElementsAre(50076, 2));
  EXPECT_THAT(entry.query, ElementsAre(Pair("a", "1"), Pair("b", "2"), Pair("b", "3")));
}

TEST(ReadJournalTest, AGapIsNoted) {
  const auto line = [](int sequence) {
    return absl::StrCat(R"({"sequence":)", sequence,
                        R"(,"time":"2026-01-01T00:00:00Z","method":"GET"})", "\n");
  };
  EXPECT_EQ(ReadJournal(absl::StrCat(line(1), line(2)))->note, "");
  EXPECT_EQ(ReadJournal(absl::StrCat(line(1), line(4)))->note,
            "the journal lacks 2 of the first 4 exchanges: this is not the whole run");
}

TEST(ReadJournalTest, ANewerVersionsMembersAreIgnored) {
  EXPECT_EQ(ProblemWith(R"("new":{"x":[1]})"), "");
  EXPECT_THAT(ReadJournal("")->entries, IsEmpty());
}

TEST(ReadJournalTest, AWrongMemberIsNamedWithItsLine) {
  EXPECT_EQ(ProblemWith(R"("status":"401")"), "2: status: is no whole number");
  EXPECT_EQ(ProblemWith(R"("host":1)"), "2: host: is no text");
  EXPECT_EQ(ProblemWith(R"("aadsts":7)"), "2: aadsts: is no list");
  EXPECT_EQ(ProblemWith(R"("aadsts":["7"])"), "2: aadsts: has an item that is no whole number");
  EXPECT_EQ(ProblemWith(R"("query":[])"), "2: query: is no object");
  EXPECT_EQ(ProblemWith(R"("query":{"a":1})"), "2: query: has a value that is no text");
  EXPECT_EQ(Problem(R"({"time":"now","method":"GET"})"), "1: time: is no time");
  EXPECT_EQ(Problem(R"({"time":"2026-01-01T00:00:00Z"})"),
            "1: method: is missing, and there is no run");
}

TEST(ReadJournalTest, OnlyTheLastLineMayBeCut) {
  const std::string cut = std::string(kLine).substr(0, 60);
  const auto journal = ReadJournal(absl::StrCat(kLine, "\n", cut));
  ASSERT_TRUE(journal.ok()) << journal.status();
  EXPECT_THAT(journal->entries, SizeIs(1));
  EXPECT_THAT(journal->note,
              StartsWith("line 2 is cut off, and was left out; the journal lacks 6"));
  EXPECT_EQ(Problem(absl::StrCat(cut, "\n", kLine, "\n")), "1: is no JSON object");
  EXPECT_EQ(Problem(absl::StrCat(kLine, "\n", cut, "\n")), "2: is no JSON object");
  EXPECT_EQ(Problem("what is this"), "1: is no JSON object");
  EXPECT_EQ(Problem("[1]\n"), "1: is no JSON object");
}

}  // namespace
}  // namespace azmock::explain
