// The calls about the fakes' time. admin.proto says what each does.
#ifndef MOCK_SERVER_ADMIN_CLOCK_CALLS_H_
#define MOCK_SERVER_ADMIN_CLOCK_CALLS_H_

#include "absl/status/status.h"
#include "mock_server/admin/control.h"
#include "mock_server/admin/messages.h"

namespace mock::admin {

absl::Status GetClock(Control& control, const GetClockRequest& request, Clock* response);
absl::Status SetClock(Control& control, const SetClockRequest& request, Clock* response);
absl::Status AdvanceClock(Control& control, const AdvanceClockRequest& request, Clock* response);

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_CLOCK_CALLS_H_
