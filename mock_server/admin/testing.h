// What tests of the admin service control: an engine and a journal, and a directory
// without a fake behind it.
#ifndef MOCK_SERVER_ADMIN_TESTING_H_
#define MOCK_SERVER_ADMIN_TESTING_H_

#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "mock_common/http/message.h"
#include "mock_common/random.h"
#include "mock_server/admin/control.h"

namespace mock::admin {

template <typename Proto>
Proto Parsed(const std::string& text) {
  Proto proto;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &proto)) << text;
  return proto;
}

// Has the scenarios "throttled" (rules for contoso.example) and "quiet" (none), and the
// tenant contoso.example, also called contoso.test.
class FakeBackend : public Backend {
 public:
  explicit FakeBackend(scenario::Engine* engine);

  absl::StatusOr<const scenario::Library*> Scenarios() override { return &library_; }
  absl::StatusOr<scenario::Scenario> Arm(scenario::Scenario scenario) override;
  scenario::Directory GetDirectory() override { return directory_; }
  absl::Status MergeDirectory(scenario::Directory directory) override;
  absl::Status ReplaceDirectory(scenario::Directory directory) override;
  absl::Status RemoveFromDirectory(const scenario::Directory& what) override;
  std::vector<std::string> TenantNames(absl::string_view tenant) override;
  void ResetTenant(const std::vector<std::string>& names) override;
  std::vector<std::string> reset;  // what it was told
  // "<tenant> <client ID> <resource> <flaw>".
  absl::StatusOr<std::string> IssueToken(const IssueTokenRequest& request) override;
  // Right for "good".
  absl::StatusOr<CheckTokenResponse> CheckToken(absl::string_view token) override;
  // The subject of what is minted, the tenant of a user's token.
  absl::StatusOr<std::string> MintAssertion(const scenario::Assertion& assertion) override;
  // {"new", "<grace>"}.
  absl::StatusOr<std::vector<std::string>> RotateSigningKey(absl::Duration grace) override;
  // Those of `codes`, at `now`; ada@contoso.example alone may approve them.
  std::vector<entra::DeviceCode> DeviceCodes() override { return codes.All(); }
  std::optional<entra::DeviceCode> FindDeviceCode(absl::string_view user_code) override;
  bool ApproveDeviceCode(absl::string_view user_code, absl::string_view user_name) override;
  bool DeclineDeviceCode(absl::string_view user_code) override;
  entra::DeviceCodes codes;
  absl::Time now = absl::FromUnixSeconds(1769817600);

 private:
  scenario::Engine* const engine_;
  scenario::Library library_;
  scenario::Directory directory_;
};

// Its clock stands at 2026-01-31T00:00:00Z.
class ControlTest : public testing::Test {
 protected:
  // Lets the engine answer, "computed" if nothing is armed. A path may have a query.
  http::Reply Send(const std::string& method, const std::string& path,
                   const std::string& form = "");

  static constexpr int kJournalEntries = 64;  // more are forgotten
  VirtualClock clock_{VirtualClock::Mode::kFrozen, absl::FromUnixSeconds(1769817600)};
  scenario::Journal journal_{{kJournalEntries, 1 << 24}};
  const std::unique_ptr<Random> random_ = Random::Seeded(1);
  scenario::Engine engine_{&clock_, &journal_, random_.get(),
                           [](const auto&, const auto&, const auto&) { return http::Response(); }};
  FakeBackend backend_{&engine_};
  Control control_{&clock_, &engine_, &journal_, &backend_};
};

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_TESTING_H_
