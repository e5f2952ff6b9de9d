#include "identity/azure_cli_credential.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/errors.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_process_runner.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kScope[] = "https://vault.azure.net/.default";

class AzureCLICredentialTest : public ::testing::Test {
 protected:
  AzureCLICredentialOptions Options() {
    AzureCLICredentialOptions options;
    options.client.logging.logger = std::make_shared<Logger>(
        [this](LogEvent, absl::string_view message) { log_.emplace_back(message); });
    options.client.seams.clock = clock_;
    options.client.seams.environment = std::make_shared<FakeEnvironment>();
    options.client.seams.processes = processes_;
    return options;
  }
  absl::StatusOr<AccessToken> GetToken(AzureCLICredentialOptions options,
                                       const TokenRequestOptions& request = {
                                           {kScope}, "", "", false}) {
    const auto credential = AzureCLICredential::Create(std::move(options));
    if (!credential.ok()) return credential.status();
    return (*credential)->GetToken(Context::Background(), request);
  }
  absl::StatusOr<AccessToken> GetToken() { return GetToken(Options()); }
  std::string Error(const std::string& err) {
    processes_->Expect(ProcessResult{1, 0, "", err});
    return std::string(GetToken().status().message());
  }
  // The last command.
  std::string Command() { return processes_->requests().back().argv.back(); }

  const std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  const std::shared_ptr<FakeProcessRunner> processes_ = std::make_shared<FakeProcessRunner>();
  std::vector<std::string> log_;
};

TEST_F(AzureCLICredentialTest, GetsAToken) {
  processes_->Expect(ProcessResult{0, 0, R"({"accessToken":"tok","expires_on":1768482000})", ""});
  const auto token = GetToken();
  ASSERT_THAT(token, IsOk());
  EXPECT_EQ(token->token(), "tok");
  EXPECT_EQ(token->expires_on(), absl::FromUnixSeconds(1768482000));
  EXPECT_EQ(Command(), "az account get-access-token -o json --resource https://vault.azure.net");
  EXPECT_THAT(log_, ElementsAre("AzureCLICredential.GetToken() acquired a token for scope "
                                "\"https://vault.azure.net/.default\""));
}

TEST_F(AzureCLICredentialTest, PassesTenantAndSubscriptionOn) {
  processes_->Expect(ProcessResult{0, 0, R"({"accessToken":"tok","expires_on":1})", ""});
  auto options = Options();
  options.tenant_id = "contoso";
  options.subscription = "My Sub_1.x";
  EXPECT_THAT(GetToken(std::move(options)), IsOk());
  EXPECT_EQ(Command(),
            "az account get-access-token -o json --resource https://vault.azure.net "
            "--tenant contoso --subscription \"My Sub_1.x\"");
}

TEST_F(AzureCLICredentialTest, RefusesWhatIsUnsafeOnACommandLine) {
  auto options = Options();
  options.subscription = "my $ub";
  EXPECT_THAT(AzureCLICredential::Create(std::move(options)),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "AzureCLICredential: Subscription \"my $ub\" contains invalid characters. "
                       "If this is the name of a subscription, use its ID instead"));
  EXPECT_THAT(GetToken(Options(), {{"a;b"}, "", "", false}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "AzureCLICredential.GetToken(): invalid scope \"a;b\""));
  options = Options();
  options.tenant_id = "a;b";
  EXPECT_FALSE(AzureCLICredential::Create(std::move(options)).ok());
  EXPECT_THAT(processes_->requests(), IsEmpty());
}

TEST_F(AzureCLICredentialTest, ClaimsNeedANewSignIn) {
  EXPECT_THAT(GetToken(Options(), {{kScope}, "contoso", "{}", false}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "AzureCLICredential.GetToken(): Azure CLI requires multifactor "
                       "authentication or additional claims. Run this command then retry the "
                       "operation: az login --tenant contoso --claims-challenge e30="));
  EXPECT_THAT(processes_->requests(), IsEmpty());
}

TEST_F(AzureCLICredentialTest, ItsOutputIsNoErrorsText) {
  processes_->Expect(ProcessResult{0, 0, R"({"accessToken":"tok","expiresOn":"x"})", ""});
  EXPECT_THAT(GetToken(),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "AzureCLICredential: error parsing token expiration time \"x\": parsing "
                       "time \"x\" as \"2006-01-02 15:04:05.999999\": cannot parse \"x\" as "
                       "\"2006\""));
}

TEST_F(AzureCLICredentialTest, ShowsWhatTheToolSays) {
  EXPECT_EQ(Error("ERROR: Please run 'az login' to setup account.\n"),
            "AzureCLICredential: ERROR: Please run 'az login' to setup account. To troubleshoot, "
            "visit https://aka.ms/azsdk/go/identity/troubleshoot#azure-cli");
}

}  // namespace
}  // namespace azure::identity
