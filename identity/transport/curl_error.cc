#include "identity/transport/curl_error.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "identity/internal/text/go_text.h"
#include "identity/internal/text/http_status.h"
#include "identity/seams/errno_text.h"

namespace azure::identity::internal {
namespace {

using Timeout = TransferFailure::Timeout;

// crypto/tls's names of TLS alerts (RFC 8446, section 6).
absl::string_view AlertText(int alert) {
  switch (alert) {
    case SSL3_AD_UNEXPECTED_MESSAGE:
      return "unexpected message";
    case SSL3_AD_BAD_RECORD_MAC:
      return "bad record MAC";
    case TLS1_AD_RECORD_OVERFLOW:
      return "record overflow";
    case SSL3_AD_HANDSHAKE_FAILURE:
      return "handshake failure";
    case SSL3_AD_BAD_CERTIFICATE:
      return "bad certificate";
    case SSL3_AD_UNSUPPORTED_CERTIFICATE:
      return "unsupported certificate";
    case SSL3_AD_CERTIFICATE_REVOKED:
      return "revoked certificate";
    case SSL3_AD_CERTIFICATE_EXPIRED:
      return "expired certificate";
    case SSL3_AD_CERTIFICATE_UNKNOWN:
      return "unknown certificate";
    case SSL3_AD_ILLEGAL_PARAMETER:
      return "illegal parameter";
    case TLS1_AD_UNKNOWN_CA:
      return "unknown certificate authority";
    case TLS1_AD_ACCESS_DENIED:
      return "access denied";
    case TLS1_AD_DECODE_ERROR:
      return "error decoding message";
    case TLS1_AD_DECRYPT_ERROR:
      return "error decrypting message";
    case TLS1_AD_PROTOCOL_VERSION:
      return "protocol version not supported";
    case TLS1_AD_INSUFFICIENT_SECURITY:
      return "insufficient security level";
    case TLS1_AD_INTERNAL_ERROR:
      return "internal error";
    case TLS1_AD_UNRECOGNIZED_NAME:
      return "unrecognized name";
    case TLS13_AD_CERTIFICATE_REQUIRED:
      return "certificate required";
    case TLS1_AD_NO_APPLICATION_PROTOCOL:
      return "no application protocol";
    default:
      return "";
  }
}

// The reason of the OpenSSL error that curl quotes as "error:0A000410:…"; 0 if
// there is none.
int OpenSslReason(absl::string_view detail) {
  static constexpr absl::string_view kMark = "error:";
  const std::size_t mark = detail.find(kMark);
  if (mark == absl::string_view::npos) return 0;
  const std::string digits(detail.substr(mark + kMark.size(), 8));
  return ERR_GET_REASON(std::strtoul(digits.c_str(), nullptr, 16));
}

std::string OrDetail(const TransferFailure& failure, absl::string_view prefix = "") {
  return absl::StrCat(prefix,
                      failure.detail.empty() ? curl_easy_strerror(failure.code) : failure.detail);
}

std::string DialError(const TransferFailure& failure) {
  if (failure.dialed.empty()) return absl::StrCat("dial tcp: ", OrDetail(failure));
  if (failure.system_error == 0)
    return absl::StrCat("dial tcp ", failure.dialed, ": ", OrDetail(failure));
  return absl::StrCat("dial tcp ", failure.dialed, ": connect: ", ErrnoText(failure.system_error));
}

std::string DialTimeout(const TransferFailure& failure) {
  return failure.dialed.empty() ? absl::StrCat("dial tcp: lookup ", failure.host, ": i/o timeout")
                                : absl::StrCat("dial tcp ", failure.dialed, ": i/o timeout");
}

constexpr absl::string_view kBroken = "net/http: HTTP/1.x transport connection broken: ";

// Why net/http's ReadResponse refuses a response that starts with `line`.
std::string MalformedResponse(absl::string_view line) {
  const std::size_t space = line.find(' ');
  if (space == absl::string_view::npos) {
    return absl::StrCat("malformed HTTP response ", QuoteGo(line));
  }
  absl::string_view status = line.substr(space);
  status.remove_prefix(std::min(status.find_first_not_of(' '), status.size()));
  const absl::string_view code = status.substr(0, status.find(' '));
  int number = 0;
  if (code.size() != 3 || !absl::SimpleAtoi(code, &number) || number < 0) {
    return absl::StrCat("malformed HTTP status code ", QuoteGo(code));
  }
  return absl::StrCat("malformed HTTP version ", QuoteGo(line.substr(0, space)));
}

// The peer closed the connection in good order, or TLS broke off.
std::string EndOfStream(const TransferFailure& failure) {
  if (failure.in_body) return "unexpected EOF";
  return failure.in_header ? absl::StrCat(kBroken, "unexpected EOF") : "EOF";
}

// Reading from or writing to a connection failed.
std::string SocketError(const TransferFailure& failure, absl::string_view operation) {
  if (failure.system_error == 0) return OrDetail(failure);
  return absl::StrCat(operation, " tcp ", failure.local, "->", failure.remote, ": ", operation,
                      ": ", ErrnoText(failure.system_error));
}

std::string TlsError(const TransferFailure& failure) {
  const int reason = OpenSslReason(failure.detail);
  if (reason == SSL_R_UNEXPECTED_EOF_WHILE_READING) return EndOfStream(failure);
  if (reason == SSL_R_WRONG_VERSION_NUMBER || reason == SSL_R_HTTP_REQUEST) {
    return "tls: first record does not look like a TLS handshake";
  }
  if (reason >= SSL_AD_REASON_OFFSET) {
    const absl::string_view alert = AlertText(reason - SSL_AD_REASON_OFFSET);
    if (!alert.empty()) return absl::StrCat("remote error: tls: ", alert);
  }
  if (reason == 0 && failure.system_error != 0) return SocketError(failure, "read");
  // A connection that is closed during the handshake leaves no error behind.
  if (absl::StrContains(failure.detail, "SSL_ERROR_SYSCALL")) return EndOfStream(failure);
  return OrDetail(failure, "tls: ");
}

std::string CertificateError(const TransferFailure& failure) {
  static constexpr absl::string_view kPrefix = "tls: failed to verify certificate: x509: ";
  switch (failure.verify_result) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
      return absl::StrCat(kPrefix, "certificate signed by unknown authority");
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return absl::StrCat(kPrefix, "certificate has expired or is not yet valid");
    default:
      return OrDetail(failure, kPrefix);
  }
}

std::string ReceiveError(const TransferFailure& failure) {
  if (failure.connect_status >= 300) {
    // net/http has the proxy's own words; curl drops them.
    const absl::string_view text = HttpStatusText(failure.connect_status);
    return text.empty() ? OrDetail(failure) : std::string(text);
  }
  if (OpenSslReason(failure.detail) != 0) return TlsError(failure);
  if (absl::StrContains(failure.detail, "hexadecimal sequence in chunked")) {
    return "invalid byte in chunk length";
  }
  return SocketError(failure, "read");
}

std::string Unproxied(const TransferFailure& failure) {
  if (failure.timeout == Timeout::kDial) return DialTimeout(failure);
  if (failure.timeout == Timeout::kTls) return "net/http: TLS handshake timeout";
  if (failure.not_http) {
    return absl::StrCat(kBroken, MalformedResponse(failure.first_line));
  }
  switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return absl::StrCat("dial tcp: lookup ", failure.host, ": no such host");
    case CURLE_COULDNT_CONNECT:
      return DialError(failure);
    case CURLE_OPERATION_TIMEDOUT:
      return failure.connected ? OrDetail(failure) : DialTimeout(failure);
    case CURLE_SSL_CONNECT_ERROR:
      return TlsError(failure);
    case CURLE_PEER_FAILED_VERIFICATION:
      return CertificateError(failure);
    case CURLE_SSL_CERTPROBLEM:
      return OrDetail(failure, "tls: client certificate: ");
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
      return EndOfStream(failure);
    case CURLE_RECV_ERROR:
      return ReceiveError(failure);
    case CURLE_SEND_ERROR:
      return SocketError(failure, "write");
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_UNSUPPORTED_PROTOCOL:  // the URL's has been checked: it is the response's
      return OrDetail(failure, kBroken);
    case CURLE_BAD_CONTENT_ENCODING:
      return absl::StrContains(failure.detail, "incorrect header") ? "gzip: invalid header"
                                                                   : OrDetail(failure, "gzip: ");
    default:
      return OrDetail(failure);
  }
}

}  // namespace

std::string GoTransferError(const TransferFailure& failure) {
  const bool to_proxy = failure.proxied && !failure.connected;
  return absl::StrCat(to_proxy ? "proxyconnect tcp: " : "", Unproxied(failure));
}

}  // namespace azure::identity::internal
