#include "mock_entra/errors/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "mock_entra/errors/placeholders.h"

namespace mock::entra {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsNull;
using ::testing::NotNull;

TEST(CatalogueTest, HasTodaysTextOfACodeAsItsDefault) {
  const AadstsRow* row = Catalogue::BuiltIn().Find(7000215);
  ASSERT_THAT(row, NotNull());
  EXPECT_EQ(row->error, "invalid_client");
  EXPECT_EQ(row->status, 401);
  EXPECT_THAT(row->error_codes, ElementsAre(7000215));
  EXPECT_TRUE(row->has_error_uri);
  EXPECT_EQ(row->evidence, 'O');
  EXPECT_EQ(row->description,
            "Invalid client secret provided. Ensure the secret being sent in the request is the "
            "client secret value, not the client secret ID, for a secret added to app '{appId}'.");
}

TEST(CatalogueTest, PutsTodaysFormOfACodeFirst) {
  for (const AadstsRow& row : Catalogue::BuiltIn().rows()) {
    const AadstsRow* const usual = Catalogue::BuiltIn().Find(row.code);
    EXPECT_TRUE(usual->variant.empty() || usual->error_codes.size() == 2) << row.code;
  }
}

TEST(CatalogueTest, FindsOlderTextsByVariant) {
  const AadstsRow* row = Catalogue::BuiltIn().Find(7000215, "2019");
  ASSERT_THAT(row, NotNull());
  EXPECT_EQ(row->description, "Invalid client secret is provided.");
}

TEST(CatalogueTest, KnowsThatMetadataNamesAnUnknownTenantDifferently) {
  EXPECT_EQ(Catalogue::BuiltIn().Find(90002)->error, "invalid_request");
  EXPECT_EQ(Catalogue::BuiltIn().Find(90002, "metadata")->error, "invalid_tenant");
}

TEST(CatalogueTest, FindsACodeThatOccursOnlyInsideAnother) {
  const AadstsRow* row = Catalogue::BuiltIn().Find(50012);
  ASSERT_THAT(row, NotNull());
  EXPECT_EQ(row->code, 70002);
  EXPECT_THAT(row->error_codes, ElementsAre(70002, 50012));
}

TEST(CatalogueTest, HasNothingForUnknownCodesAndVariants) {
  EXPECT_THAT(Catalogue::BuiltIn().Find(1), IsNull());
  EXPECT_THAT(Catalogue::BuiltIn().Find(7000215, "1999"), IsNull());
}

TEST(CatalogueTest, KeepsEachRowConsistent) {
  ASSERT_GE(Catalogue::BuiltIn().rows().size(), 120u);
  for (const AadstsRow& row : Catalogue::BuiltIn().rows()) {
    SCOPED_TRACE(row.code);
    SCOPED_TRACE(row.variant);
    EXPECT_EQ(row.error_codes.front(), row.code);
    EXPECT_THAT(std::string("OPD"), HasSubstr(std::string(1, row.evidence)));
    EXPECT_FALSE(row.description.empty());
    EXPECT_FALSE(row.trigger.empty());
    EXPECT_FALSE(row.source.empty());
    // Entra keeps 401 for clients that cannot prove who they are.
    EXPECT_TRUE(row.status != 401 || row.error == "invalid_client");
  }
}

TEST(CatalogueTest, LeavesNoPlaceholderUnfilledInAnyText) {
  for (const AadstsRow& row : Catalogue::BuiltIn().rows()) {
    const std::string text = absl::StrReplaceAll(Expand(row.description, {}),
                                                 {{"{EmailHidden}", ""}, {"{tenant-ID}", ""}});
    EXPECT_FALSE(absl::StrContains(text, "{")) << row.code << ": " << text;
    EXPECT_FALSE(absl::StrContains(text, "...")) << row.code << ": " << text;
  }
}

TEST(CatalogueTest, ParseErrorsNameLineAndColumn) {
  const std::string header =
      "code\tvariant\terror\tstatus\terror_codes\tsuberror\terror_uri\textra\tdescription\t"
      "trigger\tevidence\tsource\n";
  EXPECT_EQ(Catalogue::Parse(header + "1\t\te\tx\t1\t\tyes\t\td\tt\tO\ts\n").status().message(),
            "line 2, column status: expected a number");
  EXPECT_EQ(Catalogue::Parse(header + "1\t\te\n").status().message(),
            "line 2, column source: expected 12 cells, got 3");
  const std::string row = "1\t\te\t400\t1\t\tyes\t\td\tt\tO\ts\n";
  EXPECT_EQ(Catalogue::Parse(header + row + row).status().message(),
            "line 3, column variant: expected a variant that the code does not have yet");
}

TEST(PlaceholdersTest, PutsValuesInAndKeepsOtherBraces) {
  EXPECT_EQ(Expand("app '{appId}' {\"a\":{\"b\":1}} {appId}", {{"appId", "x"}}),
            "app 'x' {\"a\":{\"b\":1}} x");
  EXPECT_EQ(Expand("open { end", {}), "open { end");
  EXPECT_EQ(Expand("a value is not expanded again: {a}", {{"a", "{a}"}}),
            "a value is not expanded again: {a}");
}

}  // namespace
}  // namespace mock::entra
