#include "integration_tests/outside_package/custom_transport.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/context.h"
#include "identity/testing/status_matchers.h"

namespace outside {
namespace {

using ::azure::identity::Context;
using ::azure::identity::StatusIs;

TEST(CustomTransportTest, TheOptionsAreTaken) {
  Context ended = Context::Background().WithCancel();
  ended.Cancel();
  EXPECT_THAT(OptionsBehindAProxy().transport->Send(ended, {"GET", "https://h/", {}, ""}),
              StatusIs(absl::StatusCode::kCancelled, "Get \"https://h/\": context canceled"));
}

}  // namespace
}  // namespace outside
