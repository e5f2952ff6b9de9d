#include "identity/benchmarks/many_credentials.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity {
namespace {

constexpr int kUsers = 10'000;

ClientOptions Quiet() {
  ClientOptions client;
  client.logging.logger = std::make_shared<Logger>();
  return client;
}

TEST(ManyCredentialsTest, HaveNoDescriptorsUntilTheySend) {
  const int before = OpenDescriptors();
  ASSERT_GE(before, 0);
  const UsersCredentials credentials = MakeCredentials(kUsers, Quiet());
  EXPECT_EQ(credentials.size(), static_cast<std::size_t>(kUsers));
  EXPECT_EQ(OpenDescriptors(), before);
}

TEST(ManyCredentialsTest, ShareTheDescriptorsOfOneTransport) {
  ClientOptions client = Quiet();
  client.cloud.authority_host = "https://localhost:1/";  // nobody listens there
  client.retry.max_retries = -1;
  const int before = OpenDescriptors();
  UsersCredentials credentials = MakeCredentials(200, client);
  EXPECT_EQ(UseAll(credentials), 0);
  // Those of one session, whose connection was refused.
  EXPECT_LE(OpenDescriptors(), before + 8);
}

TEST(ManyCredentialsTest, NeedLessThanFourKibibytesEach) {
  ClientOptions client = Quiet();
  client.transport = std::make_shared<UsersTransport>();
  const std::size_t before = AllocatedBytes();
  UsersCredentials credentials = MakeCredentials(kUsers, client);
  const std::size_t made = AllocatedBytes() - before;
  EXPECT_EQ(UseAll(credentials), kUsers);
  const std::size_t used = AllocatedBytes() - before;
  RecordProperty("bytes_made", static_cast<int>(made / kUsers));
  RecordProperty("bytes_used", static_cast<int>(used / kUsers));
  EXPECT_LT(made / kUsers, 4096u);
  EXPECT_LT(used / kUsers, 8192u) << made / kUsers << " before use";
}

}  // namespace
}  // namespace azure::identity
