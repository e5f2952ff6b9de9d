#include "mock_common/http/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "mock_common/tls/openssl.h"
#include "mock_common/tls/x509.h"

namespace mock::http {

struct RawClient::Connection {
  ~Connection() {
    SSL_free(ssl);
    SSL_CTX_free(context);
    if (fd >= 0) close(fd);
  }

  int fd = -1;
  bool connected = false;
  SSL_CTX* context = nullptr;
  SSL* ssl = nullptr;
  End end = End::kOpen;
  std::string tls_error;
  std::string received;  // beyond what has been returned

  // Receives once; false when nothing more will come.
  bool Receive() {
    char buffer[16 * 1024];
    errno = 0;
    const int count = ssl != nullptr ? SSL_read(ssl, buffer, sizeof buffer)
                                     : static_cast<int>(recv(fd, buffer, sizeof buffer, 0));
    if (count > 0) {
      received.append(buffer, static_cast<std::size_t>(count));
      return true;
    }
    if (errno == ECONNRESET) {
      end = End::kReset;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      end = End::kTimeout;
    } else if (ssl != nullptr && SSL_get_error(ssl, count) == SSL_ERROR_SSL) {
      end = End::kTlsError;
      tls_error = ERR_reason_error_string(ERR_peek_error());
    } else {
      end = End::kClosed;
    }
    ERR_clear_error();
    return false;
  }

  std::string Take(std::size_t size) {
    std::string taken = received.substr(0, size);
    received.erase(0, size);
    return taken;
  }
};

RawClient::RawClient(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
RawClient::RawClient(RawClient&&) noexcept = default;
RawClient::~RawClient() = default;

RawClient RawClient::Connect(std::uint16_t port, const std::string& address) {
  auto connection = std::make_unique<Connection>();
  connection->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval timeout = {10, 0};
  setsockopt(connection->fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  setsockopt(connection->fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
  const int on = 1;
  setsockopt(connection->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in to = {};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  connection->connected = inet_pton(AF_INET, address.c_str(), &to.sin_addr) == 1 &&
                          connect(connection->fd, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  return RawClient(std::move(connection));
}

RawClient RawClient::ConnectTls(std::uint16_t port, const std::string& ca_pem,
                                const std::string& server_name) {
  return ConnectTls(port, ca_pem, server_name, /*client_pem=*/"");
}

RawClient RawClient::ConnectTls(std::uint16_t port, const std::string& ca_pem,
                                const std::string& server_name, const std::string& client_pem) {
  RawClient client = Connect(port);
  Connection& connection = *client.connection_;
  connection.context = SSL_CTX_new(TLS_client_method());
  if (const auto ca = CertificateFromPem(ca_pem); ca.ok()) {
    X509_STORE_add_cert(SSL_CTX_get_cert_store(connection.context), ca->get());
  }
  const auto certificate = CertificateFromPem(client_pem);
  const auto key = PrivateKeyFromPem(client_pem);
  if (certificate.ok() && key.ok()) {
    SSL_CTX_use_certificate(connection.context, certificate->get());
    SSL_CTX_use_PrivateKey(connection.context, key->get());
  }
  SSL_CTX_set_verify(connection.context, SSL_VERIFY_PEER, nullptr);
  connection.ssl = SSL_new(connection.context);
  SSL_set_tlsext_host_name(connection.ssl, server_name.c_str());
  SSL_set1_host(connection.ssl, server_name.c_str());
  const unsigned char protocols[] = "\x02h2\x08http/1.1";
  SSL_set_alpn_protos(connection.ssl, protocols, sizeof protocols - 1);
  SSL_set_fd(connection.ssl, connection.fd);
  if (SSL_connect(connection.ssl) != 1) {
    connection.end = End::kTlsError;
    const char* reason = ERR_reason_error_string(ERR_peek_error());
    connection.tls_error = reason ? reason : "the connection ended";
    ERR_clear_error();
  }
  return client;
}

bool RawClient::connected() const { return connection_->connected; }

void RawClient::Send(absl::string_view bytes) {
  while (!bytes.empty()) {
    const auto count =
        connection_->ssl != nullptr
            ? SSL_write(connection_->ssl, bytes.data(), static_cast<int>(bytes.size()))
            : send(connection_->fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return;  // reading will say why
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void RawClient::HalfClose() { shutdown(connection_->fd, SHUT_WR); }

std::string RawClient::ReadAll(std::size_t size) {
  while (connection_->received.size() < size && connection_->Receive()) {
  }
  return connection_->Take(std::min(size, connection_->received.size()));
}

std::string RawClient::ReadUntil(absl::string_view text) {
  std::string& received = connection_->received;
  while (!absl::StrContains(received, text) && connection_->Receive()) {
  }
  return connection_->Take(received.size());
}

std::string RawClient::ReadReply() {
  std::string& received = connection_->received;
  std::size_t header_end;
  while ((header_end = received.find("\r\n\r\n")) == std::string::npos) {
    if (!connection_->Receive()) return connection_->Take(received.size());
  }
  header_end += 4;
  std::size_t length = 0;
  const std::string header = absl::AsciiStrToLower(received.substr(0, header_end));
  const std::size_t field = header.find("\r\ncontent-length: ");
  if (field != std::string::npos) {
    const std::size_t value = field + 18;
    (void)absl::SimpleAtoi(header.substr(value, header.find('\r', value) - value), &length);
  }
  return ReadAll(header_end + length);
}

RawClient::End RawClient::end() const { return connection_->end; }
std::string RawClient::tls_error() const { return connection_->tls_error; }

std::string RawClient::alpn() const {
  const unsigned char* protocol = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(connection_->ssl, &protocol, &size);
  return std::string(reinterpret_cast<const char*>(protocol), size);
}

}  // namespace mock::http
