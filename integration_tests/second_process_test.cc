// A user signs in once, in one process; another asks Entra ID in the user's name, and nobody is
// asked. What the two share is a file.
#include <cstdlib>
#include <memory>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/identity.h"
#include "identity/testing/status_matchers.h"
#include "mock_server/testing/fakes_fixture.h"

namespace {

using azure::identity::AuthenticationRecord;
using azure::identity::Context;
using azure::identity::DeviceCodeCredential;
using azure::identity::DeviceCodeCredentialOptions;
using azure::identity::FileTokenCacheStore;
using azure::identity::FileTokenCacheStoreOptions;
using azure::identity::IsOk;
using azure::identity::TokenRequestOptions;
using azure::identity::UsernamePasswordCredential;
using azure::identity::UsernamePasswordCredentialOptions;
using testing::Contains;
using testing::EndsWith;
using testing::SizeIs;

class SecondProcessTest : public azmock::FakesTest {
 protected:
  SecondProcessTest() {
    std::string pattern = ::testing::TempDir() + "/tokens_XXXXXX";
    folder_ = mkdtemp(pattern.data());
  }

  // What a process opens when it starts.
  std::shared_ptr<FileTokenCacheStore> OpenStore() const {
    FileTokenCacheStoreOptions options;
    options.directory = folder_;
    return FileTokenCacheStore::Create(options).value();
  }

  std::string folder_;
  const mock::scenario::UsernamePassword client_ =
      Arm("password-throttled-then-success").username_password();
};

TEST_F(SecondProcessTest, AnAuthenticationRecordIsEnough) {
  TokenRequestOptions request;
  request.scopes = {"https://management.azure.com/.default"};
  std::string record;
  {
    UsernamePasswordCredentialOptions options;
    options.client = FakesClientOptions();
    options.client.token_cache = OpenStore();
    const auto first = UsernamePasswordCredential::Create(
        client_.tenant_id(), client_.client_id(), client_.username(), client_.password(), options);
    const auto user = (*first)->Authenticate(Context::Background(), request);
    ASSERT_THAT(user, IsOk());
    record = user->ToJson();
  }
  const auto exchanges_before = Exchanges().size();

  DeviceCodeCredentialOptions options;
  options.client = FakesClientOptions();
  options.client.token_cache = OpenStore();
  options.tenant_id = client_.tenant_id();
  options.client_id = client_.client_id();
  options.authentication_record = AuthenticationRecord::FromJson(record).value();
  options.disable_automatic_authentication = true;
  const auto second = DeviceCodeCredential::Create(options);
  EXPECT_THAT((*second)->GetToken(Context::Background(), request), IsOk());
  // It asked about the authority alone: the token was there.
  EXPECT_THAT(Exchanges(), SizeIs(exchanges_before + 1));
  EXPECT_THAT(Exchanges(), Contains(EndsWith("/common/discovery/instance 200")));

  // For another scope the refresh token is.
  request.scopes = {"https://vault.azure.net/.default"};
  EXPECT_THAT((*second)->GetToken(Context::Background(), request), IsOk());
  EXPECT_THAT(Exchanges(), SizeIs(exchanges_before + 3));

  // Nobody's without a record.
  options.authentication_record = AuthenticationRecord();
  const auto stranger = DeviceCodeCredential::Create(options);
  EXPECT_TRUE(azure::identity::GetRequiredTokenRequest(
                  (*stranger)->GetToken(Context::Background(), request).status())
                  .has_value());
}

}  // namespace
