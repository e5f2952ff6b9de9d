#include "mock_server/tool_runs.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

namespace azmock {
namespace {

using mock::admin::Access;
using testing::HasSubstr;

class ToolRunsTest : public testing::Test {
 protected:
  ToolRunsTest() {
    mock::imds::DeveloperToolList tools;
    EXPECT_TRUE(
        google::protobuf::TextFormat::ParseFromString("kind: AZ runs { out: 'hi' }", tools.Add()));
    tools_.Merge(tools);
  }

  // Status and body.
  std::string Ask(const std::string& body, const std::string& method = "POST",
                  const Access* access = nullptr, const std::string& host = "127.0.0.1") {
    mock::http::Request request;
    request.method = method;
    request.path = "/_mock/tools/run";
    request.host = host;
    request.headers.Set("Host", host);
    request.body = body;
    reply_ = HandleToolRun(request, access, &tools_)->response;
    return std::to_string(reply_.status) + " " + reply_.body;
  }

  mock::http::Response reply_;  // the last
  mock::VirtualClock clock_;
  mock::imds::DeveloperTools tools_{{&clock_, nullptr, nullptr}};
};

TEST_F(ToolRunsTest, ARunIsAnswered) {
  EXPECT_THAT(Ask(R"({"argv":["az"]})"), HasSubstr(R"(200 {"out":"hi","err":"","exit_code":0)"));
  EXPECT_THAT(Ask(R"({"argv":["azd"]})"), HasSubstr("azd: not found"));
}

TEST_F(ToolRunsTest, OtherPathsAreNotItsBusiness) {
  mock::http::Request request;
  request.path = "/_mock/v1/GetClock";
  EXPECT_FALSE(HandleToolRun(request, nullptr, &tools_));
}

TEST_F(ToolRunsTest, WhatIsWrongIsSaid) {
  EXPECT_THAT(Ask("{}"), HasSubstr("400 {\"error\":{\"code\":\"INVALID_ARGUMENT\""));
  EXPECT_THAT(Ask("{}", "GET"), HasSubstr("405 "));
}

TEST_F(ToolRunsTest, OnlyWhoMay) {
  const Access access("0123456789abcdef");
  EXPECT_THAT(Ask("{}", "POST", &access), HasSubstr("401 "));
  EXPECT_EQ(reply_.headers.Get("WWW-Authenticate"), "Bearer");
  EXPECT_THAT(Ask("{}", "POST", nullptr, "evil.example"), HasSubstr("403 "));
}

}  // namespace
}  // namespace azmock
