#include "identity/internal/pipeline/telemetry.h"

#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"
#include "identity/version.h"

namespace azure::identity::internal {
namespace {

const std::string kLibrary = std::string("azsdk-cpp-identity/") + kVersion + " (C++17; Linux)";

TEST(UserAgentTest, PutsTheApplicationIdInFront) {
  EXPECT_EQ(UserAgent(""), kLibrary);
  EXPECT_EQ(UserAgent("my app"), "my/app " + kLibrary);
  EXPECT_EQ(UserAgent("abcdefghijklmnopqrstuvwxyz"), "abcdefghijklmnopqrstuvwx " + kLibrary);
  EXPECT_EQ(UserAgent("a\r\nHost: b"), "a//Host:/b " + kLibrary);
}

TEST(TelemetryTest, NamesTheLibraryInEveryRequest) {
  auto transport = std::make_shared<FakeTransport>();
  transport->Always(Respond(200, ""));
  Telemetry telemetry("app", transport);
  HttpRequest request{"GET", "https://h/", {}, ""};
  ASSERT_THAT(telemetry.Send(Context::Background(), request), IsOk());
  request.headers.Set("user-agent", "caller/1");
  ASSERT_THAT(telemetry.Send(Context::Background(), request), IsOk());

  EXPECT_EQ(transport->requests()[0].headers.Get("User-Agent"), "app " + kLibrary);
  EXPECT_EQ(transport->requests()[1].headers.Get("User-Agent"), "app " + kLibrary + " caller/1");
}

}  // namespace
}  // namespace azure::identity::internal
