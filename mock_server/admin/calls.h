// Every call of the admin service.
#ifndef MOCK_SERVER_ADMIN_CALLS_H_
#define MOCK_SERVER_ADMIN_CALLS_H_

#include <vector>

#include "mock_common/admin/call.h"
#include "mock_server/admin/control.h"

namespace mock::admin {

// In the order of admin.proto. They work on `control`, which must outlive them.
std::vector<Call> Calls(Control* control);

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_CALLS_H_
