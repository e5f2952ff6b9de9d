// Tokens that outlive the process, of both kinds of client.
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/internal/clients/confidential_client.h"
#include "identity/internal/clients/public_client.h"
#include "identity/internal/testing/fake_authority.h"
#include "identity/testing/fake_token_cache_store.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::HasSubstr;

class PersistenceTest : public ::testing::Test {
 protected:
  ClientOptions Client() {
    ClientOptions client = authority_.Options();
    client.token_cache = store_;
    return client;
  }
  // Each stands for one in a process of its own.
  std::unique_ptr<PublicClient> User(AuthenticationRecord record, bool asks = false) {
    PublicClientOptions options;
    options.credential = "DeviceCodeCredential";
    options.tenant_id = "t";
    options.client_id = "c";
    options.client = Client();
    options.record = std::move(record);
    options.disable_automatic_authentication = !asks;
    return PublicClient::Create(std::move(options),
                                [](const Context&, ClientCore& core, const TokenRequest& request) {
                                  return ParseTokenResponse(UserTokenBody("ada1", "ada", 3599),
                                                            request.scopes, core.clock().Now(),
                                                            TokenOwner::kUser);
                                })
        .value();
  }
  std::unique_ptr<ConfidentialClient> Application(std::string user_assertion = "") {
    ConfidentialClientOptions options;
    options.credential = "ClientSecretCredential";
    options.tenant_id = "t";
    options.client_id = "c";
    options.client = Client();
    options.user_assertion = std::move(user_assertion);
    return ConfidentialClient::Create(options, ClientSecret("s3cret")).value();
  }
  template <typename Client>
  static std::string Get(Client& client, const TokenRequestOptions& options) {
    const auto token = client->GetToken(Context::Background(), options);
    return std::string(token.ok() ? token->token() : token.status().message());
  }
  template <typename Client>
  static std::string Get(Client& client, const std::string& scope = "s") {
    return Get(client, {{scope}, "", "", false});
  }

  FakeAuthority authority_;
  std::shared_ptr<FakeTokenCacheStore> store_ = std::make_shared<FakeTokenCacheStore>();
};

TEST_F(PersistenceTest, ARecordFindsItsTokensInASecondProcess) {
  auto first = User({}, /*asks=*/true);
  const auto record = first->Authenticate(Context::Background(), {{"s"}, "", "", false});
  ASSERT_THAT(record, IsOk());
  first.reset();

  auto second = User(*record);
  EXPECT_EQ(Get(second), "ada1");
  EXPECT_EQ(authority_.Count(kToken), 0);
  // Another scope, and the time after its end, by the refresh token.
  EXPECT_EQ(Get(second, "other"), "tok1");
  EXPECT_THAT(authority_.transport->requests().back().body, HasSubstr("refresh_token=rt-ada1"));
  authority_.clock->Advance(absl::Hours(2));
  auto third = User(*record);
  authority_.transport->Expect(Respond(200, UserTokenBody("ada2", "ada")), UrlContains(kToken));
  EXPECT_EQ(Get(third), "ada2");
  // A new refresh token takes the place of the old one, for everybody.
  authority_.clock->Advance(absl::Hours(2));
  EXPECT_EQ(Get(second), "tok2");
  EXPECT_THAT(authority_.transport->requests().back().body, HasSubstr("refresh_token=rt-ada2"));
}

TEST_F(PersistenceTest, WithoutARecordNobodysTokensAreTaken) {
  auto first = User({}, /*asks=*/true);
  EXPECT_EQ(Get(first), "ada1");
  auto second = User({});
  EXPECT_THAT(Get(second), HasSubstr("can't acquire a token without user interaction"));
}

TEST_F(PersistenceTest, ClaimsAreSentWithTheStoredRefreshToken) {
  auto first = User({}, /*asks=*/true);
  const auto record = first->Authenticate(Context::Background(), {{"s"}, "", "", false});
  auto second = User(*record);
  EXPECT_EQ(Get(second, {{"s"}, "", "{}", false}), "tok1");
  EXPECT_THAT(authority_.transport->requests().back().body, HasSubstr("claims=%7B%7D"));
}

TEST_F(PersistenceTest, AnApplicationsTokenServesAllItsProcesses) {
  auto first = Application();
  auto second = Application();
  EXPECT_EQ(Get(first), "tok1");
  EXPECT_EQ(Get(second), "tok1");
  EXPECT_EQ(Get(second, {{"s"}, "", "", /*enable_cae=*/true}), "tok2");
  EXPECT_EQ(Get(first, {{"s"}, "", "", /*enable_cae=*/true}), "tok2");
  EXPECT_EQ(authority_.Count(kToken), 2);
  EXPECT_FALSE(absl::StrContains(store_->text("nocae"), "s3cret"));
}

TEST_F(PersistenceTest, AnotherClientsTokensAreNotTaken) {
  auto first = Application();
  EXPECT_EQ(Get(first), "tok1");
  std::string text = store_->text("nocae");
  text.replace(text.find("\"client_id\":\"c\""), 15, "\"client_id\":\"d\"");
  store_->Set("nocae", text);
  auto second = Application();
  EXPECT_EQ(Get(second), "tok2");
}

TEST_F(PersistenceTest, WhatIsDoneForUsersStaysInMemory) {
  auto client = Application("user assertion");
  EXPECT_EQ(Get(client), "tok1");
  EXPECT_EQ(store_->text("nocae"), "");
  EXPECT_EQ(store_->loads(), 0);
}

TEST_F(PersistenceTest, AProcessThatRefreshedSparesTheOthers) {
  authority_.transport->Expect(
      Respond(200, R"({"access_token":"t","expires_in":3600,"refresh_in":60})"),
      UrlContains(kToken));
  auto first = Application();
  auto second = Application();
  EXPECT_EQ(Get(first), "t");
  EXPECT_EQ(Get(second), "t");
  authority_.clock->Advance(absl::Minutes(2));
  EXPECT_EQ(Get(first), "tok1");
  EXPECT_EQ(Get(second), "tok1");
  EXPECT_EQ(authority_.Count(kToken), 2);
}

TEST_F(PersistenceTest, AStoreThatFailsFailsNoCall) {
  store_->Fail(absl::UnavailableError("disk on fire"));
  auto client = Application();
  EXPECT_EQ(Get(client), "tok1");
  EXPECT_EQ(Get(client), "tok1");
  EXPECT_THAT(
      authority_.log,
      ::testing::Contains("ClientSecretCredential couldn't write the token cache: disk on fire"));
}

}  // namespace
}  // namespace azure::identity::internal
