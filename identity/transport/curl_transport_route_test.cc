// Where requests go: redirects, TLS, the connect-to map, proxies.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/testing/test_server.h"
#include "identity/seams/unique_fd.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/status_matchers.h"
#include "identity/transport/curl_transport.h"

namespace azure::identity {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

using Connection = TestServer::Connection;

constexpr char kHi[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

absl::StatusOr<HttpResponse> Send(const HttpRequest& request, CurlTransportOptions options = {},
                                  std::map<std::string, std::string> variables = {}) {
  return NewCurlTransport(std::move(options), RealClock(),
                          std::make_shared<FakeEnvironment>(std::move(variables)))
      ->Send(Context::Background(), request);
}

HttpRequest Get(const std::string& url) { return {"GET", url, {}, ""}; }

// Redirects the first request to `location`; answers others with `kHi`. Keeps
// what it reads; to be looked at when the exchange is over.
class RedirectingServer {
 public:
  RedirectingServer(int status, const std::string& location) {
    server_.Serve([this, status, location](Connection& connection) {
      for (;;) {
        const std::string request = connection.ReadRequest();
        if (request.empty()) return;
        requests.push_back(request);
        connection.Write(requests.size() > 1
                             ? std::string(kHi)
                             : absl::StrCat("HTTP/1.1 ", status, " X\r\nContent-Length: 0\r\n",
                                            "Location: ", location, "\r\n\r\n"));
      }
    });
  }

  HttpRequest Request(const std::string& method) const {
    return {method,
            server_.Url("/first/a"),
            {{"Authorization", "secret"},
             {"Content-Type", "text/x"},
             {"Secret", "shh"},
             {"X", "1"},
             {"X-Identity-Header", "shh"}},
            "body"};
  }
  std::string Url(const std::string& path) const { return server_.Url(path); }

  std::vector<std::string> requests;

 private:
  TestServer server_;
};

TEST(CurlTransportRedirectTest, TemporaryRedirectsRepeatTheRequest) {
  for (const int status : {307, 308}) {
    RedirectingServer server(status, "/second?x=1");
    const auto response = Send(server.Request("POST"));
    ASSERT_THAT(response, IsOk());
    EXPECT_EQ(response->request_method, "POST");
    EXPECT_EQ(response->request_url, server.Url("/second?x=1"));
    EXPECT_THAT(
        server.requests.at(1),
        AllOf(StartsWith("POST /second?x=1 HTTP/1.1\r\n"),
              HasSubstr("\r\nAuthorization: secret\r\n"), HasSubstr("\r\nContent-Type: text/x\r\n"),
              HasSubstr(absl::StrCat("\r\nReferer: ", server.Url("/first/a"), "\r\n")),
              EndsWith("\r\n\r\nbody")));
  }
}

TEST(CurlTransportRedirectTest, OtherRedirectsBecomeAGetWithoutBody) {
  for (const int status : {301, 302, 303}) {
    RedirectingServer server(status, "b");
    const auto response = Send(server.Request("POST"));
    ASSERT_THAT(response, IsOk());
    EXPECT_EQ(response->request_method, "GET");
    EXPECT_EQ(response->request_url, server.Url("/first/b"));
    EXPECT_THAT(server.requests.at(1),
                AllOf(StartsWith("GET /first/b HTTP/1.1\r\n"), HasSubstr("\r\nX: 1\r\n"),
                      Not(HasSubstr("Content-")), EndsWith("\r\n\r\n")));
  }
}

TEST(CurlTransportRedirectTest, CredentialsDoNotGoToAnotherHost) {
  TestServer other;
  std::string seen;
  other.Serve([&seen](Connection& connection) {
    seen = connection.ReadRequest();
    connection.Write(kHi);
    connection.AwaitClose();
  });
  RedirectingServer server(307, absl::StrCat("http://localhost:", other.port(), "/"));
  ASSERT_THAT(Send(server.Request("POST")), IsOk());
  EXPECT_THAT(seen, AllOf(Not(HasSubstr("Authorization")), Not(HasSubstr("shh")),
                          HasSubstr("\r\nX: 1\r\n")));
}

TEST(CurlTransportRedirectTest, CredentialsGoAlongWithinTheOrigin) {
  RedirectingServer server(307, "/elsewhere");
  ASSERT_THAT(Send(server.Request("POST")), IsOk());
  EXPECT_THAT(server.requests.at(1),
              AllOf(HasSubstr("\r\nAuthorization: secret\r\n"), HasSubstr("\r\nSecret: shh\r\n")));
}

TEST(CurlTransportRedirectTest, CredentialsDoNotGoToAnotherPort) {
  TestServer other;
  std::string seen;
  other.Serve([&seen](Connection& connection) {
    seen = connection.ReadRequest();
    connection.Write(kHi);
    connection.AwaitClose();
  });
  RedirectingServer server(307, other.Url("/"));
  ASSERT_THAT(Send(server.Request("POST")), IsOk());
  EXPECT_THAT(seen, AllOf(Not(HasSubstr("Authorization")), Not(HasSubstr("shh")),
                          HasSubstr("\r\nX: 1\r\n")));
}

TEST(CurlTransportRedirectTest, ARedirectWithoutLocationIsAResponse) {
  RedirectingServer server(302, "");
  EXPECT_EQ(Send(server.Request("GET"))->status_code, 302);
}

TEST(CurlTransportRedirectTest, FollowsNoneIfToldSo) {
  RedirectingServer server(307, "/elsewhere");
  CurlTransportOptions options;
  options.max_redirects = -1;
  const auto response =
      NewCurlTransport(options)->Send(Context::Background(), server.Request("POST"));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->status_code, 307);
  EXPECT_EQ(response->headers.Get("Location"), "/elsewhere");
}

TEST(CurlTransportRedirectTest, ASecretBodyStaysWithItsOrigin) {
  TestServer other;
  std::atomic<int> reached{0};
  other.Serve([&reached](Connection& connection) {
    if (!connection.ReadRequest().empty()) ++reached;
    connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  for (const int status : {307, 308}) {
    RedirectingServer server(status, other.Url("/token?secret=x"));
    HttpRequest request = server.Request("POST");
    request.body = "client_secret=s3cret";
    request.body_is_secret = true;
    EXPECT_THAT(
        Send(request),
        StatusIs(absl::StatusCode::kFailedPrecondition,
                 absl::StrCat("Post \"", server.Url("/first/a"), "\": redirected to http://",
                              other.Address(), ", where the client's credential isn't sent")));
    EXPECT_EQ(reached, 0);
    // Within the origin it may go on.
    RedirectingServer same(status, "/elsewhere");
    request = same.Request("POST");
    request.body = "client_secret=s3cret";
    request.body_is_secret = true;
    EXPECT_THAT(Send(request), IsOk());
  }
  // As a GET without the body it goes anywhere.
  RedirectingServer server(302, other.Url("/page"));
  HttpRequest request = server.Request("POST");
  request.body_is_secret = true;
  EXPECT_THAT(Send(request), IsOk());
  EXPECT_EQ(reached, 1);
}

TEST(CurlTransportRedirectTest, StopsAfterTen) {
  TestServer server;
  std::atomic<int> count{0};
  server.Serve([&count](Connection& connection) {
    while (!connection.ReadRequest().empty()) {
      ++count;
      connection.Write("HTTP/1.1 307 X\r\nLocation: /again?x=1\r\nContent-Length: 0\r\n\r\n");
    }
  });
  EXPECT_THAT(Send(Get(server.Url("/"))), StatusIs(absl::StatusCode::kUnavailable,
                                                   R"(Get "/again": stopped after 10 redirects)"));
  EXPECT_EQ(count, 10);
}

TEST(CurlTransportRedirectTest, ALocationThatCannotBeUsedSaysWhy) {
  RedirectingServer bad(302, "http://[::1/");
  EXPECT_THAT(Send(bad.Request("GET")),
              StatusIs(absl::StatusCode::kUnavailable,
                       absl::StrCat("Get \"", bad.Url("/first/a"),
                                    "\": failed to parse Location header \"http://[::1/\": "
                                    "parse \"http://[::1/\": missing ']' in host")));
  RedirectingServer file(302, "file:///etc/passwd");
  EXPECT_THAT(Send(file.Request("GET")),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       R"(Get "file:///etc/passwd": unsupported protocol scheme "file")"));
}

class CurlTransportTlsTest : public ::testing::Test {
 protected:
  // Answers over TLS, with what it reads as body.
  void ServeEcho() {
    server_.Serve([this](Connection& connection) {
      if (!connection.StartTls(certificate_.certificate, certificate_.key)) return;
      for (;;) {
        const std::string request = connection.ReadRequest();
        if (request.empty()) return;
        connection.Write(absl::StrCat("HTTP/1.1 200 OK\r\nContent-Length: ", request.size(),
                                      "\r\n\r\n", request));
      }
    });
  }
  std::string Url() const { return absl::StrCat("https://", server_.Address(), "/"); }
  std::string Error(const std::string& text) const {
    return absl::StrCat("Get \"", Url(), "\": ", text);
  }

  const TestCertificate certificate_ = MakeTestCertificate("login.example.test");
  TestServer server_;
};

TEST_F(CurlTransportTlsTest, TrustsTheGivenAuthority) {
  ServeEcho();
  CurlTransportOptions options;
  options.ca_pem = certificate_.certificate;
  EXPECT_THAT(Send(Get(Url()), options), IsOk());
}

TEST_F(CurlTransportTlsTest, TrustsTheFileOfTheOptionsOrTheEnvironment) {
  ServeEcho();
  const std::string path = ::testing::TempDir() + "/ca.pem";
  std::ofstream(path) << certificate_.certificate;
  CurlTransportOptions options;
  options.ca_bundle_file = path;
  EXPECT_THAT(Send(Get(Url()), options), IsOk());
  EXPECT_THAT(Send(Get(Url()), {}, {{"SSL_CERT_FILE", path}}), IsOk());
  EXPECT_THAT(Send(Get(Url()), {}, {{"CURL_CA_BUNDLE", path}}), IsOk());
  EXPECT_THAT(Send(Get(Url()), {}, {{"SSL_CERT_FILE", "/nope"}, {"CURL_CA_BUNDLE", path}}),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("unknown authority")));
  // The option is the last word.
  EXPECT_THAT(Send(Get(Url()), options, {{"SSL_CERT_FILE", "/nope"}}), IsOk());
}

TEST_F(CurlTransportTlsTest, RefusesAnAuthorityItDoesNotKnow) {
  ServeEcho();
  const std::string error =
      Error("tls: failed to verify certificate: x509: certificate signed by unknown authority");
  EXPECT_THAT(Send(Get(Url())), StatusIs(absl::StatusCode::kUnavailable, error));
  CurlTransportOptions options;
  options.ca_pem = MakeTestCertificate("login.example.test").certificate;
  EXPECT_THAT(Send(Get(Url()), options), StatusIs(absl::StatusCode::kUnavailable, error));
}

TEST_F(CurlTransportTlsTest, RefusesACertificateForAnotherName) {
  ServeEcho();
  CurlTransportOptions options;
  options.ca_pem = certificate_.certificate;
  options.connect_to = {absl::StrCat("evil.test:443:", server_.Address())};
  EXPECT_THAT(Send(Get("https://evil.test/"), options),
              StatusIs(absl::StatusCode::kUnavailable,
                       AllOf(StartsWith("Get \"https://evil.test/\": tls: failed to verify "
                                        "certificate: x509: "),
                             HasSubstr("'evil.test'"))));
}

TEST_F(CurlTransportTlsTest, TheConnectToMapKeepsNameAndHostAndUsesNoProxy) {
  ServeEcho();
  CurlTransportOptions options;
  options.ca_pem = certificate_.certificate;
  options.connect_to = {absl::StrCat("login.example.test:443:", server_.Address())};
  const auto response =
      Send(Get("https://LOGIN.example.test/p"), options, {{"HTTPS_PROXY", "http://127.0.0.1:1"}});
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->body, AllOf(StartsWith("GET /p HTTP/1.1\r\n"),
                                    HasSubstr("\r\nHost: LOGIN.example.test\r\n")));
}

TEST_F(CurlTransportTlsTest, NamesTheAlertOfTheServer) {
  server_.Serve([](Connection& connection) {
    connection.ReadBytes();
    connection.Write({"\x15\x03\x03\x00\x02\x02\x28", 7});  // fatal, handshake_failure
  });
  EXPECT_THAT(Send(Get(Url())), StatusIs(absl::StatusCode::kUnavailable,
                                         Error("remote error: tls: handshake failure")));
}

TEST_F(CurlTransportTlsTest, AServerThatClosesInTheHandshakeGivesEof) {
  server_.Serve([](Connection& connection) { connection.ReadBytes(); });
  EXPECT_THAT(Send(Get(Url())), StatusIs(absl::StatusCode::kUnavailable, Error("EOF")));
}

TEST_F(CurlTransportTlsTest, AServerWithoutTlsIsNoticed) {
  server_.Serve([](Connection& connection) {
    connection.ReadBytes();
    connection.Write("HTTP/1.1 400 Bad Request\r\n\r\n");
  });
  EXPECT_THAT(Send(Get(Url())),
              StatusIs(absl::StatusCode::kUnavailable,
                       Error("tls: first record does not look like a TLS handshake")));
}

TEST_F(CurlTransportTlsTest, AHandshakeHasALimitOfItsOwn) {
  server_.Serve([](Connection& connection) { connection.AwaitClose(); });
  const auto clock = std::make_shared<FakeClock>();
  CurlTransportOptions options;
  options.connect_timeout = absl::InfiniteDuration();  // so that one alarm waits at most
  std::thread timekeeper([&clock] {
    clock->AwaitWaiters(1);
    clock->Advance(absl::Seconds(10));
  });
  const auto response = NewCurlTransport(options, clock, std::make_shared<FakeEnvironment>())
                            ->Send(Context::Background(), Get(Url()));
  timekeeper.join();
  EXPECT_THAT(response,
              StatusIs(absl::StatusCode::kUnavailable, Error("net/http: TLS handshake timeout")));
}

TEST_F(CurlTransportTlsTest, ALongWaitForTheResponseIsNoHandshake) {
  const auto clock = std::make_shared<FakeClock>();
  server_.Serve([&](Connection& connection) {
    if (!connection.StartTls(certificate_.certificate, certificate_.key)) return;
    connection.ReadRequest();
    clock->Advance(absl::Hours(1));
    connection.Write(kHi);
    connection.AwaitClose();
  });
  CurlTransportOptions options;
  options.ca_pem = certificate_.certificate;
  EXPECT_THAT(NewCurlTransport(options, clock, std::make_shared<FakeEnvironment>())
                  ->Send(Context::Background(), Get(Url())),
              IsOk());
}

TEST(CurlTransportDialTest, ADialHasALimitOfItsOwn) {
  // A listener whose queue is full does not answer.
  const internal::UniqueFd listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  ASSERT_EQ(bind(listener.get(), generic, size), 0);
  ASSERT_EQ(listen(listener.get(), 0), 0);
  ASSERT_EQ(getsockname(listener.get(), generic, &size), 0);
  std::vector<internal::UniqueFd> queue;
  for (int i = 0; i < 4; ++i) {
    queue.emplace_back(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    (void)connect(queue.back().get(), generic, size);
  }

  const auto clock = std::make_shared<FakeClock>();
  std::thread timekeeper([&clock] {
    clock->AwaitWaiters(1);
    clock->Advance(absl::Seconds(30));
  });
  const std::string host = absl::StrCat("127.0.0.1:", ntohs(address.sin_port));
  const auto response = NewCurlTransport({}, clock, std::make_shared<FakeEnvironment>())
                            ->Send(Context::Background(), Get(absl::StrCat("http://", host, "/")));
  timekeeper.join();
  EXPECT_THAT(response, StatusIs(absl::StatusCode::kUnavailable,
                                 absl::StrCat("Get \"http://", host, "/\": dial tcp ", host,
                                              ": i/o timeout")));
}

TEST(CurlTransportProxyTest, PlainRequestsGoToTheProxyWhole) {
  TestServer proxy;
  std::string seen;
  proxy.Serve([&seen](Connection& connection) {
    seen = connection.ReadRequest();
    connection.Write(kHi);
    connection.AwaitClose();
  });
  EXPECT_THAT(Send(Get("http://example.test/p"), {}, {{"HTTP_PROXY", proxy.Address()}}), IsOk());
  EXPECT_THAT(seen, StartsWith("GET http://example.test/p HTTP/1.1\r\nHost: example.test\r\n"));
}

TEST(CurlTransportProxyTest, SecureRequestsAskForATunnel) {
  TestServer proxy;
  std::string seen;
  proxy.Serve([&seen](Connection& connection) {
    seen = connection.ReadRequest();
    connection.Write("HTTP/1.1 407 Nope\r\nContent-Length: 0\r\n\r\n");
  });
  const auto response = Send(Get("https://example.test/p"), {}, {{"HTTPS_PROXY", proxy.Address()}});
  EXPECT_THAT(response, StatusIs(absl::StatusCode::kUnavailable,
                                 R"(Get "https://example.test/p": Proxy Authentication Required)"));
  EXPECT_THAT(seen, StartsWith("CONNECT example.test:443 HTTP/1.1\r\n"));
}

TEST(CurlTransportProxyTest, ADeadProxyIsNamedWithoutItsPassword) {
  const auto response =
      Send(Get("http://example.test/"), {}, {{"HTTP_PROXY", "http://u:secret@127.0.0.1:1"}});
  EXPECT_THAT(response, StatusIs(absl::StatusCode::kUnavailable,
                                 "Get \"http://example.test/\": proxyconnect tcp: dial tcp "
                                 "127.0.0.1:1: connect: connection refused"));
}

TEST(CurlTransportProxyTest, TheProcessEnvironmentIsNotLookedAt) {
  TestServer server;
  server.Serve([](Connection& connection) {
    connection.ReadRequest();
    connection.Write(kHi);
  });
  setenv("http_proxy", "http://127.0.0.1:1", 1);
  CurlTransportOptions options;
  options.connect_to = {absl::StrCat("example.test:80:", server.Address())};
  EXPECT_THAT(Send(Get("http://example.test/"), options), IsOk());
  unsetenv("http_proxy");
}

}  // namespace
}  // namespace azure::identity
