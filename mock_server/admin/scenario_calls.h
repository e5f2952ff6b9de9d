// The calls about what the fakes answer. admin.proto says what each does.
#ifndef MOCK_SERVER_ADMIN_SCENARIO_CALLS_H_
#define MOCK_SERVER_ADMIN_SCENARIO_CALLS_H_

#include "absl/status/status.h"
#include "mock_server/admin/control.h"
#include "mock_server/admin/messages.h"

namespace mock::admin {

absl::Status ListScenarios(Control& control, const ListScenariosRequest& request,
                           ListScenariosResponse* response);
absl::Status GetScenario(Control& control, const GetScenarioRequest& request,
                         GetScenarioResponse* response);
absl::Status ArmScenario(Control& control, const ArmScenarioRequest& request,
                         ArmScenarioResponse* response);
absl::Status DisarmScenario(Control& control, const DisarmScenarioRequest& request,
                            DisarmScenarioResponse* response);
absl::Status DisarmAll(Control& control, const DisarmAllRequest& request,
                       DisarmAllResponse* response);
absl::Status ListArmed(Control& control, const ListArmedRequest& request,
                       ListArmedResponse* response);
absl::Status InjectFault(Control& control, const InjectFaultRequest& request,
                         InjectFaultResponse* response);

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_SCENARIO_CALLS_H_
