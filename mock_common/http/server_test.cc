#include "mock_common/http/server.h"

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/http/raw_client.h"

namespace mock::http {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;
using End = RawClient::End;

constexpr char kGet[] = "GET /hello?x HTTP/1.1\r\nHost: h\r\n\r\n";

Reply Echo(const Request& request) {
  Reply reply;
  reply.response.body = absl::StrCat(request.method, " ", request.path, " ", request.body);
  return reply;
}

class ServerTest : public testing::Test {
 protected:
  void Serve(ServerOptions options = {}, const Handler& handler = Echo) {
    options.clock = &clock_;
    auto server = Server::Start(std::move(options), [this, handler](const Request& request) {
      ++handled_;
      return handler(request);
    });
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }
  RawClient Connect() { return RawClient::Connect(server_->port()); }

  VirtualClock clock_{VirtualClock::Mode::kJump, absl::FromUnixSeconds(784111777)};
  std::atomic<int> handled_ = 0;
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, AnswersWithExactLengthAndTheClocksDate) {
  Serve();
  RawClient client = Connect();
  client.Send(kGet);
  EXPECT_EQ(client.ReadReply(),
            "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 11\r\n\r\n"
            "GET /hello ");
}

TEST_F(ServerTest, ConnectionsWaitUntilItServes) {
  bool ready = false;  // Not atomic: what is done before Serve is seen by handlers.
  ServerOptions options;
  options.clock = &clock_;
  auto server = Server::Bind(options, [&ready](const Request& request) {
    Reply reply = Echo(request);
    reply.response.status = ready ? 200 : 503;
    return reply;
  });
  ASSERT_TRUE(server.ok()) << server.status();
  server_ = *std::move(server);
  RawClient client = Connect();
  client.Send(kGet);
  ready = true;
  server_->Serve();
  EXPECT_THAT(client.ReadReply(), StartsWith("HTTP/1.1 200 OK"));
}

TEST_F(ServerTest, CanBeLetGoBeforeItServes) {
  auto server = Server::Bind({}, Echo);
  ASSERT_TRUE(server.ok()) << server.status();
}

TEST_F(ServerTest, KeepsAConnectionForManyRequests) {
  Serve();
  RawClient client = Connect();
  for (int i = 0; i < 100; ++i) {
    client.Send(absl::StrCat("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\n", 100 + i));
    ASSERT_THAT(client.ReadReply(), EndsWith(absl::StrCat("POST / ", 100 + i)));
  }
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  // Odd ones are late; order must hold all the same.
  Serve({}, [](const Request& request) {
    Reply reply = Echo(request);
    if ((request.path.back() - '0') % 2 == 1) reply.delay = absl::Seconds(5);
    return reply;
  });
  RawClient client = Connect();
  std::string requests;
  for (int i = 0; i < 10; ++i) {
    absl::StrAppend(&requests, "GET /", i, " HTTP/1.1\r\nHost: h\r\n\r\n");
  }
  client.Send(requests);
  for (int i = 0; i < 10; ++i) {
    EXPECT_THAT(client.ReadReply(), EndsWith(absl::StrCat("GET /", i, " ")));
  }
}

TEST_F(ServerTest, AnswersAFloodOfPipelinedRequests) {
  Serve({}, [](const Request&) {
    Reply reply;
    reply.response.body = std::string(1000, 'x');
    return reply;
  });
  RawClient client = Connect();
  constexpr int kCount = 2000;
  std::thread sender([&] {
    for (int i = 0; i < kCount; ++i) client.Send(kGet);
  });
  RawClient& reader = client;
  for (int i = 0; i < kCount; ++i) ASSERT_THAT(reader.ReadReply(), EndsWith("xxx")) << i;
  sender.join();
}

TEST_F(ServerTest, TakesBodiesInAnyFraming) {
  Serve();
  RawClient client = Connect();
  client.Send("PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  client.Send("2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n");
  EXPECT_THAT(client.ReadReply(), EndsWith("PUT / abcde"));
  const std::string body(500 * 1000, 'b');
  client.Send(absl::StrCat("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 500000\r\n\r\n", body));
  EXPECT_THAT(client.ReadReply(), EndsWith("PUT / " + body));
}

TEST_F(ServerTest, SendsContinueWhenAskedTo) {
  Serve();
  RawClient client = Connect();
  client.Send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.ReadReply(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.Send("body");
  EXPECT_THAT(client.ReadReply(), EndsWith("POST / body"));
}

TEST_F(ServerTest, DoesNotAskForABodyItWouldRefuse) {
  Serve();
  RawClient client = Connect();
  client.Send(
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9999999\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_THAT(client.ReadAll(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(ServerTest, ClosesAfterHttp10AndAfterConnectionClose) {
  Serve();
  for (const char* request :
       {"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"}) {
    RawClient client = Connect();
    client.Send(request);
    EXPECT_THAT(client.ReadAll(),
                AllOf(HasSubstr("\r\nConnection: close\r\n"), EndsWith("GET / ")));
    EXPECT_EQ(client.end(), End::kClosed);
  }
}

TEST_F(ServerTest, AnswersHeadWithoutABody) {
  Serve();
  RawClient client = Connect();
  client.Send("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.ReadAll(), EndsWith("Content-Length: 7\r\nConnection: close\r\n\r\n"));
}

TEST_F(ServerTest, AnswersAClientThatHasClosedItsSide) {
  Serve();
  RawClient client = Connect();
  client.Send(kGet);
  client.HalfClose();
  EXPECT_THAT(client.ReadAll(), EndsWith("GET /hello "));
  EXPECT_EQ(client.end(), End::kClosed);
}

TEST_F(ServerTest, ServesManyClientsOnSeveralThreads) {
  ServerOptions options;
  options.threads = 3;
  Serve(options);
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([this] {
      for (int j = 0; j < 10; ++j) {
        RawClient client = Connect();
        client.Send(kGet);
        EXPECT_THAT(client.ReadReply(), EndsWith("GET /hello "));
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(handled_, 80);
}

TEST_F(ServerTest, ADelayTakesVirtualTimeOnly) {
  Serve({}, [](const Request& request) {
    Reply reply = Echo(request);
    reply.delay = absl::Seconds(70);
    return reply;
  });
  const absl::Time before = clock_.Now();
  RawClient client = Connect();
  client.Send(kGet);
  EXPECT_THAT(client.ReadReply(),
              AllOf(HasSubstr("Date: Sun, 06 Nov 1994 08:50:47 GMT"), EndsWith("GET /hello ")));
  EXPECT_EQ(clock_.Now(), before + absl::Seconds(70));
}

TEST_F(ServerTest, AHandlerThatThrowsIsAnsweredWith500) {
  Serve({}, [](const Request&) -> Reply { throw std::runtime_error("secret"); });
  RawClient client = Connect();
  client.Send(kGet);
  EXPECT_THAT(client.ReadReply(), AllOf(StartsWith("HTTP/1.1 500 Internal Server Error\r\n"),
                                        Not(HasSubstr("secret"))));
}

TEST_F(ServerTest, StopDropsEveryConnectionAtOnce) {
  Serve({}, [](const Request& request) {
    Reply reply = Echo(request);
    if (request.path == "/hang") reply.fault.kind = Fault::Kind::kHang;
    if (request.path == "/late") reply.delay = absl::InfiniteDuration();
    return reply;
  });
  std::vector<RawClient> clients;
  for (const char* path : {"/hang", "/late", "/"}) {
    clients.push_back(Connect());
    clients.back().Send(absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: h\r\n\r\n"));
  }
  clients.push_back(Connect());
  clients.back().Send("GET / HT");
  EXPECT_THAT(clients[2].ReadReply(), EndsWith("GET / "));
  while (handled_ < 3) std::this_thread::yield();
  const absl::Time start = absl::Now();
  server_->Stop();
  EXPECT_LT(absl::Now() - start, absl::Seconds(2));  // milliseconds, but machines are shared
  server_->Stop();
  for (RawClient& client : clients) {
    client.ReadAll();
    EXPECT_NE(client.end(), End::kTimeout);
  }
  EXPECT_FALSE(Connect().connected());
}

TEST_F(ServerTest, StartSaysWhatIsWrongWithTheAddress) {
  const auto status = [](const std::string& address, std::uint16_t port = 0) {
    ServerOptions options;
    options.address = address;
    options.port = port;
    return Server::Start(options, Echo).status();
  };
  EXPECT_EQ(status("localhost"), absl::InvalidArgumentError("not an IP address: \"localhost\""));
  EXPECT_EQ(status("0.0.0.0"), absl::InvalidArgumentError("0.0.0.0 is not a loopback address"));
  EXPECT_EQ(status("::"), absl::InvalidArgumentError(":: is not a loopback address"));
  Serve();
  EXPECT_EQ(status("127.0.0.1", server_->port()),
            absl::UnavailableError(absl::StrCat("cannot listen on 127.0.0.1:", server_->port(),
                                                ": Address already in use")));
}

TEST_F(ServerTest, BindsOtherAddressesWhenAllowedTo) {
  ServerOptions options;
  options.address = "0.0.0.0";
  options.allow_non_loopback = true;
  Serve(options);
  RawClient client = Connect();
  client.Send(kGet);
  EXPECT_THAT(client.ReadReply(), EndsWith("GET /hello "));
}

TEST_F(ServerTest, HasAClockOfItsOwnIfGivenNone) {
  auto server = Server::Start({}, Echo);
  ASSERT_TRUE(server.ok());
  RawClient client = RawClient::Connect((*server)->port());
  client.Send(kGet);
  EXPECT_THAT(client.ReadReply(), EndsWith("GET /hello "));
}

// Hands out the `send` of a deferred reply, and sees when it is no longer wanted.
struct Waiting {
  std::promise<std::function<void(Response)>> send;
  std::promise<void> ended;

  Reply Defer() {
    Reply reply;
    reply.later = [this](std::function<void(Response)> given) {
      send.set_value(std::move(given));
      return std::shared_ptr<void>(nullptr, [this](void*) { ended.set_value(); });
    };
    return reply;
  }
};

Response Text(const std::string& body) {
  Response response;
  response.body = body;
  return response;
}

TEST_F(ServerTest, ADeferredReplyLeavesTheThreadToOthers) {
  Waiting waiting;
  Serve({}, [&](const Request& request) {
    return request.path == "/wait" ? waiting.Defer() : Echo(request);
  });
  RawClient patient = Connect();
  patient.Send("GET /wait HTTP/1.1\r\nHost: h\r\n\r\nGET /next HTTP/1.1\r\nHost: h\r\n\r\n");
  const auto send = waiting.send.get_future().get();
  RawClient other = Connect();
  other.Send(kGet);
  EXPECT_THAT(other.ReadReply(), EndsWith("GET /hello "));
  send(Text("now"));
  EXPECT_THAT(patient.ReadReply(), EndsWith("\r\n\r\nnow"));
  EXPECT_THAT(patient.ReadReply(), EndsWith("GET /next "));
  waiting.ended.get_future().wait();
}

TEST_F(ServerTest, ADeferredReplyMayBeThereAtOnceAndCountsOnce) {
  Serve({}, [](const Request&) {
    Reply reply;
    reply.later = [](const std::function<void(Response)>& send) {
      send(Text("first"));
      send(Text("second"));
      return nullptr;
    };
    return reply;
  });
  RawClient client = Connect();
  client.Send(absl::StrCat(kGet, kGet));
  EXPECT_THAT(client.ReadReply(), EndsWith("\r\n\r\nfirst"));
  EXPECT_THAT(client.ReadReply(), EndsWith("\r\n\r\nfirst"));
}

TEST_F(ServerTest, StoppingEndsDeferredReplies) {
  Waiting waiting;
  Serve({}, [&](const Request&) { return waiting.Defer(); });
  RawClient client = Connect();
  client.Send(kGet);
  waiting.send.get_future().wait();
  server_->Stop();
  waiting.ended.get_future().wait();
  EXPECT_EQ(client.ReadAll(), "");
}

}  // namespace
}  // namespace mock::http
