#include "mock_entra/sign_in/sign_in_audience.h"

#include "absl/strings/match.h"
#include "mock_entra/directory/tenant_lookup.h"

namespace mock::entra {

std::optional<std::int64_t> RefusedBySignInAudience(const Application& application,
                                                    absl::string_view path) {
  using Proto = scenario::Application;
  const bool consumers = absl::EqualsIgnoreCase(path, "consumers");
  switch (application.audience) {
    case Proto::SINGLE_TENANT:
      return IsTenantAlias(path) ? std::optional<std::int64_t>(50194) : std::nullopt;
    case Proto::ORGANIZATIONS:
      return consumers ? std::optional<std::int64_t>(9002332) : std::nullopt;
    case Proto::PERSONAL:
      return consumers ? std::nullopt : std::optional<std::int64_t>(9002331);
    default:
      return std::nullopt;
  }
}

}  // namespace mock::entra
