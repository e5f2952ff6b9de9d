#include "mock_common/rules/action.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/protobuf/text_format.h"

namespace mock::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class ActionTest : public testing::Test {
 protected:
  ActionTest() {
    request_.path = "/contoso/token";
    computed_.response.status = 400;
    computed_.response.headers = {{"Content-Type", "application/json"}, {"x-ms-request-id", "1"}};
    computed_.response.body = R"({"error":"invalid_client","error_codes":[7000215],"z":1,"a":2})";
  }

  http::Reply Answer(const std::string& step_text) {
    Step step;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(step_text, &step)) << step_text;
    const auto action = Action::Make(step);
    EXPECT_TRUE(action.ok()) << action.status();
    const RequestView view(request_, tenant_);
    const Compute compute = [this](const http::Request&, const Setting&) {
      ++computes_;
      return computed_;
    };
    const ErrorRenderer render = [](const CatalogueError& error, const http::Request& request,
                                    const Setting& setting) {
      http::Response response;
      response.status = 401;
      response.body = std::to_string(error.code()) + request.path + setting.trace_id();
      return response;
    };
    return action->Answer({view, setting_, now_, random_.get(), compute, render});
  }

  http::Request request_;
  std::string tenant_ = "contoso";
  http::Reply computed_;
  Setting setting_;
  int computes_ = 0;
  const absl::Time now_ = absl::FromUnixSeconds(1646245526);
  const std::unique_ptr<Random> random_ = Random::Seeded(1);
};

TEST_F(ActionTest, RespondSaysExactlyWhatTheStepSays) {
  const http::Reply reply = Answer(R"(
    delay: "2s"
    respond { status: 429 reason: "Slow down"
              headers { key: "Retry-After" value: "2" } headers { key: "A" value: "{{tenant}}" }
              body: "{\"tenant\":\"{{tenant}}\"}" })");
  EXPECT_EQ(reply.response.status, 429);
  EXPECT_EQ(reply.response.reason, "Slow down");
  EXPECT_THAT(reply.response.headers.fields(),
              ElementsAre(Pair("A", "contoso"), Pair("Retry-After", "2"),
                          Pair("Content-Type", "application/json; charset=utf-8")));
  EXPECT_EQ(reply.response.body, R"({"tenant":"contoso"})");
  EXPECT_EQ(reply.delay, absl::Seconds(2));
  EXPECT_EQ(reply.fault.kind, http::Fault::Kind::kNone);
  EXPECT_EQ(computes_, 0);
}

TEST_F(ActionTest, TheContentTypeFollowsTheBody) {
  EXPECT_EQ(Answer("respond { status: 200 body: ' [1]' }").response.headers.Get("Content-Type"),
            "application/json; charset=utf-8");
  EXPECT_EQ(Answer("respond { status: 200 body: '<p>' }").response.headers.Get("Content-Type"),
            "text/html; charset=utf-8");
  EXPECT_FALSE(Answer("respond { status: 200 }").response.headers.Has("Content-Type"));
  const http::Reply own = Answer(
      "respond { status: 200 body: '{}' headers { key: 'content-type' value: 'text/plain' } }");
  EXPECT_THAT(own.response.headers.fields(), ElementsAre(Pair("content-type", "text/plain")));
}

TEST_F(ActionTest, PlaceholdersAreEscapedForTheirContentType) {
  tenant_ = "a\"<b";
  EXPECT_EQ(Answer("respond { status: 200 body: '{\"t\":\"{{tenant}}\"}' }").response.body,
            R"({"t":"a\"<b"})");
  EXPECT_EQ(Answer("respond { status: 200 body: '<p>{{tenant}}</p>' }").response.body,
            "<p>a&quot;&lt;b</p>");
}

TEST_F(ActionTest, PassEditsTheComputedAnswerAndKeepsTheOrder) {
  const http::Reply reply = Answer(R"(
    pass { set_json { key: "error_codes" value: "[1, 2]" } set_json { key: "new" value: "{{now_unix}}" }
           remove_json: "z" remove_json: "not there"
           set_headers { key: "X-Ms-Request-Id" value: "2" } set_headers { key: "B" value: "b" } })");
  EXPECT_EQ(reply.response.status, 400);
  EXPECT_EQ(reply.response.body,
            R"({"error":"invalid_client","error_codes":[1,2],"a":2,"new":1646245526})");
  EXPECT_EQ(reply.response.headers.Get("x-ms-request-id"), "2");
  EXPECT_EQ(reply.response.headers.Get("B"), "b");
  EXPECT_EQ(computes_, 1);
}

TEST_F(ActionTest, PassWithoutEditsChangesNoByte) {
  computed_.response.body = "{ \"odd\" :  1 }";
  EXPECT_EQ(Answer("pass {}").response.body, "{ \"odd\" :  1 }");
}

TEST_F(ActionTest, PassLeavesABodyThatIsNoObject) {
  computed_.response.body = "<html>";
  EXPECT_EQ(Answer("pass { set_json { key: 'a' value: '1' } }").response.body, "<html>");
}

TEST_F(ActionTest, PassMakesATextOfAValueThatIsNoJson) {
  request_.path = "/contoso/token";
  EXPECT_EQ(Answer("pass { set_json { key: 'error' value: '{{tenant}}' } }").response.body,
            R"({"error":"contoso","error_codes":[7000215],"z":1,"a":2})");
}

TEST_F(ActionTest, WhatAClientSendsIsNotFollowedIntoTheDeep) {
  request_.body = "x=" + std::string(500000, '[') + std::string(500000, ']');
  const http::Reply reply = Answer("pass { set_json { key: 'a' value: '{{form.x}}' } }");
  EXPECT_THAT(reply.response.body, HasSubstr(R"("a":"[[[[)"));
}

TEST_F(ActionTest, ErrorsOfTheCatalogueAreRendered) {
  setting_.set_trace_id("-trace");
  const http::Reply reply = Answer("aadsts { code: 90002 }");
  EXPECT_EQ(reply.response.status, 401);
  EXPECT_EQ(reply.response.body, "90002/contoso/token-trace");
}

TEST_F(ActionTest, FaultsWithoutAReplyComputeNothing) {
  using Kind = http::Fault::Kind;
  EXPECT_EQ(Answer("fault { kind: RESET }").fault.kind, Kind::kReset);
  EXPECT_EQ(Answer("fault { kind: CLOSE }").fault.kind, Kind::kClose);
  EXPECT_EQ(Answer("fault { kind: GARBAGE }").fault.kind, Kind::kGarbage);
  EXPECT_EQ(Answer("fault { kind: HANG }").fault.kind, Kind::kHang);
  EXPECT_EQ(computes_, 0);
}

TEST_F(ActionTest, TruncateAndDripSpoilTheComputedAnswer) {
  const http::Reply truncated = Answer("fault { kind: TRUNCATE_BODY }");
  EXPECT_EQ(truncated.fault.kind, http::Fault::Kind::kTruncateBody);
  EXPECT_EQ(truncated.response.body, computed_.response.body);
  EXPECT_EQ(Answer("fault { kind: DRIP }").fault.drip_interval, absl::Milliseconds(10));
  const http::Reply drip = Answer("fault { kind: DRIP drip_interval: '1s' }");
  EXPECT_EQ(drip.fault.drip_interval, absl::Seconds(1));
  EXPECT_EQ(drip.response.status, 400);
}

TEST_F(ActionTest, ADelayAddsToTheComputedOne) {
  computed_.delay = absl::Seconds(1);
  EXPECT_EQ(Answer("delay: '2s' pass {}").delay, absl::Seconds(3));
}

TEST(ActionMakeTest, KnowsHandshakeFaults) {
  Step step;
  step.mutable_fault()->set_kind(Fault::TLS_HANDSHAKE);
  EXPECT_TRUE(Action::Make(step)->FailsHandshake());
  step.mutable_fault()->set_kind(Fault::RESET);
  EXPECT_FALSE(Action::Make(step)->FailsHandshake());
}

TEST(ActionMakeTest, RefusesUnknownPlaceholders) {
  Step step;
  step.mutable_respond()->set_body("{{nowhere}}");
  EXPECT_THAT(std::string(Action::Make(step).status().message()), HasSubstr("{{nowhere}}"));
}

}  // namespace
}  // namespace mock::scenario
