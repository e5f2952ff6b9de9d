#include "identity/internal/pipeline/credential_log.h"

#include <set>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

ClientOptions OptionsOf(std::shared_ptr<const Logger> logger) {
  ClientOptions options;
  options.logging.logger = std::move(logger);
  return options;
}

TEST(CredentialLogTest, SaysWhichScopesWereGranted) {
  std::vector<std::string> lines;
  const CredentialLog log(
      "C",
      OptionsOf(std::make_shared<const Logger>([&lines](LogEvent event, absl::string_view message) {
        EXPECT_EQ(event, LogEvent::kAuthentication);
        lines.emplace_back(message);
      })));
  EXPECT_TRUE(log.enabled());
  log.Acquired("GetToken", {"a", "b \"c\""});
  log.Says("will use it");
  EXPECT_THAT(lines,
              ::testing::ElementsAre("C.GetToken() acquired a token for scope \"a, b \\\"c\\\"\"",
                                     "C will use it"));
}

TEST(CredentialLogTest, IsSilentWhenNobodyListensForAuthentication) {
  const CredentialLog log("C", OptionsOf(std::make_shared<const Logger>(
                                   [](LogEvent, absl::string_view) { ADD_FAILURE(); },
                                   std::set<LogEvent>{LogEvent::kRequest})));
  EXPECT_FALSE(log.enabled());
  log.Acquired("GetToken", {"a"});
  log.Says("will use it");
}

}  // namespace
}  // namespace azure::identity::internal
