#include "mock_common/http/url.h"

#include <gtest/gtest.h>

namespace mock::http {
namespace {

std::string AskedAs(const char* host, bool tls) {
  Request request;
  request.headers.Set("Host", host);
  request.tls = tls;
  return OriginOf(request);
}

TEST(UrlTest, AnIpv6AddressStandsInBrackets) {
  EXPECT_EQ(HostAndPort("127.0.0.1", 8443), "127.0.0.1:8443");
  EXPECT_EQ(HostAndPort("::1", 443), "[::1]:443");
  EXPECT_EQ(HostAndPort("[::1]", 8443), "[::1]:8443");
  EXPECT_EQ(Origin(false, "::1", 8080), "http://[::1]:8080");
}

TEST(UrlTest, TheUsualPortIsLeftOut) {
  EXPECT_EQ(Origin(true, "localhost", 443), "https://localhost");
  EXPECT_EQ(Origin(false, "::1", 80), "http://[::1]");
  EXPECT_EQ(Origin(false, "localhost", 443), "http://localhost:443");
  EXPECT_EQ(AskedAs("LocalHost:443", true), "https://localhost");
  EXPECT_EQ(AskedAs("localhost:443", false), "http://localhost:443");
  EXPECT_EQ(AskedAs("localhost:80", false), "http://localhost");
  EXPECT_EQ(AskedAs("[::1]:8443", true), "https://[::1]:8443");
}

TEST(UrlTest, ARequestWithoutHostFieldWasSentToItsHost) {
  Request request;
  request.host = "localhost";
  EXPECT_EQ(OriginOf(request), "http://localhost");
}

TEST(UrlTest, APortIsTakenOffAName) {
  EXPECT_EQ(WithoutPort("localhost:8443"), "localhost");
  EXPECT_EQ(WithoutPort("localhost"), "localhost");
  EXPECT_EQ(WithoutPort("[::1]:8443"), "[::1]");
  EXPECT_EQ(WithoutPort("[::1]"), "[::1]");
}

}  // namespace
}  // namespace mock::http
