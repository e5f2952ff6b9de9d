#include "mock_common/http/load_generator.h"

#include <atomic>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/http/server.h"

namespace mock::http {
namespace {

constexpr char kGet[] = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";

class LoadGeneratorTest : public testing::Test {
 protected:
  LoadOptions Serve(Handler handler) {
    server_ = *Server::Start({}, [this, handler](const Request& request) {
      ++handled_;
      return handler(request);
    });
    LoadOptions options;
    options.port = server_->port();
    options.request = kGet;
    options.connections = 4;
    options.duration = absl::Milliseconds(1);
    options.at_least = 50;
    return options;
  }

  std::atomic<std::int64_t> handled_ = 0;
  std::unique_ptr<Server> server_;
};

TEST_F(LoadGeneratorTest, CountsEveryReply) {
  const auto result = GenerateLoad(Serve([](const Request&) {
    Reply reply;
    reply.response.body = std::string(100000, 'x');
    return reply;
  }));
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_GE(result->replies, 50);
  EXPECT_LE(result->replies, handled_);
  EXPECT_GE(result->replies, handled_ - 4);
  EXPECT_EQ(result->failures, 0);
  EXPECT_GE(result->elapsed, absl::Milliseconds(1));
  EXPECT_GT(result->median_latency, absl::ZeroDuration());
  EXPECT_GE(result->p99_latency, result->median_latency);
  EXPECT_GT(result->PerSecond(), 0);
}

TEST_F(LoadGeneratorTest, CountsOtherStatusesAndFailedChecksAsFailures) {
  LoadOptions options = Serve([](const Request&) {
    Reply reply;
    reply.response.status = 500;
    return reply;
  });
  const auto result = GenerateLoad(options);
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->replies, 0);
  EXPECT_GE(result->failures, 50);

  options = Serve([](const Request&) {
    Reply reply;
    reply.response.body = "body";
    return reply;
  });
  options.check = [](absl::string_view reply) { return !absl::EndsWith(reply, "\r\n\r\nbody"); };
  EXPECT_EQ(GenerateLoad(options)->replies, 0);
}

TEST_F(LoadGeneratorTest, SaysWhenTheServerFails) {
  LoadOptions options = Serve([](const Request&) {
    Reply reply;
    reply.fault.kind = Fault::Kind::kClose;
    return reply;
  });
  EXPECT_EQ(GenerateLoad(options).status().message(),
            "the server under load: it ended a connection");
  server_.reset();
  EXPECT_EQ(GenerateLoad(options).status().message(), "the server under load: cannot connect");
}

}  // namespace
}  // namespace mock::http
