#include "mock_common/admin/access.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace mock::admin {
namespace {

constexpr char kToken[] = "0123456789abcdef";

http::Request To(const std::string& host) {
  http::Request request;
  request.tls = true;
  request.host = host;
  request.headers.Set("Host", host + ":8443");
  return request;
}

std::string Error(const absl::Status& status, absl::StatusCode code) {
  EXPECT_EQ(status.code(), code);
  return std::string(status.message());
}

TEST(AccessTest, WithoutATokenEverybodyOnThisMachineMayComeIn) {
  const Access access("");
  EXPECT_TRUE(access.Check("").ok());
  EXPECT_TRUE(access.Check("Bearer whatever").ok());
  for (const char* host : {"localhost", "127.0.0.1", "127.8.0.1", "[::1]"}) {
    EXPECT_TRUE(access.CheckRequest(To(host)).ok()) << host;
  }
}

TEST(AccessTest, AForeignHostNameIsTurnedAway) {
  const Access access("");
  for (const char* host : {"evil.example", "login.microsoftonline.com", "127.evil.example", ""}) {
    EXPECT_EQ(Error(access.CheckRequest(To(host)), absl::StatusCode::kPermissionDenied),
              "Host: \"" + std::string(host) +
                  "\" is not localhost; without a control token the service answers to no other "
                  "name");
  }
}

TEST(AccessTest, PagesOfOtherOriginsAreTurnedAway) {
  for (const char* token : {"", kToken}) {
    const Access access(token);
    http::Request request = To("localhost");
    request.headers.Set("Authorization", "Bearer " + std::string(kToken));
    for (const char* origin :
         {"https://evil.example", "null", "https://localhost:1", "http://localhost:8443"}) {
      request.headers.Set("Origin", origin);
      EXPECT_EQ(Error(access.CheckRequest(request), absl::StatusCode::kPermissionDenied),
                "Origin: pages of \"" + std::string(origin) + "\" may not use this service");
    }
    request.headers.Set("Origin", "https://localhost:8443");
    EXPECT_TRUE(access.CheckRequest(request).ok());
    request.tls = false;
    EXPECT_FALSE(access.CheckRequest(request).ok());
  }
}

TEST(AccessTest, WithATokenOnlyWhoSendsItMayComeIn) {
  const Access access(kToken);
  EXPECT_TRUE(access.Check("Bearer 0123456789abcdef").ok());
  EXPECT_TRUE(access.Check("bearer 0123456789abcdef").ok());
  for (const char* none : {"", "0123456789abcdef", "Basic 0123456789abcdef"}) {
    EXPECT_EQ(Error(access.Check(none), absl::StatusCode::kUnauthenticated),
              "a control token is required: send \"Authorization: Bearer <token>\"");
  }
  for (const char* wrong : {"Bearer ", "Bearer 0123456789abcdeg", "Bearer 0123456789abcdef0"}) {
    EXPECT_EQ(Error(access.Check(wrong), absl::StatusCode::kUnauthenticated),
              "the control token is wrong");
  }
}

TEST(AccessTest, WithATokenTheHostMayHaveAnyName) {
  const Access access(kToken);
  http::Request request = To("azmock");
  EXPECT_FALSE(access.CheckRequest(request).ok());
  request.headers.Set("Authorization", "Bearer 0123456789abcdef");
  EXPECT_TRUE(access.CheckRequest(request).ok());
}

}  // namespace
}  // namespace mock::admin
