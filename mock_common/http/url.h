// How the fakes write addresses: the one place that knows of brackets and default ports.
#ifndef MOCK_COMMON_HTTP_URL_H_
#define MOCK_COMMON_HTTP_URL_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"

namespace mock::http {

// "localhost:8443"; an IPv6 address stands in brackets: "[::1]:8443".
std::string HostAndPort(absl::string_view host, std::uint16_t port);

// "https://localhost:8443", and "https://localhost" for the scheme's own port, as clients
// compare it (RFC 6454, section 6.1).
std::string Origin(bool tls, absl::string_view host, std::uint16_t port);

// The origin that the request was sent to, in lower case, as its Host field has it.
std::string OriginOf(const Request& request);

// "localhost:8443" -> "localhost", "[::1]:8443" -> "[::1]".
absl::string_view WithoutPort(absl::string_view host_and_port);

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_URL_H_
