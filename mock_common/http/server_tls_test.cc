#include <openssl/obj_mac.h>
#include <openssl/x509.h>

#include <atomic>
#include <csignal>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/http/raw_client.h"
#include "mock_common/http/server.h"
#include "mock_common/tls/certificate_authority.h"
#include "mock_common/tls/x509.h"

namespace mock::http {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using End = RawClient::End;

constexpr char kGet[] = "GET / HTTP/1.1\r\nHost: login.example.test\r\n\r\n";
constexpr char kHost[] = "login.example.test";

Reply Answer(const Request& request) {
  Reply reply;
  reply.response.body = request.tls ? "tls" : "plain";
  return reply;
}

class ServerTlsTest : public testing::Test {
 protected:
  ServerOptions Options() const {
    ServerOptions options;
    options.certificate_pem = leaf_.certificate_pem;
    options.private_key_pem = leaf_.private_key_pem();
    return options;
  }
  void Serve(const ServerOptions& options) { server_ = *Server::Start(options, Answer); }
  RawClient Connect(const std::string& host = kHost) {
    return RawClient::ConnectTls(server_->port(), authority_.certificate_pem(), host);
  }

  const CertificateAuthority authority_ = *CertificateAuthority::Generate(absl::Now());
  const Leaf leaf_ = *authority_.Issue({kHost, "127.0.0.1"}, absl::Now());
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTlsTest, ServesAClientThatTrustsTheAuthority) {
  Serve(Options());
  RawClient client = Connect();
  ASSERT_EQ(client.end(), End::kOpen) << client.tls_error();
  EXPECT_EQ(client.alpn(), "http/1.1");
  for (int i = 0; i < 10; ++i) {
    client.Send(kGet);
    EXPECT_THAT(client.ReadReply(), EndsWith("\r\n\r\ntls"));
  }
}

TEST_F(ServerTlsTest, AClientOfAnotherNameRefusesTheCertificate) {
  Serve(Options());
  RawClient client = Connect("other.example.test");
  EXPECT_EQ(client.end(), End::kTlsError);
  EXPECT_EQ(client.tls_error(), "certificate verify failed");
  RawClient next = Connect();
  next.Send(kGet);
  EXPECT_THAT(next.ReadReply(), EndsWith("tls"));
}

TEST_F(ServerTlsTest, FailsTheHandshakesThatItIsToldTo) {
  std::atomic<int> asked = 0;
  ServerOptions options = Options();
  options.fail_handshake = [&asked] { return ++asked == 1; };
  Serve(options);
  RawClient failed = Connect();
  EXPECT_EQ(failed.end(), End::kTlsError);
  EXPECT_THAT(failed.tls_error(), HasSubstr("alert handshake failure"));
  RawClient next = Connect();
  next.Send(kGet);
  EXPECT_THAT(next.ReadReply(), EndsWith("tls"));
  EXPECT_EQ(asked, 2);
}

TEST_F(ServerTlsTest, HandsOnTheCertificateOfAClientThatItAsked) {
  const Leaf client = *authority_.Issue({"client.example.test"}, absl::Now());
  const Leaf stranger =
      *CertificateAuthority::Generate(absl::Now())->Issue({"x.test"}, absl::Now());
  const Leaf server = *authority_.Issue({kHost, "plain.example.test"}, absl::Now());
  ServerOptions options;
  options.certificate_pem = server.certificate_pem;
  options.private_key_pem = server.private_key_pem();
  options.ask_certificate = [](absl::string_view name) { return name == kHost; };
  server_ = *Server::Start(options, [](const Request& request) {
    Reply reply;
    const auto certificate = CertificateFromDer(request.client_certificate);
    reply.response.body =
        certificate.ok() ? PartOfName(X509_get_subject_name(certificate->get()), NID_commonName)
                         : "nobody";
    return reply;
  });
  const auto told = [&](const std::string& host, const std::string& pem) {
    RawClient connection =
        RawClient::ConnectTls(server_->port(), authority_.certificate_pem(), host, pem);
    // Each request of a connection has it.
    connection.Send(kGet);
    EXPECT_THAT(connection.ReadReply(), HasSubstr("200 OK"));
    connection.Send(kGet);
    const std::string reply = connection.ReadReply();
    return reply.substr(reply.find("\r\n\r\n") + 4);
  };
  EXPECT_EQ(told(kHost, client.certificate_pem + client.private_key_pem()), "client.example.test");
  EXPECT_EQ(told(kHost, stranger.certificate_pem + stranger.private_key_pem()), "x.test");
  EXPECT_EQ(told(kHost, ""), "nobody");
  EXPECT_EQ(told("plain.example.test", client.certificate_pem + client.private_key_pem()),
            "nobody");
}

TEST_F(ServerTlsTest, APlainRequestOnATlsPortEndsTheConnection) {
  Serve(Options());
  RawClient client = RawClient::Connect(server_->port());
  client.Send(kGet);
  client.ReadAll();
  EXPECT_NE(client.end(), End::kTimeout);
  RawClient next = Connect();
  next.Send(kGet);
  EXPECT_THAT(next.ReadReply(), EndsWith("tls"));
}

TEST_F(ServerTlsTest, AHandshakeThatNeverComesTimesOut) {
  ServerOptions options = Options();
  options.idle_timeout = absl::Milliseconds(20);
  Serve(options);
  RawClient client = RawClient::Connect(server_->port());
  client.ReadAll();
  EXPECT_NE(client.end(), End::kTimeout);
}

TEST_F(ServerTlsTest, ClosesInOrderWhenAskedTo) {
  Serve(Options());
  RawClient client = Connect();
  client.Send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.ReadAll(), EndsWith("tls"));
  EXPECT_EQ(client.end(), End::kClosed);  // close_notify: without it OpenSSL reports an error
}

TEST_F(ServerTlsTest, RefusesATooLargeBodyThatIsStillComing) {
  ServerOptions options = Options();
  options.max_body_bytes = 10;
  Serve(options);
  RawClient client = Connect();
  client.Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");
  client.Send(std::string(100000, 'x'));
  EXPECT_THAT(client.ReadAll(), testing::StartsWith("HTTP/1.1 413 "));
}

TEST_F(ServerTlsTest, StopDropsTlsConnections) {
  Serve(Options());
  RawClient client = Connect();
  client.Send(kGet);
  EXPECT_THAT(client.ReadReply(), EndsWith("tls"));
  RawClient unfinished = RawClient::Connect(server_->port());
  server_->Stop();
  client.ReadAll();
  EXPECT_NE(client.end(), End::kTimeout);
  unfinished.ReadAll();
  EXPECT_NE(unfinished.end(), End::kTimeout);
}

TEST_F(ServerTlsTest, StartSaysWhatIsWrongWithTheCertificate) {
  const auto message = [](const ServerOptions& options) {
    const absl::Status status = Server::Start(options, Answer).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    return std::string(status.message());
  };
  ServerOptions no_certificate = Options();
  no_certificate.certificate_pem = "secret";
  EXPECT_THAT(message(no_certificate),
              testing::StartsWith("the server's certificate is unusable: "));
  ServerOptions no_key = Options();
  no_key.private_key_pem = "";
  EXPECT_THAT(message(no_key), testing::StartsWith("the server's private key is unusable: "));
  ServerOptions other_key = Options();
  other_key.private_key_pem = authority_.Issue({kHost}, absl::Now())->private_key_pem();
  EXPECT_THAT(message(other_key), testing::StartsWith("the server's private key is unusable: "));
}

TEST_F(ServerTlsTest, ACertificateIsMadeForTheFirstWhoConnects) {
  std::atomic<int> made{0};
  ServerOptions options;
  options.certificate = [&] {
    ++made;
    return leaf_.parsed;
  };
  Serve(options);
  EXPECT_EQ(made, 0);
  for (int i = 0; i < 3; ++i) {
    RawClient client = Connect();
    client.Send(kGet);
    EXPECT_THAT(client.ReadReply(), EndsWith("tls"));
  }
  EXPECT_EQ(made, 1);
}

TEST_F(ServerTlsTest, ACertificateThatCannotBeMadeIsToldOf) {
  std::vector<std::string> told;
  ServerOptions options;
  options.warn = [&](const std::string& text) { told.push_back(text); };
  int asked = 0;
  options.certificate = [&]() -> absl::StatusOr<ParsedCertificate> {
    if (++asked == 1) return absl::InternalError("no entropy");
    ParsedCertificate certificate = leaf_.parsed;
    if (asked == 2)
      certificate.private_key = authority_.Issue({kHost}, absl::Now())->parsed.private_key;
    return certificate;
  };
  Serve(options);
  const auto before = signal(SIGPIPE, SIG_IGN);  // of handshakes to which nobody listens
  EXPECT_NE(Connect().end(), End::kOpen);
  EXPECT_NE(Connect().end(), End::kOpen);
  signal(SIGPIPE, before);
  EXPECT_EQ(Connect().end(), End::kOpen);
  server_->Stop();
  EXPECT_THAT(told, testing::ElementsAre("a server cannot speak TLS: no entropy"));
}

TEST_F(ServerTlsTest, PlainHttpIsToldToSpeakHttps) {
  Serve(Options());
  for (const char* request : {kGet, "CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n"}) {
    RawClient plain = RawClient::Connect(server_->port());
    plain.Send(request);
    EXPECT_THAT(plain.ReadAll(), testing::AllOf(testing::StartsWith("HTTP/1.1 400 Bad Request\r\n"),
                                                HasSubstr("speak https")));
    EXPECT_EQ(plain.end(), End::kClosed);
  }
}

TEST_F(ServerTlsTest, ConnectionsBeyondTheLimitAreToldByTls) {
  ServerOptions options = Options();
  options.max_connections = 1;
  Serve(options);
  const RawClient one = Connect();
  RawClient two = Connect();
  EXPECT_THAT(two.ReadAll(), testing::StartsWith("HTTP/1.1 503 Service Unavailable\r\n"));
}

}  // namespace
}  // namespace mock::http
