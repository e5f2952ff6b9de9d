// Codes and tokens that mean nothing to anybody but Entra ID.
#ifndef MOCK_ENTRA_PROMISES_HANDLE_H_
#define MOCK_ENTRA_PROMISES_HANDLE_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "mock_common/random.h"

namespace mock::entra {

// "1.A…": names the tenant that keeps what it stands for, as Entra's do, so that it
// is found from /common and /organizations too. `bytes` of it are random.
std::string NewHandle(absl::string_view tenant_id, std::size_t bytes, Random& random);

// The tenant's ID; "" if this is no handle.
std::string TenantOfHandle(absl::string_view handle);

// What a user types in: nine letters and digits that are not taken for others.
std::string NewUserCode(Random& random);

// As users type it: without case, spaces and hyphens.
std::string PlainUserCode(absl::string_view typed);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_PROMISES_HANDLE_H_
