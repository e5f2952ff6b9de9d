// What the process of a fake developer's tool asks the fakes.
#ifndef MOCK_SERVER_TOOL_RUNS_H_
#define MOCK_SERVER_TOOL_RUNS_H_

#include <optional>

#include "mock_common/admin/access.h"
#include "mock_common/http/message.h"
#include "mock_imds/fake_tools/developer_tools.h"

namespace azmock {

// The answer to POST /_mock/tools/run (see mock_imds/fake_tools/run_json.h); nullopt for
// every other path. `access` says who may; null means everybody on this machine.
std::optional<mock::http::Reply> HandleToolRun(const mock::http::Request& request,
                                               const mock::admin::Access* access,
                                               mock::imds::DeveloperTools* tools);

}  // namespace azmock

#endif  // MOCK_SERVER_TOOL_RUNS_H_
