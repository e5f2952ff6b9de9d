#include "mock_imds/host_endpoint.h"

#include "gtest/gtest.h"

namespace mock::imds {
namespace {

using Host = scenario::ManagedIdentityHost;

TEST(HostEndpointTest, EveryKindHasOneThatCanBeRead) {
  for (int kind = Host::Kind_MIN + 1; kind <= Host::Kind_MAX; ++kind) {
    Host host;
    host.set_kind(static_cast<Host::Kind>(kind));
    const auto endpoint = ParseHostEndpoint(EndpointOf(host));
    ASSERT_TRUE(endpoint) << Host::Kind_Name(host.kind());
    EXPECT_EQ(endpoint->tls, host.kind() == Host::SERVICE_FABRIC);
    EXPECT_EQ(endpoint->host == "169.254.169.254", StandsForImds(host.kind()));
  }
  EXPECT_EQ(EndpointOf(Host()), "");
}

TEST(HostEndpointTest, WhatTheHostSaysComesFirst) {
  Host host;
  host.set_kind(Host::IMDS);
  host.set_endpoint("http://imds.example/token");
  EXPECT_EQ(EndpointOf(host), "http://imds.example/token");
}

TEST(HostEndpointTest, ReadsPortsAddressesAndPaths) {
  const auto plain = ParseHostEndpoint("http://LocalHost:42356/msi/token?x=1");
  ASSERT_TRUE(plain);
  EXPECT_FALSE(plain->tls);
  EXPECT_EQ(plain->host, "localhost");
  EXPECT_EQ(plain->port, 42356);
  EXPECT_EQ(plain->path, "/msi/token");

  const auto tls = ParseHostEndpoint("https://[::1]");
  ASSERT_TRUE(tls);
  EXPECT_TRUE(tls->tls);
  EXPECT_EQ(tls->host, "::1");
  EXPECT_EQ(tls->port, 443);
  EXPECT_EQ(tls->path, "/");
}

TEST(HostEndpointTest, RefusesWhatIsNoUrlOfAHost) {
  for (const char* url : {"", "localhost:1/x", "ftp://x/", "http://", "http://:80/", "http://x:0/",
                          "http://x:65536/", "http://x:1a/", "http://[::1/", "http://[::1]80/"}) {
    EXPECT_FALSE(ParseHostEndpoint(url)) << url;
  }
}

}  // namespace
}  // namespace mock::imds
