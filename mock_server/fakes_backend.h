// What the admin service controls: the fakes of this process.
#ifndef MOCK_SERVER_FAKES_BACKEND_H_
#define MOCK_SERVER_FAKES_BACKEND_H_

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "mock_server/admin/backend.h"
#include "mock_server/scenario/library.h"

namespace azmock {

class Fakes;

class FakesBackend final : public mock::admin::Backend {
 public:
  // The fakes must outlive it.
  explicit FakesBackend(Fakes* fakes) : fakes_(*fakes) {}

  absl::StatusOr<const mock::scenario::Library*> Scenarios() override;
  absl::StatusOr<mock::scenario::Scenario> Arm(mock::scenario::Scenario scenario) override;
  mock::scenario::Directory GetDirectory() override;
  absl::Status MergeDirectory(mock::scenario::Directory directory) override;
  absl::Status ReplaceDirectory(mock::scenario::Directory directory) override;
  absl::Status RemoveFromDirectory(const mock::scenario::Directory& what) override;
  std::vector<std::string> TenantNames(absl::string_view tenant) override;
  void ResetTenant(const std::vector<std::string>& names) override;
  absl::StatusOr<std::string> IssueToken(const mock::admin::IssueTokenRequest& request) override;
  absl::StatusOr<mock::admin::CheckTokenResponse> CheckToken(absl::string_view token) override;
  absl::StatusOr<std::string> MintAssertion(const mock::scenario::Assertion& assertion) override;
  absl::StatusOr<std::vector<std::string>> RotateSigningKey(absl::Duration grace) override;
  std::vector<mock::entra::DeviceCode> DeviceCodes() override;
  std::optional<mock::entra::DeviceCode> FindDeviceCode(absl::string_view user_code) override;
  bool ApproveDeviceCode(absl::string_view user_code, absl::string_view user_name) override;
  bool DeclineDeviceCode(absl::string_view user_code) override;

 private:
  Fakes& fakes_;
  std::mutex library_mutex_;
  std::optional<absl::StatusOr<mock::scenario::Library>> library_;  // loaded when first asked for
};

}  // namespace azmock

#endif  // MOCK_SERVER_FAKES_BACKEND_H_
