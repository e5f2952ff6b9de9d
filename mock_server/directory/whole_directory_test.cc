#include "mock_server/directory/whole_directory.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>

#include "mock_entra/directory/default_directory.h"
#include "mock_entra/directory/well_known.h"

namespace azmock {
namespace {

using mock::scenario::Directory;
using Host = mock::scenario::ManagedIdentityHost;

Directory Parse(const std::string& text) {
  Directory directory;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &directory)) << text;
  return directory;
}

class WholeDirectoryTest : public testing::Test {
 protected:
  WholeDirectoryTest() {
    EXPECT_TRUE(entra_.Merge(mock::entra::DefaultDirectory()).ok());
    EXPECT_TRUE(directory_.Merge(DefaultHosts()).ok());
  }

  mock::entra::Directory entra_;
  mock::VirtualClock clock_;
  mock::imds::HostList hosts_{&clock_};
  mock::imds::DeveloperTools tools_{{&clock_, nullptr, nullptr}};
  WholeDirectory directory_{&entra_, &hosts_, &tools_};
};

TEST_F(WholeDirectoryTest, AHostReplacesWhatWasAtItsEndpoint) {
  const auto before = hosts_.hosts();
  ASSERT_TRUE(directory_
                  .Merge(Parse(R"pb(tenants { id: "contoso.example" }
                                    hosts { kind: DOCKER_DESKTOP })pb"))
                  .ok());
  const auto after = hosts_.hosts();
  ASSERT_EQ(after->size(), before->size());
  EXPECT_EQ((*before)[0]->host.kind(), Host::IMDS);
  EXPECT_EQ((*before)[0]->host.tenant_id(), mock::entra::kDefaultTenantId);
  EXPECT_EQ((*after)[0]->host.kind(), Host::DOCKER_DESKTOP);
  EXPECT_EQ((*after)[0]->host.tenant_id(), "contoso.example");
  EXPECT_EQ((*after)[1], (*before)[1]);  // the very object
}

TEST_F(WholeDirectoryTest, AHostIsTakenAwayByItsEndpoint) {
  const std::size_t before = hosts_.hosts()->size();
  ASSERT_TRUE(
      directory_.Remove(Parse(R"pb(hosts { endpoint: "http://127.0.0.1:46808/MSI/auth" })pb"))
          .ok());
  EXPECT_EQ(hosts_.hosts()->size(), before - 1);
}

TEST_F(WholeDirectoryTest, AWrongHostIsToldByItsFieldAndNothingIsMerged) {
  const absl::Status status = directory_.Merge(Parse(R"pb(tenants { id: "a" }
                                                          hosts {
                                                            kind: IMDS
                                                            identities { identity: "web" }
                                                          })pb"));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(status.message(),
            "hosts[0].identities[0].identity: \"web\" is no managed identity of tenant \"a\"; add "
            "it to its managed_identities");
  EXPECT_EQ(entra_.FindTenant("a"), nullptr);
}

TEST_F(WholeDirectoryTest, AHostNamesAnIdentityThatIsServedAlready) {
  EXPECT_TRUE(directory_.Merge(Parse(R"pb(tenants { id: "azmock.example2" })pb")).ok());
  EXPECT_TRUE(directory_
                  .Merge(Parse(R"pb(hosts {
                                      kind: IMDS
                                      identities { identity: "azmock-user" }
                                    })pb"))
                  .ok());
  const absl::Status status =
      directory_.Merge(Parse(R"pb(hosts {
                                    kind: IMDS
                                    identities { identity: "nobody" system_assigned: true }
                                  })pb"));
  EXPECT_EQ(status.message(),
            "hosts[0].identities[0].identity: \"nobody\" is no managed identity of tenant "
            "\"a11ce000-0000-4000-8000-000000000001\"; add it to its managed_identities");
}

TEST_F(WholeDirectoryTest, AHostOfATenantThatIsNotThereHasNoIdentities) {
  const absl::Status status = directory_.Merge(Parse(R"pb(hosts {
                                                            kind: IMDS
                                                            tenant_id: "no.example"
                                                            identities { identity: "a" }
                                                          })pb"));
  EXPECT_EQ(status.message(),
            "hosts[0].identities[0].identity: \"a\" is no managed identity of tenant "
            "\"no.example\"; add it to its managed_identities");
}

TEST_F(WholeDirectoryTest, AnIdentityThatAHostGivesCannotBeTakenAway) {
  const absl::Status status =
      directory_.Remove(Parse(R"pb(tenants {
                                     id: "a11ce000-0000-4000-8000-000000000001"
                                     managed_identities { name: "azmock-user" }
                                   })pb"));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("is no managed identity"));
}

TEST_F(WholeDirectoryTest, AToolHasTheFirstTenant) {
  ASSERT_TRUE(directory_
                  .Merge(Parse(R"pb(tenants { id: "a" }
                                    developer_tools { kind: AZ }
                                    developer_tools { kind: AZD tenant_id: "b" })pb"))
                  .ok());
  ASSERT_TRUE(directory_.Merge(Parse("developer_tools { kind: PWSH }")).ok());
  const Directory exported = directory_.Export();
  ASSERT_EQ(exported.developer_tools_size(), 3);
  EXPECT_EQ(exported.developer_tools(0).tenant_id(), "a");
  EXPECT_EQ(exported.developer_tools(1).tenant_id(), "b");
  EXPECT_EQ(exported.developer_tools(2).tenant_id(), mock::entra::kDefaultTenantId);
}

TEST_F(WholeDirectoryTest, AToolIsTakenAwayByItsKind) {
  ASSERT_TRUE(directory_.Merge(Parse("developer_tools { kind: AZ }")).ok());
  ASSERT_TRUE(directory_.Remove(Parse("developer_tools { kind: AZ }")).ok());
  EXPECT_EQ(directory_.Export().developer_tools_size(), 0);
  const absl::Status again = directory_.Remove(Parse("developer_tools { kind: AZ }"));
  EXPECT_EQ(again.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(again.message(), "developer_tools[0].kind: AZ is not in the directory");
}

TEST_F(WholeDirectoryTest, AnAccountThatIsSignedInCannotBeTakenAway) {
  ASSERT_TRUE(directory_
                  .Merge(Parse(R"pb(tenants {
                                      id: "a"
                                      users { name: "ada@a.example" }
                                    }
                                    developer_tools { kind: AZ account: "ada@a.example" })pb"))
                  .ok());
  const absl::Status status = directory_.Remove(Parse(R"pb(tenants {
                                                             id: "a"
                                                             users { name: "ada@a.example" }
                                                           })pb"));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("is no user and no application"));
}

TEST_F(WholeDirectoryTest, WhatIsExportedMakesTheSameDirectoryAgain) {
  ASSERT_TRUE(directory_
                  .Merge(Parse(R"pb(tenants { id: "contoso.example" }
                                    issuers { url: "https://issuer.example" }
                                    organizations { name: "fabrikam" id: "g" }
                                    hosts { kind: IMDS endpoint: "http://other.example/t" }
                                    developer_tools { kind: AZ })pb"))
                  .ok());
  const Directory exported = directory_.Export();
  ASSERT_TRUE(directory_.Replace(exported).ok());
  EXPECT_EQ(directory_.Export().DebugString(), exported.DebugString());
}

}  // namespace
}  // namespace azmock
