// The calls about device codes. admin.proto says what each does.
#ifndef MOCK_SERVER_ADMIN_DEVICE_CODE_CALLS_H_
#define MOCK_SERVER_ADMIN_DEVICE_CODE_CALLS_H_

#include "absl/status/status.h"
#include "mock_server/admin/control.h"
#include "mock_server/admin/messages.h"

namespace mock::admin {

absl::Status ListDeviceCodes(Control& control, const ListDeviceCodesRequest& request,
                             ListDeviceCodesResponse* response);
absl::Status ApproveDeviceCode(Control& control, const ApproveDeviceCodeRequest& request,
                               ApproveDeviceCodeResponse* response);
absl::Status DeclineDeviceCode(Control& control, const DeclineDeviceCodeRequest& request,
                               DeclineDeviceCodeResponse* response);

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_DEVICE_CODE_CALLS_H_
