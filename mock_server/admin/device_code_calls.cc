#include "mock_server/admin/device_code_calls.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "mock_common/text/values.h"
#include "mock_server/admin/page.h"
#include "mock_server/admin/time_values.h"

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

DeviceCode DeviceCodeOf(const entra::DeviceCode& code, absl::Time now) {
  DeviceCode proto;
  proto.set_user_code(code.user_code);
  proto.set_tenant(code.tenant);
  proto.set_client_id(code.app_id);
  proto.set_scope(code.scope);
  proto.set_state(StateOf(code, now));
  *proto.mutable_issue_time() = ToProto(code.issued);
  *proto.mutable_expire_time() = ToProto(code.issued + code.lifetime);
  proto.set_polls(static_cast<std::int32_t>(code.polls));
  proto.set_username(code.sign_in.user_name);
  return proto;
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
  auto page = Page<ListDeviceCodesRequest>::Of(request);
  if (!page.ok()) return page.status();
  const absl::Time now = control.clock.Now();
  const std::vector<entra::DeviceCode> codes = control.backend.DeviceCodes();
  // A token's position is how many codes come before the page.
  for (std::size_t i = page->start().value_or(0); i < codes.size(); ++i) {
    if (!owner.empty() && codes[i].owner != owner) continue;
    DeviceCode told = DeviceCodeOf(codes[i], now);
    if (!page->Takes(told)) {
      response->set_next_page_token(page->TokenOf(i));
      break;
    }
    *response->add_device_codes() = std::move(told);
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
