#include "mock_imds/host_list.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/time/time.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_imds/host.pb.h"

namespace mock::imds {
namespace {

using Host = scenario::ManagedIdentityHost;

ManagedIdentityHosts Parse(const std::vector<std::string>& texts) {
  ManagedIdentityHosts hosts;
  for (const std::string& text : texts) {
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, hosts.Add())) << text;
  }
  return hosts;
}

class HostListTest : public ::testing::Test {
 protected:
  VirtualClock clock_{VirtualClock::Mode::kFrozen, absl::UnixEpoch()};
};

TEST_F(HostListTest, AHostReplacesWhatWasAtItsEndpointAndOthersStayTheSameObject) {
  HostList list(&clock_);
  list.Merge(
      Parse({R"(endpoint: "http://a/token" kind: IMDS)", R"(endpoint: "http://b" kind: IMDS)"}));
  const auto before = list.hosts();
  list.Merge(Parse({R"(endpoint: "http://A/token/" kind: DOCKER_DESKTOP)"}));
  const auto after = list.hosts();
  ASSERT_EQ(after->size(), 2u);
  EXPECT_EQ((*before)[0]->host.kind(), Host::IMDS);
  EXPECT_EQ((*after)[0]->host.kind(), Host::DOCKER_DESKTOP);
  EXPECT_EQ((*after)[1], (*before)[1]);
}

TEST_F(HostListTest, AHostBeginsWheneverItIsAdded) {
  HostList list(&clock_);
  const auto hosts = Parse({R"(endpoint: "http://a" tenant_id: "T" kind: IMDS)",
                            R"(endpoint: "http://b" tenant_id: "u" kind: IMDS)"});
  const auto age = [&](int index) { return clock_.Now() - (*list.hosts())[index]->began; };
  const auto later = [this] { clock_.Advance(absl::Seconds(1)); };
  list.Merge(hosts);
  later();
  EXPECT_EQ(age(0), absl::Seconds(1));
  list.Merge(hosts);
  EXPECT_EQ(age(0), absl::ZeroDuration());
  later();
  list.BeginAgain({"other", "t"});
  EXPECT_EQ(age(0), absl::ZeroDuration());
  EXPECT_EQ(age(1), absl::Seconds(1));
  list.Replace(hosts);
  EXPECT_EQ(age(1), absl::ZeroDuration());
}

TEST_F(HostListTest, WhatIsLeftLivesOn) {
  HostList list(&clock_);
  list.Merge(
      Parse({R"(endpoint: "http://a" kind: IMDS)", R"(endpoint: "http://b" kind: IMDS outages {})",
             R"(endpoint: "http://c" kind: IMDS)"}));
  const auto before = list.hosts();
  clock_.Advance(absl::Seconds(1));
  list.Reduce(Parse({R"(endpoint: "http://b" kind: IMDS)", R"(endpoint: "http://c" kind: IMDS)"}));
  const auto after = list.hosts();
  ASSERT_EQ(after->size(), 2u);
  EXPECT_EQ((*after)[0]->host.outages_size(), 0);
  EXPECT_EQ((*after)[0]->began, (*before)[1]->began);
  EXPECT_EQ((*after)[0]->arc_keys, (*before)[1]->arc_keys);
  EXPECT_EQ((*after)[1], (*before)[2]);
}

}  // namespace
}  // namespace mock::imds
