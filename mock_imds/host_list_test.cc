#include "mock_imds/host_list.h"

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

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

TEST(HostListTest, AHostReplacesWhatWasAtItsEndpointAndOthersStayTheSameObject) {
  HostList list;
  list.Merge(
      Parse({R"(endpoint: "http://a/token" kind: IMDS)", R"(endpoint: "http://b" kind: IMDS)"}));
  const auto before = list.hosts();
  list.Merge(Parse({R"(endpoint: "http://A/token/" kind: DOCKER_DESKTOP)"}));
  const auto after = list.hosts();
  ASSERT_EQ(after->size(), 2u);
  EXPECT_EQ((*before)[0]->kind(), Host::IMDS);
  EXPECT_EQ((*after)[0]->kind(), Host::DOCKER_DESKTOP);
  EXPECT_EQ((*after)[1], (*before)[1]);
}

TEST(HostListTest, ReplacingTakesAwayWhatIsNotGiven) {
  HostList list;
  list.Merge(Parse({R"(endpoint: "http://a" kind: IMDS)", R"(endpoint: "http://b" kind: IMDS)"}));
  const auto before = list.hosts();
  list.Replace(Parse({R"(endpoint: "http://b" kind: IMDS)"}));
  ASSERT_EQ(list.hosts()->size(), 1u);
  EXPECT_EQ((*list.hosts())[0], (*before)[1]);
}

}  // namespace
}  // namespace mock::imds
