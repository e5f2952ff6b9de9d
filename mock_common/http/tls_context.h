// OpenSSL's server-side settings. Private to the server.
#ifndef MOCK_COMMON_HTTP_TLS_CONTEXT_H_
#define MOCK_COMMON_HTTP_TLS_CONTEXT_H_

#include <boost/asio/ssl/context.hpp>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_common/tls/openssl.h"

namespace mock::http {

// TLS 1.2 and 1.3, ALPN "http/1.1". Clients are asked for a certificate if
// `ask_certificate`, which must outlive the context, says so of the server's name; it may
// be null. The PEM is not read if `parsed` has a key. Errors: kInvalidArgument for a certificate
// or a key that does not parse, or a key that is not the certificate's.
absl::StatusOr<std::unique_ptr<boost::asio::ssl::context>> MakeTlsContext(
    const std::string& certificate_pem, const std::string& private_key_pem,
    const ParsedCertificate& parsed, const std::function<bool(absl::string_view)>& ask_certificate);

// What the other side presented, in DER; "" if nothing.
std::string PeerCertificate(SSL* ssl);

// Whether a handshake failed because what came was a request in plain HTTP.
bool IsPlainHttp(const boost::system::error_code& error);

// Answers every ClientHello with the alert handshake_failure.
std::unique_ptr<boost::asio::ssl::context> MakeRefusingTlsContext();

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_TLS_CONTEXT_H_
