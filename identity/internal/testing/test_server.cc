#include "identity/internal/testing/test_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace azure::identity {
namespace {

// A test cannot go on without its server.
void Require(bool condition, const char* what) {
  if (condition) return;
  std::perror(what);
  std::abort();
}

std::size_t ContentLength(const std::string& header) {
  static constexpr absl::string_view kName = "\r\ncontent-length:";
  const std::string lower = absl::AsciiStrToLower(header);
  const std::size_t at = lower.find(std::string(kName));
  std::size_t length = 0;
  if (at != std::string::npos) {
    const std::size_t start = at + kName.size();
    (void)absl::SimpleAtoi(lower.substr(start, lower.find('\r', start) - start), &length);
  }
  return length;
}

}  // namespace

TestServer::Connection::Connection(internal::UniqueFd socket) : socket_(std::move(socket)) {}

TestServer::Connection::~Connection() {
  SSL_free(tls_);
  SSL_CTX_free(tls_context_);
}

long TestServer::Connection::Read(char* buffer, int size) {
  if (tls_ != nullptr) return SSL_read(tls_, buffer, size);
  return recv(socket_.get(), buffer, static_cast<std::size_t>(size), 0);
}

std::string TestServer::Connection::ReadRequest() {
  for (;;) {
    const std::size_t end = input_.find("\r\n\r\n");
    if (end != std::string::npos) {
      const std::size_t size = end + 4 + ContentLength(input_.substr(0, end + 2));
      if (input_.size() >= size) {
        std::string request = input_.substr(0, size);
        input_.erase(0, size);
        return request;
      }
    }
    char buffer[16 * 1024];
    const long count = Read(buffer, sizeof(buffer));
    if (count <= 0) return "";
    input_.append(buffer, static_cast<std::size_t>(count));
  }
}

std::string TestServer::Connection::ReadBytes() {
  char buffer[16 * 1024];
  const long count = Read(buffer, sizeof(buffer));
  return count <= 0 ? "" : std::string(buffer, static_cast<std::size_t>(count));
}

void TestServer::Connection::Write(absl::string_view bytes) {
  while (!bytes.empty()) {
    const long count = tls_ != nullptr
                           ? SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()))
                           : send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return;  // the client has gone, which is its right
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void TestServer::Connection::AwaitClose() {
  char buffer[16 * 1024];
  while (Read(buffer, sizeof(buffer)) > 0) {
  }
}

void TestServer::Connection::Finish() {
  if (tls_ != nullptr) SSL_shutdown(tls_);
  shutdown(socket_.get(), SHUT_WR);
  tcp_info info{};
  socklen_t size = sizeof(info);
  // The end is sent, and not yet acknowledged.
  while (getsockopt(socket_.get(), IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
         info.tcpi_state == TCP_FIN_WAIT1) {
    std::this_thread::yield();
  }
}

void TestServer::Connection::Reset() {
  const linger now{1, 0};
  setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

bool TestServer::Connection::StartTls(absl::string_view certificate, absl::string_view key,
                                      absl::string_view client_certificate) {
  tls_context_ = SSL_CTX_new(TLS_server_method());
  BIO* certificate_bio = BIO_new_mem_buf(certificate.data(), static_cast<int>(certificate.size()));
  BIO* key_bio = BIO_new_mem_buf(key.data(), static_cast<int>(key.size()));
  X509* x509 = PEM_read_bio_X509(certificate_bio, nullptr, nullptr, nullptr);
  EVP_PKEY* pkey = PEM_read_bio_PrivateKey(key_bio, nullptr, nullptr, nullptr);
  SSL_CTX_use_certificate(tls_context_, x509);
  SSL_CTX_use_PrivateKey(tls_context_, pkey);
  X509_free(x509);
  EVP_PKEY_free(pkey);
  BIO_free(certificate_bio);
  BIO_free(key_bio);
  if (!client_certificate.empty()) {
    BIO* client_bio =
        BIO_new_mem_buf(client_certificate.data(), static_cast<int>(client_certificate.size()));
    X509* client = PEM_read_bio_X509(client_bio, nullptr, nullptr, nullptr);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(tls_context_), client);
    SSL_CTX_set_verify(tls_context_, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    X509_free(client);
    BIO_free(client_bio);
  }
  tls_ = SSL_new(tls_context_);
  SSL_set_fd(tls_, socket_.get());
  return SSL_accept(tls_) == 1;
}

TestServer::TestServer() {
  // OpenSSL writes without MSG_NOSIGNAL.
  signal(SIGPIPE, SIG_IGN);
  listener_.Reset(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  Require(static_cast<bool>(listener_), "socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  Require(bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), size) == 0, "bind");
  Require(listen(listener_.get(), 64) == 0, "listen");
  Require(getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0,
          "getsockname");
  port_ = ntohs(address.sin_port);
}

TestServer::~TestServer() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    for (const int socket : open_) shutdown(socket, SHUT_RDWR);
  }
  shutdown(listener_.get(), SHUT_RDWR);
  if (acceptor_.joinable()) acceptor_.join();
  for (std::thread& handler : handlers_) handler.join();
}

void TestServer::Serve(Handler handler) {
  handler_ = std::move(handler);
  acceptor_ = std::thread([this] { AcceptAll(); });
}

void TestServer::AcceptAll() {
  for (;;) {
    internal::UniqueFd accepted(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!accepted && (errno == EINTR || errno == ECONNABORTED)) continue;
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!accepted || stopping_) return;
    ++accepted_;
    const auto position = open_.insert(open_.end(), accepted.get());
    handlers_.emplace_back([this, position, socket = accepted.get()] {
      Connection connection{internal::UniqueFd(socket)};
      handler_(connection);
      // Out of the list before it is closed: the number may be given anew.
      const std::lock_guard<std::mutex> inner(mutex_);
      open_.erase(position);
    });
    (void)accepted.Release();
  }
}

std::string TestServer::Address() const { return absl::StrCat("127.0.0.1:", port_); }

std::string TestServer::Url(absl::string_view path) const {
  return absl::StrCat("http://", Address(), path);
}

int TestServer::accepted() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return accepted_;
}

TestCertificate MakeTestCertificate(absl::string_view name) {
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
  X509* x509 = X509_new();
  X509_set_version(x509, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
  X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
  X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
  X509_set_pubkey(x509, key);
  X509_NAME* subject = X509_get_subject_name(x509);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
  X509_set_issuer_name(x509, subject);
  const std::string names = absl::StrCat("DNS:localhost,IP:127.0.0.1,DNS:", name);
  X509_EXTENSION* alternatives =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
  X509_add_ext(x509, alternatives, -1);
  X509_sign(x509, key, EVP_sha256());

  const auto read_all = [](BIO* bio) {
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    std::string text(data, static_cast<std::size_t>(size));
    BIO_free(bio);
    return text;
  };
  TestCertificate result;
  BIO* certificate_bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(certificate_bio, x509);
  result.certificate = read_all(certificate_bio);
  BIO* key_bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(key_bio, key, nullptr, nullptr, 0, nullptr, nullptr);
  result.key = read_all(key_bio);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  X509_digest(x509, EVP_sha1(), digest, &size);
  result.sha1 = absl::AsciiStrToUpper(
      absl::BytesToHexString(absl::string_view(reinterpret_cast<char*>(digest), size)));
  X509_EXTENSION_free(alternatives);
  X509_free(x509);
  EVP_PKEY_free(key);
  return result;
}

}  // namespace azure::identity
