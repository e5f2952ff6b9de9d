#include "mock_entra/tokens/refresh_token.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "mock_entra/promises/handle.h"
#include "mock_entra/promises/promises.h"

namespace mock::entra {
namespace {

constexpr std::size_t kRefreshTokenBytes = 202;

}  // namespace

absl::StatusOr<std::string> IssueRefreshToken(const Tenant& tenant, const Application& application,
                                              const TokenSubject& subject, absl::string_view scope,
                                              absl::Time now, Random& random) {
  std::string handle = NewHandle(tenant.id, kRefreshTokenBytes, random);
  RefreshToken token;
  token.app_id = application.app_id;
  token.sign_in = subject.sign_in;
  token.scope = std::string(scope);
  token.issued = now;
  token.single_page = subject.single_page;
  // A single-page application's are as old as the first of them.
  const bool single_page = application.single_page || subject.single_page;
  if (single_page && subject.first_issued != absl::InfinitePast()) {
    token.issued = subject.first_issued;
  }
  token.family = subject.family.empty() ? handle : subject.family;
  token.expires = token.issued + application.refresh_token_lifetime;
  if (single_page) {
    token.expires = std::min(token.expires, token.issued + kSinglePageRefreshTokenLifetime);
  }
  const absl::Status kept =
      tenant.promises().AddRefreshToken(handle, std::move(token), subject.renewed, now);
  if (!kept.ok()) return kept;
  return handle;
}

}  // namespace mock::entra
