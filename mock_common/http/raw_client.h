// A client that sends exactly the bytes it is given, and sees how a connection ends.
#ifndef MOCK_COMMON_HTTP_RAW_CLIENT_H_
#define MOCK_COMMON_HTTP_RAW_CLIENT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"

namespace mock::http {

// Blocking. Waits of more than ten seconds end as kTimeout.
class RawClient {
 public:
  enum class End { kOpen, kClosed, kReset, kTimeout, kTlsError };

  // `address` is an IPv4 address.
  static RawClient Connect(std::uint16_t port, const std::string& address = "127.0.0.1");
  // Speaks TLS and trusts `ca_pem`; a failed handshake is end() == kTlsError.
  static RawClient ConnectTls(std::uint16_t port, const std::string& ca_pem,
                              const std::string& server_name);
  // Likewise; presents the certificate of `client_pem`, which has its key beside it, if
  // the server asks for one.
  static RawClient ConnectTls(std::uint16_t port, const std::string& ca_pem,
                              const std::string& server_name, const std::string& client_pem);

  RawClient(RawClient&&) noexcept;
  ~RawClient();

  bool connected() const;
  void Send(absl::string_view bytes);
  void HalfClose();

  // Everything until the server closes, or until `size` bytes have come.
  std::string ReadAll(std::size_t size = SIZE_MAX);
  // Everything until `text` has come, and what came with it.
  std::string ReadUntil(absl::string_view text);
  // One reply with a Content-Length: the header and the body.
  std::string ReadReply();

  // How the connection has ended, as far as reading has seen.
  End end() const;
  // Of TLS: what OpenSSL says was wrong, and the protocol that ALPN chose.
  std::string tls_error() const;
  std::string alpn() const;

 private:
  struct Connection;
  explicit RawClient(std::unique_ptr<Connection> connection);

  std::unique_ptr<Connection> connection_;
};

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_RAW_CLIENT_H_
