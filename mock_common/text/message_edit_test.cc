#include "mock_common/text/message_edit.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <string>

#include "mock_common/text/sample.pb.h"

namespace mock::scenario {
namespace {

using google::protobuf::util::MessageDifferencer;
using sample::Directory;
using sample::Tenant;

template <typename Proto>
Proto Parse(const std::string& text) {
  Proto proto;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &proto)) << text;
  return proto;
}

constexpr char kContoso[] = R"pb(
  id: "contoso.example"
  domains: "contoso.test"
  display_name: "Contoso"
  applications {
    app_id: "a"
    secrets { value: "s1" }
    disabled: true
  }
  applications { app_id: "b" }
  resources { uri: "https://api.example/" roles: "Read" })pb";

template <typename Proto>
void ExpectEqual(const Proto& seen, const std::string& expected) {
  EXPECT_TRUE(MessageDifferencer::Equals(seen, Parse<Proto>(expected))) << seen.DebugString();
}

TEST(MergeMessageTest, ElementsReplaceThoseOfTheirNameAndTextsComeOnTop) {
  Tenant tenant = Parse<Tenant>(kContoso);
  MergeMessage(Parse<Tenant>(R"pb(
                 id: "contoso.example"
                 domains: "Contoso.Test"
                 domains: "contoso.de"
                 display_name: "Contoso AG"
                 applications {
                   app_id: "A"
                   secrets { value: "s2" }
                 }
                 applications { app_id: "c" }
                 resources { uri: "https://API.example" token_version: 2 })pb"),
               &tenant);
  ExpectEqual(tenant, R"pb(
    id: "contoso.example"
    domains: "contoso.test"
    domains: "contoso.de"
    display_name: "Contoso AG"
    applications {
      app_id: "A"
      secrets { value: "s2" }
    }
    applications { app_id: "b" }
    applications { app_id: "c" }
    resources { uri: "https://API.example" token_version: 2 })pb");
}

TEST(MergeMessageTest, WhatIsNotSetStays) {
  Tenant tenant = Parse<Tenant>(kContoso);
  MergeMessage(Parse<Tenant>(R"pb(id: "contoso.example")pb"), &tenant);
  ExpectEqual(tenant, kContoso);
}

TEST(MergeMessageTest, WhatHasNoNameComesOnceHoweverOftenItIsAdded) {
  const Tenant policy = Parse<Tenant>(R"pb(id: "a"
                                           policies { control: BLOCK })pb");
  Tenant tenant = policy;
  MergeMessage(policy, &tenant);
  ExpectEqual(tenant, policy.DebugString());
}

TEST(MergeMessageTest, IssuersAreToldApartByTheCaseOfTheirUrl) {
  Directory directory = Parse<Directory>(R"pb(issuers { url: "https://a" unreachable: true })pb");
  MergeMessage(Parse<Directory>(R"pb(
                 tenants { id: "left out" }
                 issuers { url: "https://a" }
                 issuers { url: "https://A" }
                 organizations { name: "fabrikam" })pb"),
               &directory, /*except=*/"tenants");
  ExpectEqual(directory, R"pb(
    issuers { url: "https://a" }
    issuers { url: "https://A" }
    organizations { name: "fabrikam" })pb");
}

class RemoveTest : public ::testing::Test {
 protected:
  RemoveTest() { *directory_.add_tenants() = Parse<Tenant>(kContoso); }

  absl::Status Remove(const std::string& what) {
    return RemoveFromMessage(Parse<Directory>(what), &directory_);
  }

  Directory directory_;
};

TEST_F(RemoveTest, ATenantThatIsNamedAloneGoesWhole) {
  ASSERT_TRUE(Remove(R"pb(tenants { id: "Contoso.Example" })pb").ok());
  EXPECT_EQ(directory_.tenants_size(), 0);
}

TEST_F(RemoveTest, OnlyTheInnermostOfWhatIsNamedGoes) {
  ASSERT_TRUE(Remove(R"pb(tenants {
                            id: "contoso.example"
                            domains: "contoso.test"
                            display_name: "any"
                            applications {
                              app_id: "a"
                              secrets { value: "s1" }
                              disabled: true
                            }
                            applications { app_id: "b" }
                          })pb")
                  .ok());
  ExpectEqual(directory_, R"pb(tenants {
                                 id: "contoso.example"
                                 applications { app_id: "a" }
                                 resources { uri: "https://api.example/" roles: "Read" }
                               })pb");
}

TEST_F(RemoveTest, WhatIsNotThereIsNamedUnlessItIsSecret) {
  const auto message = [this](const std::string& what) {
    const absl::Status status = Remove(what);
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
    return std::string(status.message());
  };
  EXPECT_EQ(message(R"pb(tenants { id: "nobody" })pb"),
            "tenants[0].id: \"nobody\" is not in the directory");
  EXPECT_EQ(message(R"pb(tenants {
                           id: "contoso.example"
                           applications { app_id: "z" }
                         })pb"),
            "tenants[0].applications[0].app_id: \"z\" is not in the directory");
  EXPECT_EQ(message(R"pb(tenants {
                           id: "contoso.example"
                           applications {
                             app_id: "a"
                             secrets { value: "guess" }
                           }
                         })pb"),
            "tenants[0].applications[0].secrets[0].value: it is not in the directory");
  EXPECT_EQ(message(R"pb(tenants { id: "contoso.example" domains: "x.y" })pb"),
            "tenants[0].domains[0]: \"x.y\" is not in the directory");
}

TEST_F(RemoveTest, AnElementWithoutItsNameIsRefused) {
  const absl::Status status = Remove(R"pb(tenants { display_name: "Contoso" })pb");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(), "tenants[0].id: is required");
}

}  // namespace
}  // namespace mock::scenario
