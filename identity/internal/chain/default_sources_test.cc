#include "identity/internal/chain/default_sources.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;

using Source = DefaultSource;

absl::StatusOr<std::vector<Source>> Select(const std::string& value, bool required = false) {
  return SelectDefaultSources(FakeEnvironment({{"AZURE_TOKEN_CREDENTIALS", value}}), required);
}

TEST(DefaultSourcesTest, AreAllWithoutTheVariable) {
  EXPECT_THAT(SelectDefaultSources(FakeEnvironment(), false),
              IsOkAndHolds(ElementsAre(Source::kEnvironment, Source::kWorkloadIdentity,
                                       Source::kManagedIdentity, Source::kAzureCli,
                                       Source::kAzureDeveloperCli, Source::kAzurePowerShell)));
}

TEST(DefaultSourcesTest, MayRequireTheVariable) {
  EXPECT_THAT(
      SelectDefaultSources(FakeEnvironment(), true),
      StatusIs(absl::StatusCode::kInvalidArgument,
               "AZURE_TOKEN_CREDENTIALS must be set when RequireAzureTokenCredentials is true. See "
               "https://aka.ms/azsdk/go/identity/docs#DefaultAzureCredential for more "
               "information"));
  EXPECT_THAT(Select("prod", true), IsOk());
}

TEST(DefaultSourcesTest, TheVariableSelectsAGroup) {
  EXPECT_THAT(Select("prod"),
              IsOkAndHolds(ElementsAre(Source::kEnvironment, Source::kWorkloadIdentity,
                                       Source::kManagedIdentity)));
  EXPECT_THAT(Select("dev"), IsOkAndHolds(ElementsAre(Source::kAzureCli, Source::kAzureDeveloperCli,
                                                      Source::kAzurePowerShell)));
}

TEST(DefaultSourcesTest, TheVariableSelectsOneByNameInAnyCase) {
  for (const Source source :
       {Source::kEnvironment, Source::kWorkloadIdentity, Source::kManagedIdentity,
        Source::kAzureCli, Source::kAzureDeveloperCli, Source::kAzurePowerShell}) {
    EXPECT_THAT(Select(std::string(DefaultSourceName(source))), IsOkAndHolds(ElementsAre(source)));
  }
  EXPECT_THAT(Select("azureclicredential"), IsOkAndHolds(ElementsAre(Source::kAzureCli)));
  EXPECT_THAT(Select("MANAGEDIDENTITYCREDENTIAL"),
              IsOkAndHolds(ElementsAre(Source::kManagedIdentity)));
}

TEST(DefaultSourcesTest, OtherValuesAreWrong) {
  const auto error = [](absl::string_view quoted) {
    return absl::StrCat("invalid AZURE_TOKEN_CREDENTIALS value ", quoted,
                        ". Valid values are \"dev\", \"prod\", or the name of any credential type "
                        "in the default chain. See "
                        "https://aka.ms/azsdk/go/identity/docs#DefaultAzureCredential for more "
                        "information");
  };
  EXPECT_THAT(Select(""), StatusIs(absl::StatusCode::kInvalidArgument, error(R"("")")));
  EXPECT_THAT(Select("Dev"), StatusIs(absl::StatusCode::kInvalidArgument, error(R"("Dev")")));
  EXPECT_THAT(Select("prod "), StatusIs(absl::StatusCode::kInvalidArgument, error(R"("prod ")")));
  EXPECT_THAT(Select("a\n\""), StatusIs(absl::StatusCode::kInvalidArgument, error(R"("a\n\"")")));
}

}  // namespace
}  // namespace azure::identity::internal
