#include "mock_server/console/console.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace mock::console {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

http::Request Get(const std::string& path, const std::string& accept = "*/*") {
  http::Request request;
  request.method = "GET";
  request.path = path;
  request.headers.Set("Accept", accept);
  return request;
}

TEST(ConsoleTest, ABrowserGetsThePageAndOthersTheListOfCalls) {
  const auto page = Handle(Get("/_mock/", "text/html,application/xhtml+xml,*/*;q=0.8"));
  ASSERT_TRUE(page);
  EXPECT_EQ(page->response.status, 200);
  EXPECT_THAT(page->response.body, StartsWith("<!doctype html>"));
  EXPECT_FALSE(Handle(Get("/_mock/")));
  EXPECT_FALSE(Handle(Get("/_mock/", "application/json")));
  EXPECT_FALSE(Handle(Get("/", "text/html")));
}

TEST(ConsoleTest, NothingOfAnotherOriginRunsInIt) {
  const auto page = Handle(Get("/_mock/", "text/html"));
  ASSERT_TRUE(page);
  EXPECT_THAT(page->response.headers.Get("Content-Security-Policy"),
              HasSubstr("default-src 'self'"));
  EXPECT_EQ(page->response.headers.Get("X-Content-Type-Options"), "nosniff");
}

TEST(ConsoleTest, FilesHaveTheirTypesAndAreAskedForAgainByTag) {
  http::Request request = Get("/_mock/console/app.js");
  const auto script = Handle(request);
  ASSERT_TRUE(script);
  EXPECT_EQ(script->response.headers.Get("Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(script->response.headers.Get("Cache-Control"), "no-cache");
  request.headers.Set("If-None-Match", script->response.headers.Get("ETag"));
  const auto again = Handle(request);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->response.status, 304);
  EXPECT_EQ(again->response.body, "");
  EXPECT_TRUE(Handle(Get("/_mock/console/preact_htm.js")));
}

TEST(ConsoleTest, WhatIsNoFileOfItIsNotAnswered) {
  for (const char* path : {"/_mock/console/", "/_mock/console/none.js", "/_mock/console/../app.js",
                           "/_mock/v1/GetClock"}) {
    EXPECT_FALSE(Handle(Get(path, "text/html"))) << path;
  }
  http::Request post = Get("/_mock/", "text/html");
  post.method = "POST";
  EXPECT_FALSE(Handle(post));
}

}  // namespace
}  // namespace mock::console
