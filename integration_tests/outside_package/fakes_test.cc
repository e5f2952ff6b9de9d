// How users test code of theirs that asks for tokens.
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/identity.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_file_system.h"
#include "identity/testing/fake_process_runner.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/fake_transport.h"
#include "identity/testing/status_matchers.h"

namespace outside {
namespace {

using namespace azure::identity;  // NOLINT: what the test is about

using ::testing::SizeIs;

TEST(FakesTest, AVirtualMachineGetsAToken) {
  const auto transport = std::make_shared<FakeTransport>();
  transport->Expect(Respond(503, ""));
  transport->Expect(Respond(200, R"({"access_token":"t","expires_in":3600})"),
                    UrlContains("169.254.169.254/metadata/identity/oauth2/token"));

  ManagedIdentityCredentialOptions options;
  options.client.transport = transport;
  options.client.seams.clock = std::make_shared<FakeClock>(FakeClock::Sleep::kAdvances);
  options.client.seams.environment = std::make_shared<FakeEnvironment>();
  options.client.seams.files = std::make_shared<FakeFileSystem>();
  options.client.seams.processes = std::make_shared<FakeProcessRunner>();
  options.client.seams.random = std::make_shared<FakeRandom>();

  const auto credential = ManagedIdentityCredential::Create(options);
  ASSERT_THAT(credential, IsOk());
  TokenRequestOptions request;
  request.scopes = {"https://vault.azure.net/.default"};
  const auto token = (*credential)->GetToken(Context::Background(), request);
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "t");
  EXPECT_THAT(transport->requests(), SizeIs(2));  // the first was tried again
}

TEST(FakesTest, AnErrorIsData) {
  const auto transport = std::make_shared<FakeTransport>();
  transport->Always(Fail(absl::UnavailableError("dial tcp: no such host")));

  ClientSecretCredentialOptions options;
  options.client.transport = transport;
  options.client.seams.clock = std::make_shared<FakeClock>(FakeClock::Sleep::kAdvances);

  const auto credential = ClientSecretCredential::Create("tenant", "client", "secret", options);
  ASSERT_THAT(credential, IsOk());
  TokenRequestOptions request;
  request.scopes = {"scope"};
  const auto token = (*credential)->GetToken(Context::Background(), request);
  EXPECT_THAT(token, StatusIs(absl::StatusCode::kUnavailable));
  const auto details = GetErrorDetails(token.status());
  ASSERT_TRUE(details.has_value());
  EXPECT_EQ(details->kind, ErrorKind::kAuthenticationFailed);
  EXPECT_EQ(details->credential, "ClientSecretCredential");
  EXPECT_FALSE(details->http.has_value());
}

}  // namespace
}  // namespace outside
