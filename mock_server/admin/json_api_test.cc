#include "mock_common/admin/json_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <string>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "mock_common/admin/json_response.h"
#include "mock_common/http/raw_client.h"
#include "mock_common/http/server.h"
#include "mock_server/admin/calls.h"
#include "mock_server/admin/testing.h"

namespace mock::admin {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class JsonApiTest : public ControlTest {
 protected:
  std::optional<http::Reply> Handle(const std::string& method, const std::string& target,
                                    const std::string& body = "") {
    http::Request request;
    request.method = method;
    request.path = target.substr(0, target.find('?'));
    if (request.path.size() < target.size()) request.query = target.substr(request.path.size() + 1);
    request.host = "localhost";
    request.headers.Set("Host", "localhost:8443");
    request.headers.Set("Authorization", authorization_);
    request.body = body;
    return api_.Handle(request);
  }
  // "<status> <body>" without the line's end.
  std::string Ask(const std::string& method, const std::string& call,
                  const std::string& body = "") {
    const auto reply = Handle(method, "/_mock/v1/" + call, body);
    EXPECT_TRUE(reply);
    EXPECT_TRUE(absl::EndsWith(reply->response.body, "\n"));
    const absl::string_view text = reply->response.body;
    return absl::StrCat(reply->response.status, " ", text.substr(0, text.size() - 1));
  }

  const Access access_{""};
  std::string authorization_;
  JsonApi api_{Calls(&control_), &access_};
};

TEST_F(JsonApiTest, OtherPathsAreNotItsBusiness) {
  for (const char* path : {"/", "/contoso.example/oauth2/v2.0/token", "/_mocked/v1/GetClock"}) {
    EXPECT_FALSE(Handle("GET", path)) << path;
  }
}

TEST_F(JsonApiTest, ACallIsItsPathAndItsBody) {
  EXPECT_EQ(Ask("POST", "AdvanceClock", R"({"duration": "70s"})"),
            R"(200 {"mode":"MODE_FROZEN","time":"2026-01-31T00:01:10Z"})");
  EXPECT_EQ(Ask("GET", "GetClock"), R"(200 {"mode":"MODE_FROZEN","time":"2026-01-31T00:01:10Z"})");
  EXPECT_EQ(Handle("GET", "/_mock/v1/GetClock")->response.headers.Get("Content-Type"),
            "application/json; charset=utf-8");
}

TEST_F(JsonApiTest, FieldsMayComeInTheQuery) {
  EXPECT_EQ(Ask("GET", "ListScenarios?tag=retry"),
            R"(200 {"scenarios":[{"id":"throttled","title":"The first request is throttled",)"
            R"("credential":"ClientSecretCredential","guide_rows":["TSG-VM-4"],"aadsts":["50196"],)"
            R"("tags":["retry"]}]})");
}

TEST_F(JsonApiTest, WhatIsFalseOrZeroIsToldWhereItMatters) {
  EXPECT_EQ(Ask("POST", "Verify", R"({"expectations": [{"name": "a"}]})"),
            R"(200 {"satisfied":false,"text":"a: expected at least 1, saw 0",)"
            R"("results":[{"name":"a","satisfied":false,"expected":"at least 1","seen":0}]})");
}

TEST_F(JsonApiTest, ErrorsHaveACodeAStatusAndAText) {
  EXPECT_EQ(Ask("POST", "InjectFault", R"({"stps": []})"),
            R"(400 {"error":{"code":"INVALID_ARGUMENT","message":"stps: InjectFaultRequest has no )"
            R"(such field; did you mean steps?"}})");
  EXPECT_EQ(Ask("POST", "ResetTenant", R"({"tenant": "nobody"})"),
            R"(404 {"error":{"code":"NOT_FOUND","message":"tenant: the directory has no tenant )"
            R"(\"nobody\""}})");
  EXPECT_EQ(Ask("POST", "SetClock", "mode=MODE_FROZEN"),
            R"(400 {"error":{"code":"INVALID_ARGUMENT","message":"the body is not JSON from line )"
            R"(1, column 1 on"}})");
  EXPECT_EQ(Ask("POST", "ArmScenario", R"({"id": "quiet"})"), R"(200 {"id":"quiet"})");
  EXPECT_EQ(Ask("POST", "ArmScenario", R"({"id": "quiet"})"),
            R"(409 {"error":{"code":"ALREADY_EXISTS","message":"scenario \"quiet\" is already )"
            R"(armed"}})");
}

TEST_F(JsonApiTest, EveryCodeHasItsStatus) {
  EXPECT_EQ(HttpStatus(absl::StatusCode::kOk), 200);
  EXPECT_EQ(HttpStatus(absl::StatusCode::kUnauthenticated), 401);
  EXPECT_EQ(HttpStatus(absl::StatusCode::kPermissionDenied), 403);
  EXPECT_EQ(HttpStatus(absl::StatusCode::kFailedPrecondition), 409);
  EXPECT_EQ(HttpStatus(absl::StatusCode::kUnavailable), 503);
  EXPECT_EQ(HttpStatus(absl::StatusCode::kDeadlineExceeded), 504);
  EXPECT_EQ(HttpStatus(absl::StatusCode::kInternal), 500);
}

TEST_F(JsonApiTest, AnUnknownCallIsToldItsNeighbour) {
  EXPECT_EQ(Ask("GET", "GetClok"),
            R"(404 {"error":{"code":"NOT_FOUND","message":"unknown call \"GetClok\"; did you mean )"
            R"(GetClock? GET /_mock/ lists all"}})");
  EXPECT_EQ(Handle("GET", "/_mock/GetClock")->response.status, 404);
}

TEST_F(JsonApiTest, WhatChangesSomethingTakesPost) {
  EXPECT_EQ(Ask("GET", "DisarmAll"),
            R"(405 {"error":{"code":"INVALID_ARGUMENT","message":"DisarmAll changes something: )"
            R"(ask with POST"}})");
  EXPECT_EQ(Handle("GET", "/_mock/v1/DisarmAll")->response.headers.Get("Allow"), "POST");
  EXPECT_EQ(Handle("DELETE", "/_mock/v1/GetClock")->response.headers.Get("Allow"), "GET, POST");
}

TEST_F(JsonApiTest, ListsItsCalls) {
  for (const char* path : {"/_mock", "/_mock/", "/_mock/v1", "/_mock/v1/"}) {
    const auto reply = Handle("GET", path);
    ASSERT_TRUE(reply) << path;
    EXPECT_THAT(reply->response.body, HasSubstr("POST     /_mock/v1/AdvanceClock"));
    const std::vector<std::string> lines = absl::StrSplit(reply->response.body, '\n');
    EXPECT_EQ(lines.size(), Calls(nullptr).size() + 1);
  }
}

TEST_F(JsonApiTest, AsksForTheControlToken) {
  const Access access("0123456789abcdef");
  const JsonApi api(Calls(&control_), &access);
  http::Request request;
  request.method = "GET";
  request.path = "/_mock/v1/GetClock";
  request.host = "anything";
  const auto refused = api.Handle(request);
  EXPECT_EQ(refused->response.status, 401);
  EXPECT_EQ(refused->response.headers.Get("WWW-Authenticate"), "Bearer");
  EXPECT_EQ(refused->response.body,
            R"({"error":{"code":"UNAUTHENTICATED","message":"a control token is required: send )"
            "\\\"Authorization: Bearer <token>\\\"\"}}\n");
  request.headers.Set("Authorization", "Bearer 0123456789abcdef");
  EXPECT_EQ(api.Handle(request)->response.status, 200);
}

// Over a socket: a reply that comes later needs a connection.
class JsonApiServerTest : public JsonApiTest {
 protected:
  JsonApiServerTest() {
    auto server = http::Server::Start({}, [this](const http::Request& request) {
      auto reply = api_.Handle(request);
      if (reply) return *std::move(reply);
      return engine_.Handle(request, "t", [](const auto&, const auto&) { return http::Reply(); });
    });
    EXPECT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }

  http::RawClient Post(const std::string& path, const std::string& body) {
    http::RawClient client = http::RawClient::Connect(server_->port());
    client.Send(absl::StrCat("POST ", path, " HTTP/1.1\r\nHost: localhost\r\nContent-Length: ",
                             body.size(), "\r\n\r\n", body));
    return client;
  }

  std::unique_ptr<http::Server> server_;
};

TEST_F(JsonApiServerTest, AWaitEndsWithTheRequestAndHoldsUpNobody) {
  http::RawClient waiting = Post("/_mock/v1/WaitForRequests",
                                 R"({"filter": {"match": {"path": "/t/token"}}, "timeout": "5m"})");
  EXPECT_THAT(Post("/_mock/v1/GetClock", "").ReadReply(), StartsWith("HTTP/1.1 200 "));
  Post("/other", "").ReadReply();
  Post("/t/token", "").ReadReply();
  EXPECT_THAT(waiting.ReadReply(), HasSubstr(R"("path":"/t/token")"));
}

TEST_F(JsonApiServerTest, AWaitThatIsInVainSaysSo) {
  EXPECT_THAT(Post("/_mock/v1/WaitForRequests", R"({"timeout": "1ms"})").ReadReply(),
              testing::AllOf(StartsWith("HTTP/1.1 504 "),
                             EndsWith("waited 1ms for 1 matching requests; there were 0\"}}\n")));
}

TEST_F(JsonApiServerTest, AWaitEndsWhenTheServerStops) {
  http::RawClient waiting = Post("/_mock/v1/WaitForRequests", R"({"timeout": "10m"})");
  Post("/_mock/v1/GetClock", "").ReadReply();
  server_->Stop();
  EXPECT_EQ(waiting.ReadAll(), "");
}

// As a browser's EventSource does, which sends the last `id` when it connects again.
TEST_F(JsonApiServerTest, AWatchIsAStreamOfEventsThatCanBeResumed) {
  Post("/t/before", "").ReadReply();
  const auto watch = [this](const std::string& headers) {
    http::RawClient client = http::RawClient::Connect(server_->port());
    client.Send(absl::StrCat(
        "GET /_mock/v1/WatchJournal?filter.match.path=/t/* HTTP/1.1\r\nHost: localhost\r\n",
        headers, "\r\n"));
    return client;
  };
  http::RawClient watching = watch("");
  EXPECT_THAT(watching.ReadUntil(R"("path":"/t/before")"),
              testing::AllOf(StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"),
                             HasSubstr("Transfer-Encoding: chunked\r\n"),
                             HasSubstr("id: 1\ndata: {\"entry\":{\"sequence\":\"1\"")));
  Post("/other", "").ReadReply();
  Post("/t/after", "").ReadReply();
  EXPECT_THAT(watching.ReadUntil(R"("path":"/t/after")"),
              testing::AllOf(HasSubstr("id: 3\n"), testing::Not(HasSubstr("/other"))));
  http::RawClient resumed = watch("Last-Event-ID: 1\r\n");
  EXPECT_THAT(resumed.ReadUntil(R"("path":"/t/after")"), testing::Not(HasSubstr("/t/before")));
  EXPECT_THAT(watch("Last-Event-ID: last\r\n").ReadReply(),
              testing::AllOf(StartsWith("HTTP/1.1 400 "),
                             HasSubstr(R"(Last-Event-ID: \"last\" is no sequence number)")));
}

TEST_F(JsonApiServerTest, AWatchEndsWithTheFakes) {
  http::RawClient watching = http::RawClient::Connect(server_->port());
  watching.Send("GET /_mock/v1/WatchJournal HTTP/1.0\r\nHost: localhost\r\n\r\n");
  watching.ReadUntil(": connected\n\n");
  control_.waits.Stop();
  EXPECT_THAT(watching.ReadAll(),
              HasSubstr("event: error\ndata: {\"error\":{\"code\":\"UNAVAILABLE\""));
}

TEST_F(JsonApiServerTest, CallsOfTheServiceAreNotInTheJournal) {
  Post("/_mock/v1/GetClock", "").ReadReply();
  Post("/_mock/v1/Nonsense", "").ReadReply();
  EXPECT_EQ(journal_.last_sequence(), 0u);
}

TEST_F(JsonApiServerTest, ScenariosComeAndGoWhileRequestsRun) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([this] {
      for (int i = 0; i < 100; ++i) {
        EXPECT_THAT(Post("/contoso.example/token", "").ReadReply(), StartsWith("HTTP/1.1 "));
      }
    });
    threads.emplace_back([this, t] {
      const std::string id = t == 0 ? "throttled" : "quiet";
      for (int i = 0; i < 30; ++i) {
        EXPECT_THAT(
            Post("/_mock/v1/ArmScenario", absl::StrCat(R"({"id": ")", id, "\"}")).ReadReply(),
            StartsWith("HTTP/1.1 200 "));
        Post("/_mock/v1/InjectFault", R"({"steps": [{"respond": {"status": 503}}]})").ReadReply();
        EXPECT_THAT(
            Post("/_mock/v1/DisarmScenario", absl::StrCat(R"({"id": ")", id, "\"}")).ReadReply(),
            StartsWith("HTTP/1.1 200 "));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(journal_.last_sequence(), 200u);
}

}  // namespace
}  // namespace mock::admin
