#include "mock_imds/host_endpoint.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"

namespace mock::imds {
namespace {

using Host = scenario::ManagedIdentityHost;

constexpr char kImds[] = "http://169.254.169.254/metadata/identity/oauth2/token";

// "host:port", "host", "[::1]:port"; nullopt for anything else.
std::optional<std::pair<std::string, std::uint16_t>> SplitAuthority(absl::string_view authority,
                                                                    std::uint16_t default_port) {
  absl::string_view host = authority;
  absl::string_view port;
  if (absl::ConsumePrefix(&host, "[")) {
    const auto end = host.find(']');
    if (end == absl::string_view::npos) return std::nullopt;
    port = host.substr(end + 1);
    host = host.substr(0, end);
  } else {
    const auto colon = host.find(':');
    if (colon != absl::string_view::npos) {
      port = host.substr(colon);
      host = host.substr(0, colon);
    }
  }
  int number = default_port;
  if (host.empty()) return std::nullopt;
  if (!port.empty() && (!absl::ConsumePrefix(&port, ":") || !absl::SimpleAtoi(port, &number) ||
                        number < 1 || number > 65535)) {
    return std::nullopt;
  }
  return std::make_pair(absl::AsciiStrToLower(host), static_cast<std::uint16_t>(number));
}

}  // namespace

bool StandsForImds(Host::Kind kind) {
  switch (kind) {
    case Host::IMDS:
    case Host::CONTAINER_INSTANCES:
    case Host::POD_IDENTITY:
    case Host::OTHER_CLOUD:
    case Host::DOCKER_DESKTOP:
    case Host::CAPTIVE_PORTAL:
      return true;
    default:
      return false;
  }
}

std::string EndpointOf(const Host& host) {
  if (!host.endpoint().empty()) return host.endpoint();
  if (StandsForImds(host.kind())) return kImds;
  switch (host.kind()) {
    case Host::APP_SERVICE:
      return "http://127.0.0.1:41741/msi/token/";
    case Host::CONTAINER_APPS:
      return "http://localhost:42356/msi/token";
    case Host::AZURE_ARC:
      return "http://127.0.0.1:40342/metadata/identity/oauth2/token";
    case Host::CLOUD_SHELL:
      return "http://localhost:50342/oauth2/token";
    case Host::SERVICE_FABRIC:
      return "https://localhost:2377/metadata/identity/oauth2/token";
    case Host::AZURE_ML:
      return "http://127.0.0.1:46808/MSI/auth";
    default:
      return "";
  }
}

std::optional<HostEndpoint> ParseHostEndpoint(absl::string_view url) {
  HostEndpoint endpoint;
  endpoint.tls = absl::ConsumePrefix(&url, "https://");
  if (!endpoint.tls && !absl::ConsumePrefix(&url, "http://")) return std::nullopt;
  const auto end = url.find_first_of("/?#");
  auto authority = SplitAuthority(url.substr(0, end), endpoint.tls ? 443 : 80);
  if (!authority) return std::nullopt;
  endpoint.host = std::move(authority->first);
  endpoint.port = authority->second;
  const absl::string_view rest = end == absl::string_view::npos ? "" : url.substr(end);
  endpoint.path = std::string(rest.substr(0, rest.find_first_of("?#")));
  if (endpoint.path.empty()) endpoint.path = "/";
  return endpoint;
}

}  // namespace mock::imds
