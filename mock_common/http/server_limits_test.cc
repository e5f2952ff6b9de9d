// What a server does about too many clients, and about those that leave or say nothing.
#include <atomic>
#include <future>
#include <memory>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/http/raw_client.h"
#include "mock_common/http/server.h"

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

class ServerLimitsTest : public testing::Test {
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

TEST_F(ServerLimitsTest, RefusesConnectionsBeyondTheLimitAndSaysSo) {
  ServerOptions options;
  options.max_connections = 2;
  std::atomic<int> warnings = 0;
  options.warn = [&warnings](const std::string& text) {
    EXPECT_THAT(text, StartsWith("a server has 2 open connections, which is its limit"));
    ++warnings;
  };
  Serve(options);
  RawClient one = Connect();
  RawClient two = Connect();
  for (RawClient* client : {&one, &two}) {
    client->Send(kGet);
    EXPECT_THAT(client->ReadReply(), EndsWith("GET /hello "));
  }
  for (int i = 0; i < 2; ++i) {
    RawClient three = Connect();
    EXPECT_THAT(three.ReadAll(),
                AllOf(StartsWith("HTTP/1.1 503 Service Unavailable\r\n"),
                      HasSubstr("a server has 2 open connections, which is its limit")));
    EXPECT_EQ(three.end(), End::kClosed);
  }
  EXPECT_EQ(warnings, 1);
  one.Send("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  one.ReadAll();
  { const RawClient gone = std::move(one); }
  // The server learns of it in its own time.
  std::string reply;
  while (!absl::EndsWith(reply, "GET /hello ")) {
    RawClient next = Connect();
    next.Send(kGet);
    reply = next.ReadReply();
  }
}

TEST_F(ServerLimitsTest, TellsWhatItAnswersByItself) {
  ServerOptions options;
  std::promise<std::string> told;
  options.on_refusal = [&told](int status, const std::string& reason) {
    told.set_value(absl::StrCat(status, " ", reason));
  };
  Serve(options);
  RawClient client = Connect();
  client.Send("GET /\r\n\r\n");
  EXPECT_THAT(client.ReadAll(), StartsWith("HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_THAT(told.get_future().get(), StartsWith("400 "));
}

TEST_F(ServerLimitsTest, ALongPollEndsWhenItsClientLeaves) {
  std::promise<void> asked;
  std::promise<void> ended;
  Serve({}, [&](const Request&) {
    Reply reply;
    reply.later = [&](const std::function<void(Response)>&) {
      asked.set_value();
      return std::shared_ptr<void>(nullptr, [&ended](void*) { ended.set_value(); });
    };
    return reply;
  });
  {
    RawClient client = Connect();
    client.Send(absl::StrCat(kGet, kGet));  // The second is sent ahead.
    asked.get_future().wait();
  }
  EXPECT_EQ(ended.get_future().wait_for(std::chrono::seconds(10)), std::future_status::ready);
}

TEST_F(ServerLimitsTest, ADelayedReplyEndsWhenItsClientLeaves) {
  ServerOptions options;
  options.max_connections = 1;
  clock_.SetMode(VirtualClock::Mode::kFrozen);
  Serve(options, [](const Request& request) {
    Reply reply = Echo(request);
    if (request.path == "/late") reply.delay = absl::Hours(1);
    return reply;
  });
  {
    RawClient client = Connect();
    client.Send("GET /late HTTP/1.1\r\nHost: h\r\n\r\n");
    while (handled_ < 1) std::this_thread::yield();
  }
  std::string reply;
  while (!absl::EndsWith(reply, "GET /hello ")) {
    RawClient next = Connect();
    next.Send(kGet);
    reply = next.ReadReply();
  }
}

TEST_F(ServerLimitsTest, ClosesConnectionsThatAreIdle) {
  ServerOptions options;
  options.idle_timeout = absl::Milliseconds(20);
  Serve(options);
  RawClient idle = Connect();
  RawClient slow = Connect();
  slow.Send("GET / HT");
  EXPECT_EQ(idle.ReadAll(), "");
  EXPECT_EQ(idle.end(), End::kClosed);
  EXPECT_EQ(slow.ReadAll(), "");
  EXPECT_NE(slow.end(), End::kTimeout);
}

}  // namespace
}  // namespace mock::http
