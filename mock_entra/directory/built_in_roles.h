// Roles that every tenant has in Azure.
#ifndef MOCK_ENTRA_DIRECTORY_BUILT_IN_ROLES_H_
#define MOCK_ENTRA_DIRECTORY_BUILT_IN_ROLES_H_

#include <vector>

#include "mock_entra/directory/azure.pb.h"

namespace mock::entra {

// The general ones, and those of the services that the fakes have, as far as these
// services' operations go:
// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
const std::vector<scenario::RoleDefinition>& BuiltInRoles();

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_BUILT_IN_ROLES_H_
