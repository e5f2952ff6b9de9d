// Two tests that would disturb each other at the same fakes: each takes all the rejections.
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "identity/identity.h"

namespace azure::identity {
namespace {

absl::Status GetToken() {
  const auto credential = DefaultAzureCredential::Create();
  if (!credential.ok()) return credential.status();
  TokenRequestOptions request;
  request.scopes = {"https://vault.azure.net/.default"};
  const auto ctx = Context::Background().WithDeadline(absl::Now() + absl::Seconds(50));
  return (*credential)->GetToken(ctx, request).status();
}

TEST(ShardedTest, First) { EXPECT_EQ(GetToken(), absl::OkStatus()); }
TEST(ShardedTest, Second) { EXPECT_EQ(GetToken(), absl::OkStatus()); }

}  // namespace
}  // namespace azure::identity
