// Which proxy a request goes through, as Go's http.ProxyFromEnvironment.
#ifndef IDENTITY_TRANSPORT_PROXY_H_
#define IDENTITY_TRANSPORT_PROXY_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "identity/internal/text/url.h"
#include "identity/seams/environment.h"

namespace azure::identity::internal {

// Whether `proxy` is the URL of one (http, https, socks5, socks5h), "host:port", or "".
bool IsProxyAddress(const std::string& proxy);

// Immutable.
class ProxyRules {
 public:
  // Reads HTTP_PROXY, HTTPS_PROXY and NO_PROXY, each also in lower case. A
  // proxy address that cannot be parsed counts as none.
  explicit ProxyRules(const Environment& environment);

  // One proxy for every request; "" to go without. See IsProxyAddress().
  explicit ProxyRules(const std::string& proxy);

  // The proxy's URL, which may hold a password; "" to go without. An error if
  // HTTP_PROXY would apply in a CGI program, where a request can set it.
  absl::StatusOr<std::string> ProxyFor(const Url& url) const;

 private:
  using Address = std::array<std::uint8_t, 16>;  // an IPv4 address as ::ffff:a.b.c.d

  // An entry of NO_PROXY: a network or, with prefix_bits < 0, a domain.
  struct Exception {
    int prefix_bits = -1;
    bool is_ipv4 = false;  // has no IPv6 address in it, and others have none of IPv4
    Address network{};
    std::string domain;         // with a leading dot
    bool domain_itself = true;  // matches the domain, not only names under it
    std::string port;           // "" for any
  };

  static bool ParseAddress(absl::string_view text, Address& address);
  static bool IsIpv4(const Address& address);
  static bool IsLoopback(const Address& address);
  static bool ParseException(absl::string_view entry, Exception& exception);
  bool Bypassed(absl::string_view host, absl::string_view port) const;

  std::string http_proxy_;
  std::string https_proxy_;
  bool cgi_ = false;
  bool none_ = false;  // NO_PROXY holds "*"
  bool all_ = false;   // no exceptions, not even for this host
  std::vector<Exception> exceptions_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_TRANSPORT_PROXY_H_
