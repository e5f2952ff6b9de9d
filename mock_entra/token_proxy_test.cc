#include "mock_entra/token_proxy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock_entra/testing/testing.h"

namespace mock::entra {
namespace {

TEST(TokenProxyTest, TakesItsPathOffAndKeepsTheHost) {
  TokenProxy proxy;
  proxy.AddPrefix("/api/proxy/");
  const auto forwarded = proxy.Forward(Post("/api/proxy/t/oauth2/v2.0/token", "a=b"));
  ASSERT_TRUE(forwarded.has_value());
  EXPECT_EQ(forwarded->path, "/t/oauth2/v2.0/token");
  EXPECT_EQ(forwarded->target, "/t/oauth2/v2.0/token");
  EXPECT_EQ(forwarded->path_prefix, "/api/proxy");
  EXPECT_EQ(forwarded->host, "login.microsoftonline.com");
  EXPECT_EQ(forwarded->body, "a=b");
}

TEST(TokenProxyTest, TheLongestPathThatFitsWins) {
  TokenProxy proxy;
  proxy.AddPrefix("");
  proxy.AddPrefix("/a");
  proxy.AddPrefix("/a/b");
  proxy.AddPrefix("/a");
  EXPECT_EQ(proxy.Forward(Get("/a/b/c"))->path, "/c");
  EXPECT_EQ(proxy.Forward(Get("/a/c"))->path, "/c");
  EXPECT_EQ(proxy.Forward(Get("/ab/c"))->path, "/ab/c");
}

TEST(TokenProxyTest, KnowsNoOtherPaths) {
  TokenProxy proxy;
  EXPECT_FALSE(proxy.Forward(Get("/c")).has_value());
  proxy.AddPrefix("/a");
  EXPECT_FALSE(proxy.Forward(Get("/c")).has_value());
  EXPECT_FALSE(proxy.Forward(Get("/a")).has_value());
  EXPECT_EQ(TokenProxy::NotFound().response.status, 404);
}

}  // namespace
}  // namespace mock::entra
