#include "identity/internal/managed_identity/token.h"

#include "absl/strings/str_cat.h"

namespace azure::identity::internal {

absl::StatusOr<TokenResponse> ParseManagedIdentityToken(absl::string_view body,
                                                        absl::string_view resource,
                                                        absl::Time now) {
  absl::StatusOr<TokenResponse> token = ReadTokenMembers(body, JsonReader::kUnmarshal, now);
  if (!token.ok()) {
    return absl::UnavailableError(
        absl::StrCat("error parsing the json error: ", token.status().message()));
  }
  if (token->access_token.empty()) {
    return absl::UnavailableError("response is missing access_token");
  }
  const absl::Duration lifetime = token->expires_on - now;
  if (token->refresh_on == absl::InfinitePast() && lifetime > absl::Hours(2)) {
    token->refresh_on = now + lifetime / 2;
  }
  token->granted_scopes.emplace_back(resource);
  return token;
}

}  // namespace azure::identity::internal
