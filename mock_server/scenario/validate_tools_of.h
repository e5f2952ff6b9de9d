// Whether the developers' tools of a directory go with its tenants.
#ifndef MOCK_SERVER_SCENARIO_VALIDATE_TOOLS_OF_H_
#define MOCK_SERVER_SCENARIO_VALIDATE_TOOLS_OF_H_

#include "mock_common/text/place.h"
#include "mock_server/scenario/directory.pb.h"
#include "mock_server/scenario/served_tenant.h"

namespace mock::scenario {

// Tells `place`, which is the directory's, what is wrong with its tools (see
// mock_imds/fake_tools/validate_tools.h). Accounts are looked for as ValidateHostsOf does
// identities.
void ValidateToolsOf(const Directory& directory, const Place& place,
                     const ServedTenant& served = nullptr);

}  // namespace mock::scenario

#endif  // MOCK_SERVER_SCENARIO_VALIDATE_TOOLS_OF_H_
