#include "mock_common/admin/access.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace mock::admin {
namespace {

// Hashes have one length, so comparing them tells nothing of the token's.
std::string Sha256(absl::string_view text) {
  std::string hash(EVP_MAX_MD_SIZE, '\0');
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), reinterpret_cast<unsigned char*>(hash.data()), &size,
                 EVP_sha256(), nullptr) != 1) {
    return "no hash";  // Equal to no hash: everybody is turned away.
  }
  hash.resize(size);
  return hash;
}

bool IsThisMachine(absl::string_view host) {
  if (host == "localhost" || host == "[::1]" || host == "::1") return true;
  // Not a name that begins so.
  return absl::StartsWith(host, "127.") &&
         host.find_first_not_of("0123456789.") == absl::string_view::npos;
}

// "https://localhost:8443" and "localhost:8443".
bool IsSameOrigin(absl::string_view origin, absl::string_view host) {
  const auto scheme = origin.find("://");
  if (scheme == absl::string_view::npos) return false;
  return absl::EqualsIgnoreCase(origin.substr(scheme + 3), host);
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
  const std::string hash = Sha256(token);
  if (hash.size() == hash_.size() && CRYPTO_memcmp(hash.data(), hash_.data(), hash.size()) == 0) {
    return absl::OkStatus();
  }
  return absl::UnauthenticatedError("the control token is wrong");
}

absl::Status Access::CheckRequest(const http::Request& request) const {
  if (hash_.empty() && !IsThisMachine(request.host)) {
    return absl::PermissionDeniedError(absl::StrCat("Host: \"", request.host,
                                                    "\" is not localhost; without a control token "
                                                    "the service answers to no other name"));
  }
  const absl::string_view origin = request.headers.Get("Origin");
  if (!origin.empty() && !IsSameOrigin(origin, request.headers.Get("Host"))) {
    return absl::PermissionDeniedError(
        absl::StrCat("Origin: pages of \"", origin, "\" may not use this service"));
  }
  return Check(request.headers.Get("Authorization"));
}

}  // namespace mock::admin
