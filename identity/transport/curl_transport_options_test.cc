// What users set: authorities, a client certificate, a proxy, time limits.
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/testing/test_server.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"
#include "identity/transport/curl_transport.h"

namespace azure::identity {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

using Connection = TestServer::Connection;

constexpr char kHi[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

std::shared_ptr<HttpTransport> NewTransport(CurlTransportOptions options,
                                            std::map<std::string, std::string> variables = {}) {
  return NewCurlTransport(std::move(options), RealClock(),
                          std::make_shared<FakeEnvironment>(std::move(variables)));
}

absl::StatusOr<HttpResponse> Get(const std::string& url, CurlTransportOptions options,
                                 std::map<std::string, std::string> variables = {}) {
  return NewTransport(std::move(options), std::move(variables))
      ->Send(Context::Background(), {"GET", url, {}, ""});
}

// The path of a new file.
std::string File(const std::string& name, const std::string& content) {
  std::string path = ::testing::TempDir() + "/" + name;
  std::ofstream(path) << content;
  return path;
}

void ExpectRefused(const CurlTransportOptions& options, const std::string& error) {
  EXPECT_THAT(Get("http://127.0.0.1:1/", options),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       absl::StrCat("Get \"http://127.0.0.1:1/\": CurlTransportOptions.", error)));
}

class CurlTransportTlsOptionsTest : public ::testing::Test {
 protected:
  // `client` is the certificate that clients must have, if they must.
  void Serve(const std::string& client = "") {
    server_.Serve([this, client](Connection& connection) {
      if (!connection.StartTls(own_.certificate, own_.key, client)) return;
      while (!connection.ReadRequest().empty()) connection.Write(kHi);
    });
    options_.ca_pem = own_.certificate;
  }
  absl::StatusOr<HttpResponse> Send() const {
    return Get(absl::StrCat("https://", server_.Address(), "/"), options_);
  }

  const TestCertificate own_ = MakeTestCertificate("server.test");
  const TestCertificate client_ = MakeTestCertificate("client.test");
  CurlTransportOptions options_;
  TestServer server_;
};

// The name `openssl rehash` gives the file of a certificate.
std::string HashedName(const std::string& pem) {
  BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  char name[16];
  std::snprintf(name, sizeof(name), "%08lx.0", X509_subject_name_hash(certificate));
  X509_free(certificate);
  BIO_free(bio);
  return name;
}

TEST_F(CurlTransportTlsOptionsTest, TrustsTheAuthoritiesOfADirectoryAndNoOthers) {
  Serve();
  const std::string folder = ::testing::TempDir() + "/authorities";
  mkdir(folder.c_str(), 0755);
  options_ = {};
  options_.ca_directory = folder;
  EXPECT_THAT(Send(), StatusIs(absl::StatusCode::kUnavailable,
                               HasSubstr("certificate signed by unknown authority")));
  File("authorities/" + HashedName(own_.certificate), own_.certificate);
  EXPECT_THAT(Send(), IsOk());
}

TEST_F(CurlTransportTlsOptionsTest, TrustsEveryFileOfTheDirectoriesInTheEnvironment) {
  Serve();
  const std::string folder = ::testing::TempDir() + "/environment";
  mkdir(folder.c_str(), 0755);
  const std::map<std::string, std::string> variables = {{"SSL_CERT_FILE", "/nope"},
                                                        {"SSL_CERT_DIR", "/neither:" + folder}};
  const std::string url = absl::StrCat("https://", server_.Address(), "/");
  EXPECT_THAT(Get(url, {}, variables),
              StatusIs(absl::StatusCode::kUnavailable,
                       HasSubstr("certificate signed by unknown authority")));
  File("environment/whatever.name", own_.certificate);
  File("environment/key.pem", own_.key);
  File("environment/nonsense", "x");
  mkdir((folder + "/folder").c_str(), 0755);
  EXPECT_THAT(Get(url, {}, variables), IsOk());
}

TEST_F(CurlTransportTlsOptionsTest, OneBadCertificateDoesNotSpoilABundle) {
  Serve();
  const std::string bundle =
      File("bundle.pem", absl::StrCat("-----BEGIN CERTIFICATE-----\nMIIBAA==\n",
                                      "-----END CERTIFICATE-----\n", own_.certificate));
  EXPECT_THAT(Get(absl::StrCat("https://", server_.Address(), "/"), {},
                  {{"SSL_CERT_FILE", bundle}, {"SSL_CERT_DIR", "/nope"}}),
              IsOk());
}

TEST_F(CurlTransportTlsOptionsTest, ADirectoryMustBeThere) {
  CurlTransportOptions options;
  options.ca_directory = "/nope";
  ExpectRefused(options, "ca_directory is not a directory");
}

TEST_F(CurlTransportTlsOptionsTest, PemOfAuthoritiesHasACertificate) {
  CurlTransportOptions options;
  options.ca_pem = client_.key;
  ExpectRefused(options, "ca_pem has no certificate");
}

TEST_F(CurlTransportTlsOptionsTest, ShowsItsCertificateToAServerThatAsks) {
  Serve(client_.certificate);
  EXPECT_THAT(Send(), Not(IsOk()));
  options_.client_certificate_pem = client_.certificate;
  options_.client_key_pem = client_.key;
  EXPECT_THAT(Send(), IsOk());
  options_.client_certificate_pem = client_.key + client_.certificate;
  options_.client_key_pem.clear();
  EXPECT_THAT(Send(), IsOk());
}

TEST_F(CurlTransportTlsOptionsTest, ReadsTheClientCertificateFromFiles) {
  Serve(client_.certificate);
  options_.client_certificate_file = File("both.pem", client_.certificate + client_.key);
  EXPECT_THAT(Send(), IsOk());
  options_.client_certificate_file = File("certificate.pem", client_.certificate);
  options_.client_key_file = File("key.pem", client_.key);
  EXPECT_THAT(Send(), IsOk());
}

TEST_F(CurlTransportTlsOptionsTest, AClientCertificateThatCannotBeUsedIsNamed) {
  Serve();
  options_.client_certificate_file = "/nope.pem";
  EXPECT_THAT(Send(), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("/nope.pem")));
  EXPECT_THAT(Send(),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("\": tls: client certificate: ")));
  options_.client_certificate_file.clear();
  options_.client_certificate_pem = client_.certificate;
  options_.client_key_pem = own_.key;
  EXPECT_THAT(Send(),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("\": tls: client certificate: ")));
}

TEST_F(CurlTransportTlsOptionsTest, ACertificateIsGivenOnceAndWithItsKey) {
  CurlTransportOptions key_alone;
  key_alone.client_key_pem = "k";
  ExpectRefused(key_alone, "client_key_pem needs a client certificate");
  CurlTransportOptions file_alone;
  file_alone.client_key_file = "k";
  ExpectRefused(file_alone, "client_key_file needs a client certificate");
  CurlTransportOptions twice;
  twice.client_certificate_file = twice.client_certificate_pem = "c";
  ExpectRefused(twice, "client_certificate_file and client_certificate_pem exclude each other");
  CurlTransportOptions two_keys;
  two_keys.client_certificate_pem = two_keys.client_key_file = two_keys.client_key_pem = "c";
  ExpectRefused(two_keys, "client_key_file and client_key_pem exclude each other");
}

TEST(CurlTransportProxyOptionTest, TakesThePlaceOfTheEnvironment) {
  TestServer proxy;
  std::string seen;
  proxy.Serve([&seen](Connection& connection) {
    seen = connection.ReadRequest();
    connection.Write(kHi);
    connection.AwaitClose();
  });
  CurlTransportOptions options;
  options.proxy = proxy.Address();
  // Not even this host is an exception.
  EXPECT_THAT(Get("http://localhost:1/p", options,
                  {{"HTTP_PROXY", "127.0.0.1:1"}, {"NO_PROXY", "*"}, {"REQUEST_METHOD", "GET"}}),
              IsOk());
  EXPECT_THAT(seen, StartsWith("GET http://localhost:1/p HTTP/1.1\r\n"));
}

TEST(CurlTransportProxyOptionTest, EmptyMeansNone) {
  TestServer server;
  server.Serve([](Connection& connection) {
    connection.ReadRequest();
    connection.Write(kHi);
  });
  // The environment's proxies are never asked for "localhost" itself.
  const std::string url = absl::StrCat("http://here.localhost:", server.port(), "/");
  CurlTransportOptions options;
  EXPECT_THAT(Get(url, options, {{"HTTP_PROXY", "127.0.0.1:1"}}),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("proxyconnect")));
  options.proxy = "";
  EXPECT_THAT(Get(url, options, {{"HTTP_PROXY", "127.0.0.1:1"}}), IsOk());
}

TEST(CurlTransportProxyOptionTest, MustBeAUrl) {
  for (const char* proxy : {"ftp://h", "http://", "://", "h:x", "http://u:secret@h:x/"}) {
    CurlTransportOptions options;
    options.proxy = proxy;
    ExpectRefused(options, "proxy is no URL of a proxy (http, https, socks5 or socks5h)");
  }
}

TEST(CurlTransportTimeOptionsTest, LimitsMustBePositive) {
  for (const absl::Duration wrong : {absl::ZeroDuration(), -absl::Seconds(1)}) {
    CurlTransportOptions options;
    options.total_timeout = wrong;
    ExpectRefused(options, "total_timeout must be positive");
    options.tls_handshake_timeout = wrong;
    ExpectRefused(options, "tls_handshake_timeout must be positive");
    options.connect_timeout = wrong;
    ExpectRefused(options, "connect_timeout must be positive");
  }
  CurlTransportOptions options;
  options.idle_connection_timeout = -absl::Seconds(1);
  ExpectRefused(options, "idle_connection_timeout must not be negative");
}

// A server that lets three seconds pass after it has written `response`.
class SlowServer {
 public:
  explicit SlowServer(const std::string& response) {
    server_.Serve([this, response](Connection& connection) {
      connection.ReadRequest();
      connection.Write(response);
      clock_->Advance(absl::Seconds(3));
      connection.AwaitClose();
    });
  }

  absl::StatusOr<HttpResponse> Get(const Context& ctx) const {
    CurlTransportOptions options;
    options.total_timeout = absl::Seconds(3);
    return NewCurlTransport(options, clock_, std::make_shared<FakeEnvironment>())
        ->Send(ctx, {"GET", server_.Url("/"), {}, ""});
  }
  std::string Error(const std::string& text) const {
    return absl::StrCat("Get \"", server_.Url("/"), "\": ", text);
  }
  absl::Time Now() const { return clock_->Now(); }

 private:
  const std::shared_ptr<FakeClock> clock_ = std::make_shared<FakeClock>();
  TestServer server_;
};

TEST(CurlTransportTimeOptionsTest, TheWholeExchangeHasALimit) {
  const SlowServer server("");
  EXPECT_THAT(server.Get(Context::Background()),
              StatusIs(absl::StatusCode::kUnavailable,
                       server.Error("context deadline exceeded "
                                    "(Client.Timeout exceeded while awaiting headers)")));
}

TEST(CurlTransportTimeOptionsTest, TheCallersDeadlineIsStillTheCallers) {
  const SlowServer server("");
  EXPECT_THAT(
      server.Get(Context::Background().WithDeadline(server.Now() + absl::Seconds(2))),
      StatusIs(absl::StatusCode::kDeadlineExceeded, server.Error("context deadline exceeded")));
}

TEST(CurlTransportTimeOptionsTest, IdleConnectionsAreKeptUnlessTheyMayNotBe) {
  const auto connections = [](absl::Duration idle) {
    TestServer server;
    server.Serve([](Connection& connection) {
      while (!connection.ReadRequest().empty()) connection.Write(kHi);
    });
    CurlTransportOptions options;
    options.idle_connection_timeout = idle;
    const auto transport = NewTransport(options);
    for (int i = 0; i < 3; ++i) {
      EXPECT_THAT(transport->Send(Context::Background(), {"GET", server.Url("/"), {}, ""}), IsOk());
    }
    return server.accepted();
  };
  EXPECT_EQ(connections(absl::ZeroDuration()), 3);
  EXPECT_EQ(connections(absl::Hours(1)), 1);
  EXPECT_EQ(connections(absl::InfiniteDuration()), 1);
}

}  // namespace
}  // namespace azure::identity
