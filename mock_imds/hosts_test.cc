#include "mock_imds/hosts.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_imds/testing.h"

namespace mock::imds {
namespace {

class HostsTest : public testing::Test {
 protected:
  HostsTest() {
    Add("kind: IMDS endpoint: 'http://169.254.169.254/metadata/identity/oauth2/token'");
    Add("kind: APP_SERVICE endpoint: 'http://127.0.0.1:41741/msi/token/'");
    Add("kind: AZURE_ARC endpoint: 'http://localhost:40342/metadata/identity/oauth2/token' "
        "outages { kind: UNAVAILABLE lasts: '2s' }");
  }

  void Add(const std::string& text) {
    TestHost host(text);
    ManagedIdentityHosts hosts;
    *hosts.Add() = host.host();
    list_.Merge(hosts);
  }

  Hosts NewHosts() {
    HostsOptions options;
    options.clock = &clock_;
    options.random = random_.get();
    options.list = &list_;
    options.identities = identities_.identities();
    options.write_key_file = [](const KeyFile&) { return true; };
    return Hosts(options);
  }

  std::string KindOf(const std::string& address, const std::string& target) {
    const auto host = hosts_.Find(PlainGet(target, {"Host", address}));
    return host == nullptr ? "none" : ManagedIdentityHost::Kind_Name(host->host.kind());
  }

  std::string AskArc() {
    const http::Request request = Get("/azure_arc/metadata/identity/oauth2/token", {"Host", "x"});
    return Told(hosts_.Handle(*hosts_.Find(request), request, {}).response).substr(0, 3);
  }

  VirtualClock clock_{VirtualClock::Mode::kFrozen, TestNow()};
  const std::unique_ptr<Random> random_ = Random::Seeded(1);
  const TestHost identities_{"kind: IMDS"};
  HostList list_{&clock_};
  Hosts hosts_ = NewHosts();
};

TEST_F(HostsTest, HaveVersion2OfImdsIfTheirDirectorySaysSo) {
  const http::Request probe =
      PlainGet("/metadata/identity/getplatformmetadata?cred-api-version=2.0", {"Host", "x"});
  const auto ask = [&] { return hosts_.Handle(*hosts_.Find(probe), probe, {}); };
  EXPECT_EQ(ask().response.status, 404);
  EXPECT_EQ(ask().response.headers.Get("Server"), "IMDS/150.870.65.1125");
  const std::string imds =
      "kind: IMDS endpoint: 'http://169.254.169.254/metadata/identity/oauth2/token' ";
  Add(imds + "imds_v2 { state: AVAILABLE }");
  EXPECT_EQ(ask().response.status, 400);
  Add(imds + "imds_v2 { state: HANGS }");
  EXPECT_EQ(ask().fault.kind, http::Fault::Kind::kHang);
}

TEST_F(HostsTest, AreToldApartByAddress) {
  EXPECT_EQ(KindOf("169.254.169.254", "/metadata/instance"), "IMDS");
  EXPECT_EQ(KindOf("169.254.169.254:80", "/"), "IMDS");
  EXPECT_EQ(KindOf("127.0.0.1:41741", "/MSI/token?x=1"), "APP_SERVICE");
  EXPECT_EQ(KindOf("localhost:41741", "/msi/token/"), "APP_SERVICE");
  EXPECT_EQ(KindOf("127.0.0.1:40342", "/metadata/identity/oauth2/token"), "AZURE_ARC");
  EXPECT_EQ(KindOf("127.0.0.1:41741", "/other"), "none");
  EXPECT_EQ(KindOf("127.0.0.1:41741", "/msi/tokens"), "none");
}

TEST_F(HostsTest, CanBeAskedAtTheFakesOwnAddress) {
  EXPECT_EQ(KindOf("127.0.0.1:5000", "/metadata/identity/oauth2/token"), "IMDS");
  EXPECT_EQ(KindOf("127.0.0.1:5000", "/app_service/msi/token/"), "APP_SERVICE");
  EXPECT_EQ(KindOf("127.0.0.1:5000", "/azure_arc/metadata/identity/oauth2/token"), "AZURE_ARC");
  EXPECT_EQ(KindOf("127.0.0.1:5000", "/tenant/oauth2/v2.0/token"), "none");
  const auto hosts = list_.hosts();
  for (const auto& host : *hosts) {
    EXPECT_EQ(KindOf("127.0.0.1:5000", PathAtFakes(host->host)),
              ManagedIdentityHost::Kind_Name(host->host.kind()));
  }
}

TEST_F(HostsTest, ImdsTakesTheSlashesThatSdksAdd) {
  for (const char* path :
       {"/metadata/identity/oauth2/token/", "//metadata/identity/oauth2/token"}) {
    EXPECT_EQ(KindOf("127.0.0.1:5000", path), "IMDS") << path;
    const http::Request request =
        Get(absl::StrCat(path, "?api-version=2018-02-01&resource=https://vault.azure.net"),
            {"Host", "127.0.0.1:5000"});
    EXPECT_EQ(hosts_.Handle(*hosts_.Find(request), request, {}).response.status, 200) << path;
  }
}

TEST_F(HostsTest, TheNewestOfThoseThatAnAddressReachesAnswers) {
  Add("kind: APP_SERVICE endpoint: 'http://localhost:41741/msi/token/'");
  EXPECT_EQ(hosts_.Find(PlainGet("/msi/token/", {"Host", "localhost:41741"})),
            list_.hosts()->back());
  EXPECT_EQ(hosts_.Find(PlainGet("/msi/token/", {"Host", "127.0.0.1:41741"})),
            list_.hosts()->back());
}

TEST_F(HostsTest, OutagesCountFromWhenAHostIsThere) {
  EXPECT_EQ(AskArc(), "503");
  clock_.Advance(absl::Seconds(2));
  EXPECT_EQ(AskArc(), "400");  // no api-version
  list_.Replace({});
  Add("kind: AZURE_ARC endpoint: 'http://localhost:40342/metadata/identity/oauth2/token' "
      "outages { kind: UNAVAILABLE lasts: '3s' }");
  clock_.Advance(absl::Seconds(2));
  EXPECT_EQ(AskArc(), "503");
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(AskArc(), "400");
}

TEST_F(HostsTest, AnOutageThatIsOverBeforeTheFirstRequestIsOver) {
  clock_.Advance(absl::Seconds(2));
  EXPECT_EQ(AskArc(), "400");
}

TEST_F(HostsTest, WhatTheNetworkDoesNotLeadToDoesNotAnswerAtTheFakesAddressEither) {
  const http::Request request = Get("/azure_arc/metadata/identity/oauth2/token", {"Host", "x"});
  const auto fault = [&](const std::string& network) {
    Add("kind: AZURE_ARC endpoint: 'http://localhost:40342/metadata/identity/oauth2/token' "
        "network: " +
        network);
    return hosts_.Handle(*hosts_.Find(request), request, {}).fault.kind;
  };
  EXPECT_EQ(fault("REFUSED"), http::Fault::Kind::kReset);
  EXPECT_EQ(fault("DROPPED"), http::Fault::Kind::kHang);
}

}  // namespace
}  // namespace mock::imds
