#include "mock_common/http/tls_context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ssl/error.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "mock_common/tls/openssl.h"
#include "mock_common/tls/x509.h"

namespace mock::http {
namespace {

namespace ssl = boost::asio::ssl;
using Policy = std::function<bool(absl::string_view)>;

// In the wire format of RFC 7301: each name after its length.
constexpr unsigned char kProtocols[] = "\x08http/1.1";

int SelectProtocol(SSL*, const unsigned char** out, unsigned char* out_size,
                   const unsigned char* offered, unsigned int offered_size, void*) {
  unsigned char* chosen = nullptr;
  const int result = SSL_select_next_proto(&chosen, out_size, kProtocols, sizeof(kProtocols) - 1,
                                           offered, offered_size);
  if (result != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

int RefuseClientHello(SSL*, int* alert, void*) {
  *alert = SSL_AD_HANDSHAKE_FAILURE;
  return SSL_CLIENT_HELLO_ERROR;
}

// When the client's name for the server is known, or known to be missing.
int AskForCertificate(SSL* ssl, int*, void* policy) {
  const char* const name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
  const auto& asks = *static_cast<const Policy*>(policy);
  if (asks(absl::AsciiStrToLower(name == nullptr ? "" : name)))
    SSL_set_verify(ssl, SSL_VERIFY_PEER, nullptr);
  return SSL_TLSEXT_ERR_OK;
}

// That the client holds the key is proved by TLS. Any issuer will do here: a refusal is
// the handler's to word.
int TakeAnyCertificate(X509_STORE_CTX*, void*) { return 1; }

void AskForCertificates(const Policy& policy, SSL_CTX* context) {
  SSL_CTX_set_tlsext_servername_callback(context, AskForCertificate);
  // OpenSSL hands it back as it is; it is not changed.
  SSL_CTX_set_tlsext_servername_arg(context, const_cast<Policy*>(&policy));
  SSL_CTX_set_cert_verify_callback(context, TakeAnyCertificate, nullptr);
  // Without it no session can be resumed in which a certificate was asked for.
  constexpr unsigned char kSessions[] = "mock";
  SSL_CTX_set_session_id_context(context, kSessions, sizeof kSessions - 1);
}

absl::Status UsePem(const std::string& certificate_pem, const std::string& private_key_pem,
                    ssl::context* context) {
  boost::system::error_code error;
  context->use_certificate_chain(boost::asio::buffer(certificate_pem), error);
  if (error) {
    return absl::InvalidArgumentError(
        absl::StrCat("the server's certificate is unusable: ", error.message()));
  }
  context->use_private_key(boost::asio::buffer(private_key_pem), ssl::context::pem, error);
  if (error) {
    return absl::InvalidArgumentError(
        absl::StrCat("the server's private key is unusable: ", error.message()));
  }
  return absl::OkStatus();
}

absl::Status UseParsed(const ParsedCertificate& parsed, SSL_CTX* context) {
  for (const auto& certificate : parsed.chain) {
    const bool is_leaf = certificate == parsed.chain.front();
    if ((is_leaf ? SSL_CTX_use_certificate(context, certificate.get())
                 : SSL_CTX_add1_chain_cert(context, certificate.get())) != 1) {
      return OpensslError("the server's certificate is unusable");
    }
  }
  if (SSL_CTX_use_PrivateKey(context, parsed.private_key.get()) != 1) {
    return OpensslError("the server's private key is unusable");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<ssl::context>> MakeTlsContext(const std::string& certificate_pem,
                                                             const std::string& private_key_pem,
                                                             const ParsedCertificate& parsed,
                                                             const Policy& ask_certificate) {
  auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
  absl::Status used = parsed.private_key != nullptr
                          ? UseParsed(parsed, context->native_handle())
                          : UsePem(certificate_pem, private_key_pem, context.get());
  if (!used.ok()) return used;
  SSL_CTX* const native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_alpn_select_cb(native, SelectProtocol, nullptr);
  // What is shown is what was given.
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_NO_AUTO_CHAIN);
  // Clients resume with tickets; a cache would grow with every connection.
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
  if (ask_certificate) AskForCertificates(ask_certificate, native);
  return context;
}

std::string PeerCertificate(SSL* ssl) {
  const X509Ptr certificate(SSL_get1_peer_certificate(ssl));
  return certificate ? CertificateToDer(certificate.get()) : "";
}

bool IsPlainHttp(const boost::system::error_code& error) {
  if (error.category() != boost::asio::error::get_ssl_category()) return false;
  const int reason = ERR_GET_REASON(static_cast<unsigned long>(error.value()));
  return reason == SSL_R_HTTP_REQUEST || reason == SSL_R_HTTPS_PROXY_REQUEST;
}

std::unique_ptr<ssl::context> MakeRefusingTlsContext() {
  auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
  SSL_CTX_set_client_hello_cb(context->native_handle(), RefuseClientHello, nullptr);
  return context;
}

}  // namespace mock::http
