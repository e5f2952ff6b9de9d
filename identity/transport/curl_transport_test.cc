#include "identity/transport/curl_transport.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

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

namespace azure::identity {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using ::testing::Pair;

using Connection = TestServer::Connection;

std::shared_ptr<HttpTransport> NewTransport(CurlTransportOptions options = {},
                                            std::shared_ptr<Clock> clock = RealClock()) {
  return NewCurlTransport(std::move(options), std::move(clock),
                          std::make_shared<FakeEnvironment>());
}

HttpRequest Get(const std::string& url) { return {"GET", url, {}, ""}; }
HttpRequest Post(const std::string& url, const std::string& body) {
  return {"POST", url, {}, body};
}

absl::StatusOr<HttpResponse> Send(const HttpRequest& request) {
  return NewTransport()->Send(Context::Background(), request);
}

// Answers every request of a connection with the same bytes.
TestServer::Handler Always(const std::string& response) {
  return [response](Connection& connection) {
    while (!connection.ReadRequest().empty()) connection.Write(response);
  };
}

// Answers one request and closes.
TestServer::Handler Once(const std::string& response) {
  return [response](Connection& connection) {
    connection.ReadRequest();
    connection.Write(response);
  };
}

constexpr char kHi[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi";

TEST(CurlTransportTest, ReturnsTheResponseAsItCame) {
  TestServer server;
  server.Serve(
      Always("HTTP/1.1 401 No Way\r\nB-Header: 1\r\na-header:  x \r\nB-Header: 2\r\n"
             "Content-Length: 4\r\n\r\nbody"));
  const auto response = Send(Get(server.Url("/p?q=1")));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->status_code, 401);
  EXPECT_EQ(response->reason, "No Way");
  EXPECT_EQ(response->body, "body");
  EXPECT_THAT(response->headers.fields(),
              ElementsAre(Pair("B-Header", "1"), Pair("a-header", "x"), Pair("B-Header", "2"),
                          Pair("Content-Length", "4")));
  EXPECT_EQ(response->request_method, "GET");
  EXPECT_EQ(response->request_url, server.Url("/p?q=1"));
}

// What the server reads of one request.
std::string OnTheWire(HttpRequest request) {
  TestServer server;
  std::string seen;
  server.Serve([&seen](Connection& connection) {
    seen = connection.ReadRequest();
    connection.Write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    connection.AwaitClose();
  });
  request.url = server.Url(request.url);
  EXPECT_THAT(Send(request), IsOk());
  const std::string host = server.Address();
  return seen.replace(seen.find(host), host.size(), "HOST");
}

TEST(CurlTransportTest, SendsWhatIsAskedForAndLittleElse) {
  EXPECT_EQ(OnTheWire({"GET", "/a/../b?x=%20", {{"Metadata", "true"}, {"Empty", ""}}, ""}),
            "GET /a/../b?x=%20 HTTP/1.1\r\nHost: HOST\r\nAccept-Encoding: gzip\r\n"
            "Metadata: true\r\nEmpty:\r\n\r\n");
  EXPECT_EQ(OnTheWire({"POST", "/", {{"Content-Type", "text/x"}, {"Content-Length", "9"}}, "abc"}),
            "POST / HTTP/1.1\r\nHost: HOST\r\nAccept-Encoding: gzip\r\n"
            "Content-Type: text/x\r\nContent-Length: 3\r\n\r\nabc");
  EXPECT_EQ(OnTheWire({"POST", "/", {{"Accept-Encoding", "identity"}}, ""}),
            "POST / HTTP/1.1\r\nHost: HOST\r\nAccept-Encoding: identity\r\n"
            "Content-Length: 0\r\n\r\n");
  EXPECT_THAT(OnTheWire({"POST", "/", {}, std::string(2 << 20, 'x')}),
              AllOf(HasSubstr("Content-Length: 2097152\r\n"), Not(HasSubstr("Expect"))));
}

TEST(CurlTransportTest, HeadHasNoBody) {
  TestServer server;
  server.Serve(Always("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"));
  EXPECT_EQ(Send({"HEAD", server.Url("/"), {}, ""})->body, "");
}

TEST(CurlTransportTest, InterimResponsesFoldedFieldsAndTrailersAreUnderstood) {
  TestServer server;
  server.Serve(
      Always("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
             "HTTP/1.1 200 OK\r\nA: 1\r\n 2\r\nTransfer-Encoding: chunked\r\n\r\n"
             "2\r\nhi\r\n0\r\nTrailer: t\r\n\r\n"));
  const auto response = Send(Get(server.Url("/")));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->body, "hi");
  EXPECT_EQ(response->headers.Get("A"), "1 2");
  EXPECT_EQ(response->headers.Find("Link"), nullptr);
  EXPECT_EQ(response->headers.Find("Trailer"), nullptr);
}

TEST(CurlTransportTest, GzipIsUnpackedAndItsFieldsRemoved) {
  // "hello" as gzip(1) packs it.
  const std::string packed(
      "\x1f\x8b\x08\0\0\0\0\0\x02\x03\xcb\x48\xcd\xc9\xc9\x07\0\x86\xa6\x10\x36\x05\0\0\0", 25);
  TestServer server;
  server.Serve(Always(absl::StrCat("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ",
                                   packed.size(), "\r\nX: 1\r\n\r\n", packed)));
  const auto response = Send(Get(server.Url("/")));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->body, "hello");
  EXPECT_THAT(response->headers.fields(), ElementsAre(Pair("X", "1")));
}

TEST(CurlTransportTest, ConnectionsAreReused) {
  TestServer server;
  server.Serve(Always(kHi));
  const auto transport = NewTransport();
  for (int i = 0; i < 5; ++i) {
    EXPECT_THAT(transport->Send(Context::Background(), Post(server.Url("/"), "x")), IsOk());
  }
  EXPECT_EQ(server.accepted(), 1);
}

TEST(CurlTransportTest, ABodyUpToTheLimitIsTakenAndALongerOneRefused) {
  TestServer server;
  server.Serve(Always("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789"));
  CurlTransportOptions options;
  options.max_body_bytes = 10;
  EXPECT_THAT(NewTransport(options)->Send(Context::Background(), Get(server.Url("/"))), IsOk());
  options.max_body_bytes = 9;
  const auto response = NewTransport(options)->Send(Context::Background(), Get(server.Url("/")));
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->body_error, StatusIs(absl::StatusCode::kResourceExhausted,
                                             "response body is larger than 9 bytes"));
}

std::string Prefix(const std::string& method, const std::string& url) {
  return absl::StrCat(method, " \"", url, "\": ");
}

TEST(CurlTransportTest, ARefusedConnectionIsADialError) {
  // Bound, so that nobody else gets the port, but not listening.
  const internal::UniqueFd bound(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  ASSERT_EQ(bind(bound.get(), reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(getsockname(bound.get(), reinterpret_cast<sockaddr*>(&address), &size), 0);
  const std::string host = absl::StrCat("127.0.0.1:", ntohs(address.sin_port));
  EXPECT_THAT(Send(Post(absl::StrCat("http://", host, "/p?secret=1"), "x")),
              StatusIs(absl::StatusCode::kUnavailable,
                       absl::StrCat(Prefix("Post", absl::StrCat("http://", host, "/p")),
                                    "dial tcp ", host, ": connect: connection refused")));
}

TEST(CurlTransportTest, AServerThatClosesWithoutReplyGivesEof) {
  TestServer server;
  server.Serve(Once(""));
  EXPECT_THAT(Send(Post(server.Url("/p"), "x")),
              StatusIs(absl::StatusCode::kUnavailable, Prefix("Post", server.Url("/p")) + "EOF"));
}

TEST(CurlTransportTest, AResetNamesBothEnds) {
  TestServer server;
  server.Serve([](Connection& connection) {
    connection.ReadRequest();
    connection.Reset();
  });
  EXPECT_THAT(
      Send(Get(server.Url("/"))),
      StatusIs(absl::StatusCode::kUnavailable,
               MatchesRegex(absl::StrCat("Get \".*\": read tcp 127.0.0.1:[0-9]+->",
                                         server.Address(), ": read: connection reset by peer"))));
}

TEST(CurlTransportTest, AResponseWhoseBodyBreaksOffHasAnErrorForABody) {
  for (const char* start :
       {"Content-Length: 50\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n5\r\nab"}) {
    TestServer server;
    server.Serve(Once(absl::StrCat("HTTP/1.1 400 Bad\r\nX: 1\r\n", start)));
    const auto response = Send(Post(server.Url("/p"), "x"));
    ASSERT_THAT(response, IsOk());
    EXPECT_THAT(response->body_error, StatusIs(absl::StatusCode::kUnavailable, "unexpected EOF"));
    EXPECT_EQ(response->status_code, 400);
    EXPECT_EQ(response->reason, "Bad");
    EXPECT_EQ(response->headers.Get("X"), "1");
    EXPECT_EQ(response->body, "");
    EXPECT_EQ(response->request_url, server.Url("/p"));
  }
}

TEST(CurlTransportTest, ARedirectIsFollowedWhateverBecomesOfItsBody) {
  TestServer server;
  server.Serve([&server](Connection& connection) {
    const bool first = absl::StartsWith(connection.ReadRequest(), "GET /from");
    connection.Write(first ? absl::StrCat("HTTP/1.1 302 Found\r\nLocation: ", server.Url("/to"),
                                          "\r\nContent-Length: 50\r\n\r\nabc")
                           : kHi);
  });
  const auto response = Send(Get(server.Url("/from")));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->body, "hi");
}

TEST(CurlTransportTest, ATruncatedHeaderIsNoResponse) {
  for (const char* header : {"HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Le"}) {
    TestServer server;
    server.Serve(Once(header));
    EXPECT_THAT(Send(Get(server.Url("/"))),
                StatusIs(absl::StatusCode::kUnavailable,
                         Prefix("Get", server.Url("/")) +
                             "net/http: HTTP/1.x transport connection broken: unexpected EOF"));
  }
}

TEST(CurlTransportTest, WhatIsNotHttpIsQuoted) {
  const std::pair<const char*, const char*> lines[] = {
      {"SSH-2.0-OpenSSH_9", R"(malformed HTTP response "SSH-2.0-OpenSSH_9")"},
      {"\x01\xfe garbage, not HTTP \xff", R"(malformed HTTP status code "garbage,")"},
      {"http/1.1 200 OK", R"(malformed HTTP version "http/1.1")"},
  };
  for (const auto& [line, text] : lines) {
    TestServer server;
    server.Serve(Once(absl::StrCat(line, "\r\nmore\r\n\r\n")));
    EXPECT_THAT(Send(Get(server.Url("/"))),
                StatusIs(absl::StatusCode::kUnavailable,
                         absl::StrCat(Prefix("Get", server.Url("/")),
                                      "net/http: HTTP/1.x transport connection broken: ", text)));
  }
}

TEST(CurlTransportTest, RequestsThatCannotBeSentSayWhy) {
  const auto error = [](const HttpRequest& request) {
    const auto response = Send(request);
    EXPECT_THAT(response, StatusIs(absl::StatusCode::kInvalidArgument));
    return std::string(response.status().message());
  };
  EXPECT_EQ(error(Get("http://h/\x01")),
            R"(parse "http://h/\x01": net/url: invalid control character in URL)");
  EXPECT_EQ(error(Get("ftp://h/")), R"(Get "ftp://h/": unsupported protocol scheme "ftp")");
  EXPECT_EQ(error(Get("h/")), R"(Get "h/": unsupported protocol scheme "")");
  EXPECT_EQ(error(Get("http:///p")), R"(Get "http:///p": http: no Host in request URL)");
  EXPECT_EQ(error(Get("http://h:99999/")),
            R"(Get "http://h:99999/": dial tcp: address 99999: invalid port)");
  EXPECT_EQ(error({"GET", "http://h/", {{"A B", "x"}}, ""}),
            R"(Get "http://h/": net/http: invalid header field name "A B")");
  EXPECT_EQ(error({"GET", "http://h/", {{"A", "secret\r\nX: y"}}, ""}),
            R"(Get "http://h/": net/http: invalid header field value for "A")");
  EXPECT_EQ(error({"G T", "http://h/", {}, ""}),
            R"(G t "http://h/": net/http: invalid method "G T")");
}

TEST(CurlTransportTest, AContextThatHasEndedSendsNothing) {
  TestServer server;
  server.Serve(Always(kHi));
  Context ctx = Context::Background().WithCancel();
  ctx.Cancel();
  EXPECT_THAT(
      NewTransport()->Send(ctx, Get(server.Url("/?secret=1"))),
      StatusIs(absl::StatusCode::kCancelled, Prefix("Get", server.Url("/")) + "context canceled"));
  EXPECT_EQ(server.accepted(), 0);
}

TEST(CurlTransportTest, CancellationEndsAHungRequestAtOnce) {
  TestServer server;
  Context ctx = Context::Background().WithCancel();
  server.Serve([ctx](Connection& connection) mutable {
    connection.ReadRequest();
    ctx.Cancel();
    connection.AwaitClose();
  });
  const absl::Time start = absl::Now();
  EXPECT_THAT(
      NewTransport()->Send(ctx, Post(server.Url("/"), "x")),
      StatusIs(absl::StatusCode::kCancelled, Prefix("Post", server.Url("/")) + "context canceled"));
  EXPECT_LT(absl::Now() - start, absl::Seconds(5));  // a poll lasts a minute
}

TEST(CurlTransportTest, CancellationInTheBodyCountsToo) {
  // More than systems keep on the way: when it is written, the header has been read.
  constexpr std::size_t kMuch = 32 << 20;
  TestServer server;
  Context ctx = Context::Background().WithCancel();
  server.Serve([ctx](Connection& connection) mutable {
    connection.ReadRequest();
    connection.Write(absl::StrCat("HTTP/1.1 200 OK\r\nContent-Length: ", kMuch + 1, "\r\n\r\n"));
    connection.Write(std::string(kMuch, 'x'));
    ctx.Cancel();
    connection.AwaitClose();
  });
  CurlTransportOptions options;
  options.max_body_bytes = 2 * kMuch;
  const auto response = NewTransport(options)->Send(ctx, Get(server.Url("/")));
  ASSERT_THAT(response, IsOk());
  EXPECT_THAT(response->body_error, StatusIs(absl::StatusCode::kCancelled, "context canceled"));
}

TEST(CurlTransportTest, ADeadlineOfTheClockEndsAHungRequest) {
  const auto clock = std::make_shared<FakeClock>();
  TestServer server;
  server.Serve([&clock](Connection& connection) {
    connection.ReadRequest();
    clock->Advance(absl::Seconds(2));
    connection.AwaitClose();
  });
  const Context ctx = Context::Background().WithDeadline(clock->Now() + absl::Seconds(2));
  EXPECT_THAT(NewTransport({}, clock)->Send(ctx, Get(server.Url("/"))),
              StatusIs(absl::StatusCode::kDeadlineExceeded,
                       Prefix("Get", server.Url("/")) + "context deadline exceeded"));
}

TEST(CurlTransportTest, ADeadlineDoesNotMoveWhenTheClockIsSetBack) {
  const auto clock = std::make_shared<FakeClock>();
  TestServer server;
  server.Serve([&clock](Connection& connection) {
    connection.ReadRequest();
    clock->Set(clock->Now() - absl::Hours(1));
    clock->Advance(absl::Seconds(2));
    connection.AwaitClose();
  });
  const Context ctx = Context::Background().WithDeadline(clock->Now() + absl::Seconds(2));
  EXPECT_THAT(NewTransport({}, clock)->Send(ctx, Get(server.Url("/"))),
              StatusIs(absl::StatusCode::kDeadlineExceeded,
                       Prefix("Get", server.Url("/")) + "context deadline exceeded"));
}

TEST(CurlTransportTest, AResponseThatComesAfterTheDeadlineIsTooLate) {
  const auto clock = std::make_shared<FakeClock>();
  TestServer server;
  server.Serve([&clock](Connection& connection) {
    connection.ReadRequest();
    // Whatever the client sees first, it sees both.
    clock->Advance(absl::Seconds(2));
    connection.Write(kHi);
    connection.AwaitClose();
  });
  const Context ctx = Context::Background().WithDeadline(clock->Now() + absl::Seconds(2));
  EXPECT_THAT(NewTransport({}, clock)->Send(ctx, Get(server.Url("/"))),
              StatusIs(absl::StatusCode::kDeadlineExceeded,
                       Prefix("Get", server.Url("/")) + "context deadline exceeded"));
}

TEST(CurlTransportTest, ADeadlineOfTheRealClockEndsAHungRequest) {
  TestServer server;
  server.Serve([](Connection& connection) { connection.AwaitClose(); });
  const Context ctx =
      Context::Background().WithDeadline(RealClock()->Now() + absl::Milliseconds(30));
  EXPECT_THAT(NewTransport()->Send(ctx, Get(server.Url("/"))),
              StatusIs(absl::StatusCode::kDeadlineExceeded));
}

TEST(CurlTransportTest, AnAbandonedRequestDoesNotSpoilTheNext) {
  TestServer server;
  Context ctx = Context::Background().WithCancel();
  server.Serve([ctx](Connection& connection) mutable {
    while (true) {
      const std::string request = connection.ReadRequest();
      if (request.empty()) return;
      if (absl::StartsWith(request, "GET /hang")) ctx.Cancel();
      connection.Write(kHi);
    }
  });
  const auto transport = NewTransport();
  (void)transport->Send(ctx, Get(server.Url("/hang")));
  const auto response = transport->Send(Context::Background(), Get(server.Url("/ok")));
  ASSERT_THAT(response, IsOk());
  EXPECT_EQ(response->request_url, server.Url("/ok"));
}

TEST(CurlTransportTest, ManyThreadsShareATransportAndItsConnections) {
  constexpr int kThreads = 8;
  constexpr int kRequests = 25;
  TestServer server;
  server.Serve([](Connection& connection) {
    for (;;) {
      const std::string request = connection.ReadRequest();
      if (request.empty()) return;
      const std::string body = request.substr(request.size() - 8);
      connection.Write(absl::StrCat("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n", body));
    }
  });
  const auto transport = NewTransport();
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kRequests; ++i) {
        const std::string body = std::to_string(10'000'000 + t * 1000 + i);
        const auto response = transport->Send(Context::Background(), Post(server.Url("/"), body));
        ASSERT_THAT(response, IsOk());
        EXPECT_EQ(response->body, body);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(server.accepted(), kThreads);
}

}  // namespace
}  // namespace azure::identity
