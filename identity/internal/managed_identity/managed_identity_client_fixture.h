// A ManagedIdentityClient with nothing of the real world, for its tests.
#ifndef IDENTITY_INTERNAL_MANAGED_IDENTITY_MANAGED_IDENTITY_CLIENT_FIXTURE_H_
#define IDENTITY_INTERNAL_MANAGED_IDENTITY_MANAGED_IDENTITY_CLIENT_FIXTURE_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/managed_identity/managed_identity_client.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_file_system.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {

inline constexpr char kImdsUrl[] = "http://169.254.169.254/metadata/identity/oauth2/token";

// A host's answer; `members` are what stands beside the token.
inline std::string TokenBody(absl::string_view token, absl::string_view members) {
  return absl::StrCat(R"({"access_token":")", token, R"(","token_type":"Bearer",)", members, "}");
}

class ManagedIdentityClientTest : public ::testing::Test {
 protected:
  ManagedIdentityClientOptions Options() {
    ManagedIdentityClientOptions options;
    options.client.transport = transport_;
    options.client.seams.clock = clock_;
    options.client.seams.environment = environment_;
    options.client.seams.files = files_;
    options.client.seams.random = std::make_shared<FakeRandom>();
    options.client.seams.executor = executor_;
    options.client.logging.logger = std::make_shared<Logger>();
    return options;
  }
  // With options().id and .probe as the test set them.
  void MakeClient(ManagedIdentityClientOptions options) {
    auto client = ManagedIdentityClient::Create(std::move(options));
    ASSERT_THAT(client, IsOk());
    client_ = *std::move(client);
  }
  void MakeClient() { MakeClient(Options()); }

  absl::StatusOr<AccessToken> GetToken(const std::string& scope = "https://vault.azure.net",
                                       const Context& ctx = Context::Background()) {
    return client_->GetToken(ctx, {{scope}, "", "", false});
  }
  // The token or the error.
  std::string Get(const std::string& scope = "https://vault.azure.net") {
    const auto token = GetToken(scope);
    return std::string(token.ok() ? token->token() : token.status().message());
  }
  void ExpectToken(absl::string_view token, absl::string_view members) {
    transport_->Expect(Respond(200, TokenBody(token, members)));
  }

  std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>(FakeClock::Sleep::kAdvances);
  std::shared_ptr<Executor> executor_ = InlineExecutor();  // refreshes run at once
  std::shared_ptr<FakeEnvironment> environment_ = std::make_shared<FakeEnvironment>();
  std::shared_ptr<FakeFileSystem> files_ = std::make_shared<FakeFileSystem>();
  std::shared_ptr<FakeTransport> transport_ = std::make_shared<FakeTransport>();
  std::unique_ptr<ManagedIdentityClient> client_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_MANAGED_IDENTITY_MANAGED_IDENTITY_CLIENT_FIXTURE_H_
