// What the admin service asks of the fakes that it controls.
#ifndef MOCK_SERVER_ADMIN_BACKEND_H_
#define MOCK_SERVER_ADMIN_BACKEND_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_entra/promises/device_codes.h"
#include "mock_server/admin/messages.h"
#include "mock_server/scenario/library.h"
#include "mock_server/scenario/scenario.pb.h"

namespace mock::admin {

// Called by several threads at once. Errors name the field of the message that they
// are given, such as "tenants[0].id: is required".
class Backend {
 public:
  virtual ~Backend() = default;

  // The scenarios that come with the fakes. Lives as long as the backend.
  virtual absl::StatusOr<const scenario::Library*> Scenarios() = 0;

  // Adds the scenario's directory and arms its rules; returns it as its client can use
  // it. The scenario is sound, and none of its id was armed a moment ago.
  virtual absl::StatusOr<scenario::Scenario> Arm(scenario::Scenario scenario) = 0;

  // All or nothing each.
  virtual scenario::Directory GetDirectory() = 0;
  virtual absl::Status MergeDirectory(scenario::Directory directory) = 0;
  virtual absl::Status ReplaceDirectory(scenario::Directory directory) = 0;
  virtual absl::Status RemoveFromDirectory(const scenario::Directory& what) = 0;

  // A tenant's names, its ID first; empty if there is none of this ID or domain.
  virtual std::vector<std::string> TenantNames(absl::string_view tenant) = 0;

  // Forgets all that happened to the tenant of these names, which are TenantNames.
  virtual void ResetTenant(const std::vector<std::string>& names) = 0;

  virtual absl::StatusOr<std::string> IssueToken(const IssueTokenRequest& request) = 0;
  virtual absl::StatusOr<CheckTokenResponse> CheckToken(absl::string_view token) = 0;
  virtual absl::StatusOr<std::string> MintAssertion(const scenario::Assertion& assertion) = 0;
  // The IDs of the keys that are published then, the one that signs first.
  virtual absl::StatusOr<std::vector<std::string>> RotateSigningKey(absl::Duration grace) = 0;

  // Oldest first.
  virtual std::vector<entra::DeviceCode> DeviceCodes() = 0;
  // One that waits, as its user code was typed.
  virtual std::optional<entra::DeviceCode> FindDeviceCode(absl::string_view user_code) = 0;
  // False if none of that name waits, or its tenant has no such user.
  virtual bool ApproveDeviceCode(absl::string_view user_code, absl::string_view user_name) = 0;
  virtual bool DeclineDeviceCode(absl::string_view user_code) = 0;
};

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_BACKEND_H_
