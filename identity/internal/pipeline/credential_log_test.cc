#include "identity/internal/pipeline/credential_log.h"

#include <set>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_tracer.h"

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

TEST(CredentialLogTest, TracesCalls) {
  const auto tracer = std::make_shared<FakeTracer>();
  ClientOptions options = OptionsOf(std::make_shared<const Logger>());
  options.tracer = tracer;
  const CredentialLog log("C", options);
  EXPECT_TRUE(log.enabled());
  EXPECT_EQ(*log.Traced("GetToken", []() -> absl::StatusOr<int> { return 7; }), 7);
  EXPECT_FALSE(
      log.Traced("Authenticate", []() -> absl::StatusOr<int> { return absl::UnknownError("no"); })
          .ok());
  const auto spans = tracer->records();
  ASSERT_EQ(spans.size(), 2u);
  EXPECT_EQ(spans[0].name, "C.GetToken");
  EXPECT_EQ(spans[0].kind, Tracer::SpanKind::kInternal);
  EXPECT_EQ(spans[0].attributes.at("az.namespace"), "Microsoft.Entra");
  EXPECT_EQ(spans[0].error, "");
  EXPECT_TRUE(spans[0].ended);
  EXPECT_EQ(spans[1].name, "C.Authenticate");
  EXPECT_EQ(spans[1].error, "no");
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
