// A credential of a developer's tool with nothing of the real world, for its tests.
#ifndef IDENTITY_INTERNAL_DEVELOPER_TOOLS_TOOL_CREDENTIAL_FIXTURE_H_
#define IDENTITY_INTERNAL_DEVELOPER_TOOLS_TOOL_CREDENTIAL_FIXTURE_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/log.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_process_runner.h"
#include "identity/testing/status_matchers.h"
#include "identity/token_credential.h"

namespace azure::identity {

inline constexpr char kVaultScope[] = "https://vault.azure.net/.default";

template <typename Credential, typename CredentialOptions>
class ToolCredentialTest : public ::testing::Test {
 protected:
  CredentialOptions Options() {
    CredentialOptions options;
    options.client.logging.logger = std::make_shared<Logger>(
        [this](LogEvent, absl::string_view message) { log_.emplace_back(message); });
    options.client.seams.clock = clock_;
    options.client.seams.environment = std::make_shared<FakeEnvironment>();
    options.client.seams.processes = processes_;
    return options;
  }
  absl::StatusOr<AccessToken> GetToken(CredentialOptions options,
                                       const TokenRequestOptions& request = {
                                           {kVaultScope}, "", "", false}) {
    const auto credential = Credential::Create(std::move(options));
    if (!credential.ok()) return credential.status();
    return (*credential)->GetToken(Context::Background(), request);
  }
  absl::StatusOr<AccessToken> GetToken() { return GetToken(Options()); }
  // The text for a tool that fails and writes `err`.
  std::string Error(const std::string& err) {
    processes_->Expect(ProcessResult{1, 0, "", err});
    return std::string(GetToken().status().message());
  }
  // The last that was run.
  std::string Command() { return processes_->requests().back().argv.back(); }

  const std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  const std::shared_ptr<FakeProcessRunner> processes_ = std::make_shared<FakeProcessRunner>();
  std::vector<std::string> log_;
};

}  // namespace azure::identity

#endif  // IDENTITY_INTERNAL_DEVELOPER_TOOLS_TOOL_CREDENTIAL_FIXTURE_H_
