// Whose accounts an application is for: Entra ID's signInAudience.
#ifndef MOCK_ENTRA_SIGN_IN_SIGN_IN_AUDIENCE_H_
#define MOCK_ENTRA_SIGN_IN_SIGN_IN_AUDIENCE_H_

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "mock_entra/directory/tenant.h"

namespace mock::entra {

// The code for users who come by another endpoint than the application's audience
// may, if so; `path` is the tenant as in the URL: 50194 a single tenant's application
// at /common and the like, 9002332 an organizations' at /consumers, 9002331 one for
// personal accounts elsewhere.
std::optional<std::int64_t> RefusedBySignInAudience(const Application& application,
                                                    absl::string_view path);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_SIGN_IN_SIGN_IN_AUDIENCE_H_
