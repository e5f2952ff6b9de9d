// Whether developers' tools make sense.
#ifndef MOCK_IMDS_FAKE_TOOLS_VALIDATE_TOOLS_H_
#define MOCK_IMDS_FAKE_TOOLS_VALIDATE_TOOLS_H_

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "mock_common/text/place.h"
#include "mock_imds/fake_tools/developer_tools.h"

namespace mock::imds {

// The tenant whose accounts may be signed in.
struct TenantOfTool {
  std::string id;
  std::set<std::string> accounts;  // users' names and applications' IDs, in lower case
};

// nullopt for a tool whose tenant is not told: it may be known already, so nothing is said
// of its account.
using FindTenantOfTool =
    std::function<std::optional<TenantOfTool>(const scenario::DeveloperTool& tool)>;

// Tells `place`, whose field `developer_tools` these are, what is wrong with them.
void ValidateTools(const DeveloperToolList& tools, const FindTenantOfTool& find_tenant,
                   const scenario::Place& place);

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_VALIDATE_TOOLS_H_
