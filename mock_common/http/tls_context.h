// OpenSSL's server-side settings. Private to the server.
#ifndef MOCK_COMMON_HTTP_TLS_CONTEXT_H_
#define MOCK_COMMON_HTTP_TLS_CONTEXT_H_

#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace mock::http {

// TLS 1.2 and 1.3, ALPN "http/1.1". Errors: kInvalidArgument for a certificate or a
// key that does not parse, or a key that is not the certificate's.
absl::StatusOr<std::unique_ptr<boost::asio::ssl::context>> MakeTlsContext(
    const std::string& certificate_pem, const std::string& private_key_pem);

// Answers every ClientHello with the alert handshake_failure.
std::unique_ptr<boost::asio::ssl::context> MakeRefusingTlsContext();

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_TLS_CONTEXT_H_
