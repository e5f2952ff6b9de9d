#include "mock_common/admin/access.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/crypto/digest.h"
#include "mock_common/crypto/same_secret.h"

namespace mock::admin {
namespace {

bool IsThisMachine(absl::string_view host) {
  if (host == "localhost" || host == "[::1]" || host == "::1") return true;
  // Not a name that begins so.
  return absl::StartsWith(host, "127.") &&
         host.find_first_not_of("0123456789.") == absl::string_view::npos;
}

// The fakes' own page: the same scheme, host and port.
bool IsSameOrigin(absl::string_view origin, const http::Request& request) {
  return absl::EqualsIgnoreCase(
      origin, absl::StrCat(request.tls ? "https://" : "http://", request.headers.Get("Host")));
}

}  // namespace

Access::Access(absl::string_view control_token)
    : hash_(control_token.empty() ? "" : Sha256(control_token)) {}

absl::Status Access::Check(absl::string_view authorization) const {
  if (hash_.empty()) return absl::OkStatus();
  absl::string_view token = authorization;
  constexpr absl::string_view kScheme = "Bearer ";
  if (!absl::StartsWithIgnoreCase(token, kScheme)) {
    return absl::UnauthenticatedError(
        "a control token is required: send \"Authorization: Bearer <token>\"");
  }
  token.remove_prefix(kScheme.size());
  // Hashes have one length, so comparing them tells nothing of the token's.
  if (SameSecret(Sha256(token), hash_)) return absl::OkStatus();
  return absl::UnauthenticatedError("the control token is wrong");
}

absl::Status Access::CheckRequest(const http::Request& request) const {
  if (hash_.empty() && !IsThisMachine(request.host)) {
    return absl::PermissionDeniedError(absl::StrCat("Host: \"", request.host,
                                                    "\" is not localhost; without a control token "
                                                    "the service answers to no other name"));
  }
  const absl::string_view origin = request.headers.Get("Origin");
  if (!origin.empty() && !IsSameOrigin(origin, request)) {
    return absl::PermissionDeniedError(
        absl::StrCat("Origin: pages of \"", origin, "\" may not use this service"));
  }
  return Check(request.headers.Get("Authorization"));
}

}  // namespace mock::admin
