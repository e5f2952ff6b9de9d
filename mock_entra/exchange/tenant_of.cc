#include "mock_entra/exchange/tenant_of.h"

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kInstanceDiscovery = "/common/discovery/instance";
constexpr absl::string_view kUserRealm = "/common/userrealm/";

absl::string_view FirstSegment(absl::string_view path) {
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  return path.substr(0, path.find_first_of("/?#"));
}

absl::string_view PathOfUrl(absl::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == absl::string_view::npos) return "";
  url.remove_prefix(scheme + 3);
  const auto slash = url.find('/');
  return slash == absl::string_view::npos ? "" : url.substr(slash);
}

}  // namespace

std::string TenantOf(const http::Request& request) {
  absl::string_view organization = request.host;
  if (absl::ConsumeSuffix(&organization, ".visualstudio.com") &&
      !absl::StrContains(organization, '.')) {
    return std::string(organization);
  }
  if (absl::StartsWithIgnoreCase(request.path, kUserRealm)) {
    return request.path.substr(request.path.rfind('@') + 1);  // all of it if there is none
  }
  if (!absl::EqualsIgnoreCase(request.path, kInstanceDiscovery)) {
    return std::string(FirstSegment(request.path));
  }
  const auto query = http::ParseForm(request.query);
  if (!query) return "";
  for (const auto& [name, value] : *query) {
    if (name == "authorization_endpoint") return std::string(FirstSegment(PathOfUrl(value)));
  }
  return "";
}

}  // namespace mock::entra
