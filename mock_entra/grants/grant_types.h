// From a grant_type to its grant.
#ifndef MOCK_ENTRA_GRANTS_GRANT_TYPES_H_
#define MOCK_ENTRA_GRANTS_GRANT_TYPES_H_

#include <memory>

#include "mock_entra/grants/grant.h"

namespace mock::entra {

// The grant that the request names. For one that there is none of never null either:
// its FindTenant refuses, as for applications, then with 900144 if none is named, else
// with 70003.
std::unique_ptr<Grant> FindGrant(const GrantRequest& asked);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_GRANT_TYPES_H_
