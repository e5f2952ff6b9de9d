// Refresh tokens, which the tenant remembers.
#ifndef MOCK_ENTRA_TOKENS_REFRESH_TOKEN_H_
#define MOCK_ENTRA_TOKENS_REFRESH_TOKEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/random.h"
#include "mock_entra/directory/tenant.h"
#include "mock_entra/tokens/token_subject.h"

namespace mock::entra {

// For `scope`, as it was asked for. Errors: kResourceExhausted, as
// Promises::AddRefreshToken.
absl::StatusOr<std::string> IssueRefreshToken(const Tenant& tenant, const Application& application,
                                              const TokenSubject& subject, absl::string_view scope,
                                              absl::Time now, Random& random);

// A single-page application's tokens live that long, counted from the first.
inline constexpr absl::Duration kSinglePageRefreshTokenLifetime = absl::Hours(24);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_REFRESH_TOKEN_H_
