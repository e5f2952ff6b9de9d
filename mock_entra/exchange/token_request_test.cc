#include "mock_entra/exchange/token_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "mock_entra/testing/testing.h"

namespace mock::entra {
namespace {

TokenRequest Parse(const http::Request& request) {
  return ParseTokenRequest(request, kTenant, Version::kV2);
}

http::Request WithBasic(absl::string_view pair) {
  http::Request request = Post(kTokenPath, "grant_type=client_credentials");
  request.headers.Set("Authorization", absl::StrCat("Basic ", absl::Base64Escape(pair)));
  return request;
}

TEST(TokenRequestTest, ReadsAForm) {
  const TokenRequest request = Parse(Post(kTokenPath, "client_id=a%20b&client_secret=c+d&x=1&x=2"));
  EXPECT_EQ(request.client_id, "a b");
  EXPECT_EQ(request.client_secret, "c d");
  EXPECT_EQ(request.Get("x"), "1");
  EXPECT_EQ(request.Get("y"), "");
  EXPECT_FALSE(request.malformed);
}

TEST(TokenRequestTest, ReadsAFormWithoutContentType) {
  http::Request request = Post(kTokenPath, GoodForm());
  request.headers.Remove("Content-Type");
  EXPECT_EQ(Parse(request).client_id, kClient);
  request.headers.Set("Content-Type", "");
  EXPECT_EQ(Parse(request).client_id, kClient);
}

TEST(TokenRequestTest, SeesNothingInOtherContentTypes) {
  for (const char* type : {"application/json", "text/plain", "multipart/form-data"}) {
    http::Request request = Post(kTokenPath, GoodForm());
    request.headers.Set("Content-Type", type);
    EXPECT_TRUE(Parse(request).form.empty()) << type;
  }
  http::Request request = Post(kTokenPath, GoodForm());
  request.headers.Set("Content-Type", "Application/X-WWW-Form-Urlencoded ;charset=utf-8");
  EXPECT_EQ(Parse(request).client_id, kClient);
}

TEST(TokenRequestTest, NoticesABadEscape) {
  EXPECT_TRUE(Parse(Post(kTokenPath, "client_id=%zz")).malformed);
}

TEST(TokenRequestTest, ReadsFormEncodedBasicCredentials) {
  const TokenRequest request = Parse(WithBasic("app:right%7Esecret%3A%2B"));
  EXPECT_EQ(request.client_id, "app");
  EXPECT_EQ(request.client_secret, "right~secret:+");
}

TEST(TokenRequestTest, PrefersTheBodyToBasic) {
  http::Request request = WithBasic("app:s");
  request.body = GoodForm();
  EXPECT_EQ(Parse(request).client_id, kClient);
}

TEST(TokenRequestTest, IgnoresBrokenBasicCredentials) {
  EXPECT_EQ(Parse(WithBasic("no colon")).client_id, "");
  EXPECT_EQ(Parse(WithBasic("a%zz:b")).client_id, "");
  http::Request request = WithBasic("a:b");
  request.headers.Set("Authorization", "Basic ***");
  EXPECT_EQ(Parse(request).client_id, "");
  request.headers.Set("Authorization", "Bearer abc");
  EXPECT_EQ(Parse(request).client_id, "");
  request.headers.Set("Authorization", "Basic");
  EXPECT_EQ(Parse(request).client_id, "");
}

TEST(TokenRequestTest, ReadsCapabilitiesInLowerCase) {
  const auto capabilities = [](const char* claims) {
    TokenRequest request;
    request.form = {{"claims", claims}};
    return ClientCapabilities(request);
  };
  EXPECT_THAT(capabilities(R"({"access_token":{"xms_cc":{"values":["CP1",2,"ab"]}}})"),
              ::testing::ElementsAre("cp1", "ab"));
  for (const char* none : {"", "{", "[]", R"({"access_token":{"xms_cc":{"values":"CP1"}}})"}) {
    EXPECT_THAT(capabilities(none), ::testing::IsEmpty()) << none;
  }
}

}  // namespace
}  // namespace mock::entra
