#include "mock_common/rules/request_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mock::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

http::Request Get(const std::string& path, const std::string& query = "") {
  http::Request request;
  request.method = "GET";
  request.path = path;
  request.query = query;
  return request;
}

TEST(RequestViewTest, DecodesQueryAndForm) {
  http::Request request = Get("/t/token", "a=1&b=%20");
  request.body = "scope=x+y&scope=z";
  const RequestView view(request, "t");
  EXPECT_THAT(view.query(), ElementsAre(Pair("a", "1"), Pair("b", " ")));
  EXPECT_THAT(view.form(), ElementsAre(Pair("scope", "x y"), Pair("scope", "z")));
  EXPECT_EQ(*RequestView::Find(view.form(), "scope"), "x y");
  EXPECT_EQ(RequestView::Find(view.form(), "Scope"), nullptr);
}

TEST(RequestViewTest, WhatDoesNotDecodeIsEmpty) {
  http::Request request = Get("/t/token", "a=%");
  request.body = "%zz";
  const RequestView view(request, "t");
  EXPECT_THAT(view.query(), IsEmpty());
  EXPECT_THAT(view.form(), IsEmpty());
}

}  // namespace
}  // namespace mock::scenario
