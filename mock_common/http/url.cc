#include "mock_common/http/url.h"

#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace mock::http {
namespace {

std::string Bracketed(absl::string_view host) {
  const bool bare = absl::StrContains(host, ':') && !absl::StartsWith(host, "[");
  return bare ? absl::StrCat("[", host, "]") : std::string(host);
}

constexpr absl::string_view SchemeOf(bool tls) { return tls ? "https://" : "http://"; }

}  // namespace

std::string HostAndPort(absl::string_view host, std::uint16_t port) {
  return absl::StrCat(Bracketed(host), ":", port);
}

std::string Origin(bool tls, absl::string_view host, std::uint16_t port) {
  const bool usual = port == (tls ? 443 : 80);
  return absl::StrCat(SchemeOf(tls), usual ? Bracketed(host) : HostAndPort(host, port));
}

std::string OriginOf(const Request& request) {
  const absl::string_view sent = request.headers.Get("Host");
  if (sent.empty()) return absl::StrCat(SchemeOf(request.tls), Bracketed(request.host));
  return absl::StrCat(SchemeOf(request.tls),
                      absl::AsciiStrToLower(absl::StripSuffix(sent, request.tls ? ":443" : ":80")));
}

absl::string_view WithoutPort(absl::string_view host_and_port) {
  const std::size_t colon = host_and_port.rfind(':');
  const std::size_t bracket = host_and_port.rfind(']');
  const bool has_port =
      colon != absl::string_view::npos && (bracket == absl::string_view::npos || bracket < colon);
  return has_port ? host_and_port.substr(0, colon) : host_and_port;
}

}  // namespace mock::http
