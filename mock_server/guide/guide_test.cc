#include "mock_server/guide/guide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace mock::guide {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kRow[] =
    "row TSG-A-1\n"
    "guide go\n"
    "section ACredential\n"
    "error It fails\n"
    "cause Something is wrong,\n"
    "  and this is what.\n"
    "mitigation Change it.\n"
    "link https://example.com/guide#a\n";

// The error of parsing `text`; "" if there is none.
std::string ErrorOf(absl::string_view text) {
  const auto guide = Guide::Parse(text);
  if (guide.ok()) return "";
  EXPECT_EQ(guide.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(guide.status().message());
}

// The error of kRow with `from` replaced.
std::string ErrorWith(absl::string_view from, absl::string_view to) {
  const std::string changed = absl::StrReplaceAll(kRow, {{from, to}});
  EXPECT_NE(changed, kRow) << from;
  return ErrorOf(changed);
}

TEST(GuideTest, HasEveryRowOfTheGuides) {
  const Guide& guide = Guide::BuiltIn();
  EXPECT_EQ(guide.rows().size(), 129U);
  std::set<std::string> guides;
  for (const GuideRow& row : guide.rows()) {
    EXPECT_EQ(guide.Find(row.id), &row);
    guides.insert(row.guide);
  }
  EXPECT_EQ(guides.size(), GuideNames().size());
}

TEST(GuideTest, ARowSaysWhatItsErrorMeans) {
  const GuideRow* const row = Guide::BuiltIn().Find("TSG-SECRET-1");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->guide, "go");
  EXPECT_EQ(row->section, "ClientSecretCredential");
  EXPECT_EQ(row->error, "AADSTS7000215");
  EXPECT_THAT(row->cause, HasSubstr("the secret's ID"));
  EXPECT_THAT(row->mitigation, HasSubstr("create a new one"));
  EXPECT_EQ(row->link, "https://aka.ms/azsdk/go/identity/troubleshoot#client-secret");
  EXPECT_THAT(row->no_scenario, IsEmpty());
}

// Readers see them one below the other: sentences, and none that says less than its error.
TEST(GuideTest, CausesAndMitigationsAreSentences) {
  for (const GuideRow& row : Guide::BuiltIn().rows()) {
    EXPECT_TRUE(absl::EndsWith(row.cause, ".")) << row.id << ": " << row.cause;
    EXPECT_TRUE(absl::EndsWith(row.mitigation, ".")) << row.id << ": " << row.mitigation;
    EXPECT_NE(row.cause, row.mitigation) << row.id;
  }
}

TEST(GuideTest, EachGuideHasItsOwnPage) {
  for (const GuideRow& row : Guide::BuiltIn().rows()) {
    const std::string language = row.guide == "old" ? "go" : row.guide;
    EXPECT_THAT(row.link, AnyOf(HasSubstr(absl::StrCat("//aka.ms/azsdk/", language, "/identity/")),
                                HasSubstr(absl::StrCat("/azure-sdk-for-", language, "/"))))
        << row.id;
  }
}

TEST(GuideTest, AnUnknownRowIsToldItsNeighbours) {
  EXPECT_EQ(Guide::BuiltIn().Find("TSG-SECRT-1"), nullptr);
  const auto found = Guide::BuiltIn().Get("TSG-SECRT-1");
  EXPECT_EQ(found.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(found.status().message()),
              HasSubstr("unknown guide row \"TSG-SECRT-1\"; did you mean TSG-SECRET-1, "));
  EXPECT_EQ(*Guide::BuiltIn().Get("TSG-VM-1"), Guide::BuiltIn().Find("TSG-VM-1"));
}

TEST(ParseTest, ALineThatBeginsWithABlankContinuesTheOneBefore) {
  const auto guide = Guide::Parse(absl::StrCat("# A remark.\n\n", kRow, "no_scenario a reason\n"));
  ASSERT_TRUE(guide.ok()) << guide.status();
  ASSERT_EQ(guide->rows().size(), 1U);
  EXPECT_EQ(guide->rows()[0].cause, "Something is wrong, and this is what.");
  EXPECT_EQ(guide->rows()[0].no_scenario, "a reason");
}

TEST(ParseTest, TheRestOfALineIsItsValueWhateverItHas) {
  const auto guide =
      Guide::Parse(absl::StrReplaceAll(kRow, {{"It fails", "a | \"b\" # c: row d"}}));
  ASSERT_TRUE(guide.ok()) << guide.status();
  EXPECT_EQ(guide->rows()[0].error, "a | \"b\" # c: row d");
}

TEST(ParseTest, AnEmptyFileHasNoRows) {
  const auto guide = Guide::Parse("");
  ASSERT_TRUE(guide.ok());
  EXPECT_THAT(guide->rows(), IsEmpty());
  EXPECT_EQ(guide->Get("TSG-A-1").status().message(), "unknown guide row \"TSG-A-1\"");
}

TEST(ParseTest, AFaultNamesItsLineAndField) {
  EXPECT_EQ(ErrorWith("TSG-A-1", "A 1"), "line 1, field row: expected an id such as TSG-SECRET-1");
  EXPECT_EQ(ErrorWith("guide go", "guide perl"),
            "line 2, field guide: expected one of go, net, java, python, js, cpp, rust, old, got "
            "\"perl\"");
  EXPECT_EQ(ErrorWith("error It", "eror It"), "line 4, field eror: there is no such field");
  EXPECT_EQ(ErrorWith("error It fails", "error"), "line 4, field error: expected a text");
  EXPECT_EQ(ErrorWith("https://example.com", "http://example.com"),
            "line 8, field link: expected an https URL");
  EXPECT_EQ(ErrorWith("https://example.com/guide#a", "https://"),
            "line 8, field link: expected an https URL");
  EXPECT_EQ(ErrorWith("guide#a", "the guide"), "line 8, field link: expected an https URL");
}

TEST(ParseTest, ARowIsWhole) {
  EXPECT_EQ(ErrorWith("mitigation Change it.\n", ""), "line 1, field mitigation: TSG-A-1 lacks it");
  EXPECT_EQ(ErrorOf(absl::StrCat("row TSG-B-1\nguide go\n", kRow)),
            "line 1, field section: TSG-B-1 lacks it");
  EXPECT_EQ(ErrorOf(absl::StrCat(kRow, "guide net\n")),
            "line 9, field guide: TSG-A-1 has it already");
}

TEST(ParseTest, AnIdOccursOnce) {
  EXPECT_EQ(ErrorOf(absl::StrCat(kRow, "\n", kRow)), "line 10, field row: TSG-A-1 is there twice");
}

TEST(ParseTest, NothingStandsBeforeTheFirstRow) {
  EXPECT_EQ(ErrorOf("guide go\n"), "line 1, field guide: expected a row before it");
  EXPECT_EQ(ErrorOf("  and more\n"), "line 1, field row: expected before what continues it");
}

}  // namespace
}  // namespace mock::guide
