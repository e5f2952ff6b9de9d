#include "identity/transport/curl_error.h"

#include <openssl/x509_vfy.h>

#include <cerrno>
#include <string>
#include <utility>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace azure::identity::internal {
namespace {

using Timeout = TransferFailure::Timeout;

TransferFailure Failure(CURLcode code, const std::string& detail = "") {
  TransferFailure failure;
  failure.code = code;
  failure.detail = detail;
  failure.host = "login.test";
  failure.dialed = "192.0.2.1:443";
  failure.local = "10.0.0.2:50000";
  failure.remote = "192.0.2.1:443";
  return failure;
}

TEST(GoTransferErrorTest, NamesTheHostThatCannotBeFound) {
  EXPECT_EQ(GoTransferError(Failure(CURLE_COULDNT_RESOLVE_HOST)),
            "dial tcp: lookup login.test: no such host");
}

TEST(GoTransferErrorTest, NamesTheAddressThatCannotBeReached) {
  TransferFailure failure = Failure(CURLE_COULDNT_CONNECT);
  failure.system_error = EHOSTUNREACH;
  EXPECT_EQ(GoTransferError(failure), "dial tcp 192.0.2.1:443: connect: no route to host");
  failure.proxied = true;
  EXPECT_EQ(GoTransferError(failure),
            "proxyconnect tcp: dial tcp 192.0.2.1:443: connect: no route to host");
}

TEST(GoTransferErrorTest, TellsTimeoutsApart) {
  TransferFailure failure = Failure(CURLE_OPERATION_TIMEDOUT);
  failure.timeout = Timeout::kDial;
  EXPECT_EQ(GoTransferError(failure), "dial tcp 192.0.2.1:443: i/o timeout");
  failure.dialed = "";
  EXPECT_EQ(GoTransferError(failure), "dial tcp: lookup login.test: i/o timeout");
  failure.timeout = Timeout::kTls;
  EXPECT_EQ(GoTransferError(failure), "net/http: TLS handshake timeout");
}

TEST(GoTransferErrorTest, NamesBothEndsOfABrokenConnection) {
  TransferFailure failure = Failure(CURLE_RECV_ERROR);
  failure.connected = true;
  failure.system_error = ECONNRESET;
  EXPECT_EQ(GoTransferError(failure),
            "read tcp 10.0.0.2:50000->192.0.2.1:443: read: connection reset by peer");
  failure.code = CURLE_SEND_ERROR;
  failure.system_error = EPIPE;
  EXPECT_EQ(GoTransferError(failure),
            "write tcp 10.0.0.2:50000->192.0.2.1:443: write: broken pipe");
}

TEST(GoTransferErrorTest, TellsWhereTheStreamEnded) {
  TransferFailure failure = Failure(CURLE_GOT_NOTHING);
  EXPECT_EQ(GoTransferError(failure), "EOF");
  failure.in_header = true;
  EXPECT_EQ(GoTransferError(failure),
            "net/http: HTTP/1.x transport connection broken: unexpected EOF");
  failure.in_body = true;
  failure.code = CURLE_PARTIAL_FILE;
  EXPECT_EQ(GoTransferError(failure), "unexpected EOF");
  failure.code = CURLE_RECV_ERROR;  // TLS without close_notify
  failure.detail = "OpenSSL SSL_read: error:0A000126:SSL routines::unexpected eof while reading";
  EXPECT_EQ(GoTransferError(failure), "unexpected EOF");
}

TEST(GoTransferErrorTest, TellsWhatIsWrongWithAStatusLine) {
  const std::pair<const char*, const char*> lines[] = {
      {"SSH-2.0-OpenSSH_9", R"(malformed HTTP response "SSH-2.0-OpenSSH_9")"},
      {"\x01\xfe garbage, not HTTP", R"(malformed HTTP status code "garbage,")"},
      {"HTTP/1.1 2000 OK", R"(malformed HTTP status code "2000")"},
      {"HTTP/1.1 20x OK", R"(malformed HTTP status code "20x")"},
      {"HTTP/1.1 -20 OK", R"(malformed HTTP status code "-20")"},
      {"HTTP/1.1  ", R"(malformed HTTP status code "")"},
      {"ICY   200 OK", R"(malformed HTTP version "ICY")"},
      {" 200", R"(malformed HTTP version "")"},
  };
  TransferFailure failure = Failure(CURLE_WRITE_ERROR);
  failure.not_http = true;
  for (const auto& [line, text] : lines) {
    failure.first_line = line;
    EXPECT_EQ(GoTransferError(failure),
              std::string("net/http: HTTP/1.x transport connection broken: ") + text);
  }
}

TEST(GoTransferErrorTest, NamesTlsAlerts) {
  EXPECT_EQ(GoTransferError(Failure(CURLE_SSL_CONNECT_ERROR,
                                    "error:0A000410:SSL routines::sslv3 alert handshake failure")),
            "remote error: tls: handshake failure");
  EXPECT_EQ(GoTransferError(Failure(CURLE_SSL_CONNECT_ERROR,
                                    "error:0A000418:SSL routines::tlsv1 alert unknown ca")),
            "remote error: tls: unknown certificate authority");
}

TEST(GoTransferErrorTest, TellsWhyACertificateIsRefused) {
  TransferFailure failure = Failure(CURLE_PEER_FAILED_VERIFICATION);
  failure.verify_result = X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN;
  EXPECT_EQ(GoTransferError(failure),
            "tls: failed to verify certificate: x509: certificate signed by unknown authority");
  failure.verify_result = X509_V_ERR_CERT_HAS_EXPIRED;
  EXPECT_EQ(GoTransferError(failure),
            "tls: failed to verify certificate: x509: certificate has expired or is not yet valid");
  failure.verify_result = X509_V_OK;
  failure.detail = "SSL: no alternative certificate subject name matches target host name 'a'";
  EXPECT_EQ(GoTransferError(failure), "tls: failed to verify certificate: x509: " + failure.detail);
}

TEST(GoTransferErrorTest, TheProxysRefusalIsItsStatusText) {
  TransferFailure failure = Failure(CURLE_RECV_ERROR, "CONNECT tunnel failed, response 407");
  failure.proxied = true;
  failure.connected = true;
  failure.connect_status = 407;
  EXPECT_EQ(GoTransferError(failure), "Proxy Authentication Required");
}

TEST(GoTransferErrorTest, IsNeverEmpty) {
  for (int code = 0; code < CURL_LAST; ++code) {
    const std::string text = GoTransferError(Failure(static_cast<CURLcode>(code)));
    EXPECT_NE(text, "") << code;
    EXPECT_NE(text.back(), ' ') << text;
  }
  EXPECT_EQ(GoTransferError(Failure(CURLE_HTTP2, "nghttp2 said no")), "nghttp2 said no");
}

}  // namespace
}  // namespace azure::identity::internal
