// Tenants that a directory's hosts and tools name, whether it has them or they are there before.
#ifndef MOCK_SERVER_SCENARIO_SERVED_TENANT_H_
#define MOCK_SERVER_SCENARIO_SERVED_TENANT_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mock_server/scenario/directory.pb.h"

namespace mock::scenario {

// What the fakes have by then of the tenant called so, by ID or domain; null if there is none.
// Valid until the validation ends. An empty function: nobody knows yet.
using ServedTenant = std::function<const Tenant*(const std::string& name)>;

struct NamedTenant {
  std::string id;
  std::vector<const Tenant*> parts;  // what `directory` has of it, and what is served
};

// The tenant that a host or a tool of `directory` names; "" is the directory's first, else the
// default one. nullopt if it is not in `directory` and nobody knows of others.
std::optional<NamedTenant> FindNamedTenant(const Directory& directory, const std::string& name,
                                           const ServedTenant& served);

}  // namespace mock::scenario

#endif  // MOCK_SERVER_SCENARIO_SERVED_TENANT_H_
