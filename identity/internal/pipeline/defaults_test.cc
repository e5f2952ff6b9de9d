#include "identity/internal/pipeline/defaults.h"

#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_transport.h"

namespace azure::identity::internal {
namespace {

TEST(DefaultsTest, WhatOptionsNameCounts) {
  ClientOptions options;
  options.logging.logger = std::make_shared<const Logger>();
  options.transport = std::make_shared<FakeTransport>();
  EXPECT_EQ(LoggerOf(options), options.logging.logger);
  EXPECT_EQ(TransportOf(options), options.transport);
}

TEST(DefaultsTest, TheEnvironmentDecidesWhetherThereIsALog) {
  ClientOptions options;
  const auto environment = std::make_shared<FakeEnvironment>();
  options.seams.environment = environment;
  EXPECT_FALSE(LoggerOf(options)->ShouldLog(LogEvent::kAuthentication));
  environment->Set("AZURE_SDK_GO_LOGGING", "all");
  EXPECT_TRUE(LoggerOf(options)->ShouldLog(LogEvent::kAuthentication));
}

TEST(DefaultsTest, EveryCredentialHasATransport) {
  EXPECT_NE(TransportOf(ClientOptions()), nullptr);
}

}  // namespace
}  // namespace azure::identity::internal
