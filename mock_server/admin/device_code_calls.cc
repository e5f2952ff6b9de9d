#include "mock_server/admin/device_code_calls.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "mock_common/text/values.h"

namespace mock::admin {
namespace {

DeviceCode::State StateOf(const entra::DeviceCode& code, absl::Time now) {
  switch (code.state) {
    case entra::DeviceCode::State::kApproved:
      return DeviceCode::STATE_APPROVED;
    case entra::DeviceCode::State::kDeclined:
      return DeviceCode::STATE_DECLINED;
    case entra::DeviceCode::State::kRedeemed:
      return DeviceCode::STATE_REDEEMED;
    case entra::DeviceCode::State::kPending:
      break;
  }
  return now < code.issued + code.lifetime ? DeviceCode::STATE_PENDING : DeviceCode::STATE_EXPIRED;
}

absl::Status NoneWaits(const std::string& user_code) {
  return absl::NotFoundError(absl::StrCat("user_code: no device code ", scenario::Quoted(user_code),
                                          " waits: it was never given out, was dealt with, or is "
                                          "too old"));
}

}  // namespace

absl::Status ListDeviceCodes(Control& control, const ListDeviceCodesRequest& request,
                             ListDeviceCodesResponse* response) {
  std::string owner;
  if (!request.tenant().empty()) {
    const auto names = FindTenant(control, "tenant", request.tenant());
    if (!names.ok()) return names.status();
    owner = names->front();
  }
  const absl::Time now = control.clock.Now();
  for (const entra::DeviceCode& code : control.backend.DeviceCodes()) {
    if (!owner.empty() && code.owner != owner) continue;
    DeviceCode& told = *response->add_device_codes();
    told.set_user_code(code.user_code);
    told.set_tenant(code.tenant);
    told.set_client_id(code.app_id);
    told.set_scope(code.scope);
    told.set_state(StateOf(code, now));
    told.set_issue_time(InstantText(code.issued));
    told.set_expire_time(InstantText(code.issued + code.lifetime));
    told.set_polls(static_cast<std::uint32_t>(code.polls));
    told.set_username(code.sign_in.user_name);
  }
  return absl::OkStatus();
}

absl::Status ApproveDeviceCode(Control& control, const ApproveDeviceCodeRequest& request,
                               ApproveDeviceCodeResponse*) {
  if (request.user_code().empty()) return absl::InvalidArgumentError("user_code: is required");
  if (request.username().empty()) return absl::InvalidArgumentError("username: is required");
  const auto code = control.backend.FindDeviceCode(request.user_code());
  if (!code) return NoneWaits(request.user_code());
  if (control.backend.ApproveDeviceCode(request.user_code(), request.username())) {
    return absl::OkStatus();
  }
  return absl::NotFoundError(absl::StrCat("username: ", scenario::Quoted(request.username()),
                                          " is no user of the tenant ",
                                          scenario::Quoted(code->tenant), " that the code is of"));
}

absl::Status DeclineDeviceCode(Control& control, const DeclineDeviceCodeRequest& request,
                               DeclineDeviceCodeResponse*) {
  if (request.user_code().empty()) return absl::InvalidArgumentError("user_code: is required");
  return control.backend.DeclineDeviceCode(request.user_code()) ? absl::OkStatus()
                                                                : NoneWaits(request.user_code());
}

}  // namespace mock::admin
