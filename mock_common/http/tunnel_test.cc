#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/http/raw_client.h"
#include "mock_common/http/server.h"

namespace mock::http {
namespace {

class TunnelTest : public testing::Test {
 protected:
  TunnelTest() {
    inner_ = *Server::Start({}, [](const Request& request) {
      Reply reply;
      reply.response.body = absl::StrCat("inner ", request.path);
      return reply;
    });
    ServerOptions options;
    options.tunnel = [this](const Request& request) -> std::optional<TunnelEnd> {
      asked_ = request.target;
      if (request.host == "gone.example") return TunnelEnd{"127.0.0.1", 1};
      if (request.host != "known.example") return std::nullopt;
      return TunnelEnd{"127.0.0.1", inner_->port()};
    };
    outer_ = *Server::Start(options, [](const Request&) { return Reply(); });
  }

  std::string Connect(RawClient& client, const std::string& target) {
    client.Send(absl::StrCat("CONNECT ", target, " HTTP/1.1\r\nHost: ", target, "\r\n\r\n"));
    return client.ReadAll(12);
  }

  std::string asked_;
  std::unique_ptr<Server> inner_, outer_;
};

TEST_F(TunnelTest, LeadsToWhereThePolicySays) {
  RawClient client = RawClient::Connect(outer_->port());
  client.Send(
      "CONNECT known.example:443 HTTP/1.1\r\nHost: known.example:443\r\n\r\n"
      "GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string got = client.ReadAll();
  EXPECT_TRUE(absl::StartsWith(got, "HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK"))
      << got;
  EXPECT_TRUE(absl::EndsWith(got, "inner /a")) << got;
  EXPECT_EQ(client.end(), RawClient::End::kClosed);
  EXPECT_EQ(asked_, "known.example:443");
}

TEST_F(TunnelTest, StaysOpenForManyRequests) {
  RawClient client = RawClient::Connect(outer_->port());
  EXPECT_EQ(Connect(client, "known.example:443"), "HTTP/1.1 200");
  client.ReadAll(sizeof(" Connection established\r\n\r\n") - 1);
  for (const char* path : {"/1", "/2"}) {
    client.Send(absl::StrCat("GET ", path, " HTTP/1.1\r\nHost: x\r\n\r\n"));
    EXPECT_TRUE(absl::EndsWith(client.ReadReply(), absl::StrCat("inner ", path)));
  }
  outer_->Stop();
  client.ReadAll();
  EXPECT_NE(client.end(), RawClient::End::kTimeout);
}

TEST_F(TunnelTest, OthersAreForbiddenAndSayWhy) {
  RawClient client = RawClient::Connect(outer_->port());
  client.Send("CONNECT other.example:443 HTTP/1.1\r\nHost: other.example:443\r\n\r\n");
  const std::string got = client.ReadAll();
  EXPECT_TRUE(absl::StartsWith(got, "HTTP/1.1 403 ")) << got;
  EXPECT_TRUE(absl::StrContains(got, "\"other.example:443\"")) << got;
}

TEST_F(TunnelTest, WhatCannotBeReachedIsABadGateway) {
  RawClient client = RawClient::Connect(outer_->port());
  EXPECT_EQ(Connect(client, "gone.example:443"), "HTTP/1.1 502");
}

TEST_F(TunnelTest, TheTargetIsAHostAndAPort) {
  for (const char* target :
       {"known.example", "/path", "https://known.example:443/", "a b:1", ":1"}) {
    RawClient client = RawClient::Connect(outer_->port());
    EXPECT_EQ(Connect(client, target), "HTTP/1.1 400") << target;
  }
}

TEST_F(TunnelTest, AServerWithoutPolicyServesNone) {
  RawClient client = RawClient::Connect(inner_->port());
  EXPECT_EQ(Connect(client, "known.example:443"), "HTTP/1.1 400");
}

}  // namespace
}  // namespace mock::http
