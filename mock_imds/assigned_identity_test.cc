#include "mock_imds/assigned_identity.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_imds/testing.h"

namespace mock::imds {
namespace {

std::string Found(TestHost& host, const IdentityName& name, absl::Duration age = {},
                  LoneIdentity lone = LoneIdentity::kGive) {
  const http::Request request = Get("/");
  const auto found = FindAssigned(host.Receive(request, age), name, lone);
  if (const auto* principal = std::get_if<Principal>(&found)) return principal->name;
  return std::get<NotAssigned>(found) == NotAssigned::kAmbiguous ? "ambiguous" : "not found";
}

TEST(AssignedIdentityTest, WhoNamesNoneGetsTheHostsOwn) {
  TestHost host("kind: IMDS");
  EXPECT_EQ(Found(host, {}), "own");
  EXPECT_EQ(Found(host, {"first-client", "", ""}), "first");
  EXPECT_EQ(Found(host, {"own-client", "", ""}), "own");
  EXPECT_EQ(Found(host, {"first-client", "second-object", ""}), "not found");
}

TEST(AssignedIdentityTest, ALoneIdentityNeedNotBeNamed) {
  TestHost host("kind: IMDS", "identities { identity: 'lone' }");
  EXPECT_EQ(Found(host, {}), "lone");
  EXPECT_EQ(Found(host, {}, {}, LoneIdentity::kRefuse), "not found");
}

TEST(AssignedIdentityTest, OneOfSeveralMustBeNamed) {
  TestHost host("kind: IMDS", "identities { identity: 'a' } identities { identity: 'b' }");
  EXPECT_EQ(Found(host, {}), "ambiguous");
}

TEST(AssignedIdentityTest, AssignmentsComeAndGo) {
  TestHost host("kind: IMDS", "identities { identity: 'a' from: '1m' until: '2m' }");
  EXPECT_EQ(Found(host, {}, absl::Seconds(59)), "not found");
  EXPECT_EQ(Found(host, {}, absl::Seconds(60)), "a");
  EXPECT_EQ(Found(host, {}, absl::Seconds(120)), "not found");
}

TEST(AssignedIdentityTest, AnIdentityThatEntraForgotIsNotFound) {
  TestHost host("kind: IMDS", "identities { identity: 'gone' }");
  EXPECT_EQ(Found(host, {"gone-client", "", ""}), "not found");
}

}  // namespace
}  // namespace mock::imds
