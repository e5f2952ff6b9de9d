#include "mock_common/text/products.h"

#include <gtest/gtest.h>

namespace mock::scenario {
namespace {

std::string Products(absl::string_view user_agent) {
  std::string products;
  AppendProducts(user_agent, &products);
  return products;
}

TEST(ProductsTest, ClientsAreNamed) {
  EXPECT_EQ(Products("azsdk-go-azidentity/v1.14.0 (go1.25.1; linux)"),
            "azsdk-go-azidentity/v1.14.0");
  EXPECT_EQ(Products("azsdk-net-Identity/1.10.4 (.NET 8.0.0; Debian (12))  Foo/2"),
            "azsdk-net-Identity/1.10.4 Foo/2");
  EXPECT_EQ(Products("python/3.11.2 (Linux) AZURECLI/2.53.0-beta.1"),
            "python/3.11.2 AZURECLI/2.53.0-beta.1");
  EXPECT_EQ(Products("curl/7.88.1"), "curl/7.88.1");
  EXPECT_EQ(Products("grpc-c++/1.51.1 go/go1.25"), "grpc-c++/1.51.1 go/go1.25");
}

TEST(ProductsTest, WhatIsNoProductIsLeftOut) {
  for (const char* text : {"",
                           " ",
                           "(",
                           ")",
                           "/",
                           "curl",
                           "hunter2",
                           "Bearer hunter2",
                           "(a/1)",
                           "app/hunter2",

                           "eyJhbGciOiJSUzI1NiJ9/1",
                           "a/8f14e45fceea167a5a36dedd4bea2543",
                           "a/123456789",
                           "aaaaaaaaaaaaaaaaaaa/1",
                           "abc8Q~0123456789/1",
                           "a/1.0~x",
                           "a/\x01",
                           "a/v",
                           "a/go",
                           "a/1=1"}) {
    EXPECT_EQ(Products(text), "") << text;
  }
}

TEST(ProductsTest, ItIsBounded) {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "a/1 ";
  EXPECT_EQ(Products(many), "a/1 a/1 a/1 a/1 a/1 a/1 a/1 a/1");
  EXPECT_EQ(Products(std::string(2000, ' ') + "a/1"), "");
  const std::string run(18, 'a');
  const std::string longest_name = run + "-" + run + "-aaaaaaaaaa";  // 48
  EXPECT_EQ(Products(longest_name + "/1"), longest_name + "/1");
  EXPECT_EQ(Products(longest_name + "a/1"), "");
  const std::string longest_version = "12345678.12345678.12345678.12345";  // 32
  EXPECT_EQ(Products("a/" + longest_version), "a/" + longest_version);
  EXPECT_EQ(Products("a/" + longest_version + "6"), "");
}

}  // namespace
}  // namespace mock::scenario
