#include "identity/transport/proxy.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>
#include <initializer_list>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace azure::identity::internal {
namespace {

constexpr int kIpv4Prefix = 96;  // bits of ::ffff:0:0

std::string FirstSet(const Environment& environment,
                     std::initializer_list<absl::string_view> names) {
  for (const absl::string_view name : names) {
    std::string value = environment.GetOrEmpty(name);
    if (!value.empty()) return value;
  }
  return "";
}

// "host:8080" is short for "http://host:8080". "" if it is neither.
std::string ParseProxy(std::string proxy) {
  if (proxy.empty()) return "";
  const absl::StatusOr<Url> url = ParseUrl(proxy);
  if (url.ok() && !url->scheme.empty() && !url->host.empty()) return proxy;
  std::string with_scheme = absl::StrCat("http://", proxy);
  return ParseUrl(with_scheme).ok() ? with_scheme : "";
}

}  // namespace

bool IsProxyAddress(const std::string& proxy) {
  if (proxy.empty()) return true;
  const bool has_scheme = absl::StrContains(proxy, "://");
  const absl::StatusOr<Url> url = ParseUrl(has_scheme ? proxy : absl::StrCat("http://", proxy));
  if (!url.ok() || url->Hostname().empty()) return false;
  return url->scheme == "http" || url->scheme == "https" || url->scheme == "socks5" ||
         url->scheme == "socks5h";
}

ProxyRules::ProxyRules(const std::string& proxy)
    : http_proxy_(ParseProxy(proxy)), https_proxy_(http_proxy_), all_(true) {}

ProxyRules::ProxyRules(const Environment& environment)
    : http_proxy_(ParseProxy(FirstSet(environment, {"HTTP_PROXY", "http_proxy"}))),
      https_proxy_(ParseProxy(FirstSet(environment, {"HTTPS_PROXY", "https_proxy"}))),
      cgi_(!environment.GetOrEmpty("REQUEST_METHOD").empty()) {
  const std::string list = FirstSet(environment, {"NO_PROXY", "no_proxy"});
  for (const absl::string_view piece : absl::StrSplit(list, ',')) {
    const std::string entry = absl::AsciiStrToLower(absl::StripAsciiWhitespace(piece));
    if (entry == "*") none_ = true;
    Exception exception;
    if (ParseException(entry, exception)) exceptions_.push_back(exception);
  }
}

absl::StatusOr<std::string> ProxyRules::ProxyFor(const Url& url) const {
  const bool https = url.scheme == "https";
  const std::string& proxy = https ? https_proxy_ : http_proxy_;
  if (proxy.empty() || all_) return proxy;
  if (!https && cgi_) {
    return absl::UnavailableError(
        "refusing to use HTTP_PROXY value in CGI environment; see golang.org/s/cgihttpproxy");
  }
  const std::string port = url.Port();
  const std::string host = absl::AsciiStrToLower(url.Hostname());
  return Bypassed(host, !port.empty() ? port : https ? "443" : "80") ? "" : proxy;
}

bool ProxyRules::Bypassed(absl::string_view host, absl::string_view port) const {
  Address address{};
  // An IPv6 address may have a zone.
  const bool is_ipv6 = absl::StrContains(host, ':');
  const bool is_address = ParseAddress(is_ipv6 ? host.substr(0, host.find('%')) : host, address);
  if (none_ || host == "localhost" || (is_address && IsLoopback(address))) return true;
  return std::any_of(exceptions_.begin(), exceptions_.end(), [&](const Exception& exception) {
    if (!exception.port.empty() && exception.port != port) return false;
    if (is_address != (exception.prefix_bits >= 0)) return false;
    if (is_address && IsIpv4(address) != exception.is_ipv4) return false;
    if (!is_address) {
      return absl::EndsWith(host, exception.domain) ||
             (exception.domain_itself && host == exception.domain.substr(1));
    }
    for (int bit = 0; bit < exception.prefix_bits; ++bit) {
      const int mask = 0x80 >> bit % 8;
      if ((address[bit / 8] ^ exception.network[bit / 8]) & mask) return false;
    }
    return true;
  });
}

bool ProxyRules::ParseAddress(absl::string_view text, Address& address) {
  const std::string name(text);
  if (inet_pton(AF_INET6, name.c_str(), address.data()) == 1) return true;
  address = Address{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return inet_pton(AF_INET, name.c_str(), address.data() + 12) == 1;
}

bool ProxyRules::IsIpv4(const Address& address) {
  static constexpr Address kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return std::equal(kMapped.begin(), kMapped.begin() + kIpv4Prefix / 8, address.begin());
}

bool ProxyRules::IsLoopback(const Address& address) {
  static constexpr Address kLoopback6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  static constexpr Address kLoopback4 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 127};
  return address == kLoopback6 ||
         std::equal(kLoopback4.begin(), kLoopback4.begin() + 13, address.begin());
}

bool ProxyRules::ParseException(absl::string_view entry, Exception& exception) {
  const std::vector<absl::string_view> network = absl::StrSplit(entry, '/');
  int bits = 0;
  if (network.size() == 2 && ParseAddress(network[0], exception.network) &&
      absl::SimpleAtoi(network[1], &bits)) {
    exception.prefix_bits = bits + (absl::StrContains(network[0], ':') ? 0 : kIpv4Prefix);
    exception.is_ipv4 = exception.prefix_bits >= kIpv4Prefix && IsIpv4(exception.network);
    return bits >= 0 && exception.prefix_bits <= 128;
  }

  absl::string_view host = entry;
  const std::size_t colon = entry.rfind(':');
  const bool one_colon = colon != absl::string_view::npos && entry.find(':') == colon;
  if (one_colon || absl::StrContains(entry, "]:")) {
    host = entry.substr(0, colon);
    exception.port = std::string(entry.substr(colon + 1));
    // Without a port, brackets make it a name that no host has.
    if (absl::ConsumePrefix(&host, "[")) absl::ConsumeSuffix(&host, "]");
  }
  if (ParseAddress(host, exception.network)) {
    exception.prefix_bits = 128;
    exception.is_ipv4 = IsIpv4(exception.network);
    return true;
  }
  if (absl::StartsWith(host, "*.")) host.remove_prefix(1);
  if (host.empty()) return false;
  exception.domain_itself = host[0] != '.';
  exception.domain = absl::StrCat(exception.domain_itself ? "." : "", host);
  return true;
}

}  // namespace azure::identity::internal
