#include "mock_entra/directory/validate_azure.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace mock::entra {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Faults(const std::string& text) {
  scenario::Tenant tenant;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &tenant)) << text;
  std::vector<scenario::Problem> problems;
  const scenario::Place place("", tenant, nullptr, &problems);
  ValidateAzure(tenant, place);
  ValidateRoles(tenant, place);
  std::vector<std::string> faults;
  for (const auto& problem : problems) {
    faults.push_back(absl::StrCat(problem.field, ": ", problem.text));
  }
  return faults;
}

TEST(ValidateAzureTest, WhatIsSoundPasses) {
  EXPECT_THAT(Faults(R"pb(
                subscriptions {
                  id: "5ab50000-0000-4000-8000-000000000001"
                  resource_groups {
                    name: "g"
                    key_vaults {
                      name: "v"
                      secrets { name: "s" }
                    }
                    storage_accounts {
                      name: "v"
                      containers {
                        name: "c"
                        blobs { name: "b" }
                      }
                    }
                  }
                }
                role_definitions { name: "Clerk" }
                role_assignments { principal: "p" role: "clerk" scope: "/" }
                role_assignments {
                  principal: "p"
                  role: "Reader"
                  scope: "/subscriptions/s"
                  effective_from: "2026-01-01T00:00:00Z"
                })pb"),
              IsEmpty());
}

TEST(ValidateAzureTest, NamesAreGivenOnce) {
  EXPECT_THAT(
      Faults(R"pb(
        subscriptions {
          id: "5ab50000-0000-4000-8000-000000000001"
          resource_groups {
            name: "g"
            key_vaults {
              name: "v"
              secrets { name: "s" }
              secrets { name: "S" }
            }
            key_vaults {
              name: "V"
              access_policies {}
            }
          }
          resource_groups { name: "G" }
        }
        subscriptions {
          id: "x"
          resource_groups {}
        })pb"),
      ElementsAre("subscriptions[0].resource_groups[0].key_vaults[0].secrets[1].name: \"S\" "
                  "occurs twice",
                  "subscriptions[0].resource_groups[0].key_vaults[1].name: \"V\" occurs twice",
                  "subscriptions[0].resource_groups[0].key_vaults[1].access_policies[0].principal: "
                  "is missing",
                  "subscriptions[0].resource_groups[1].name: \"G\" occurs twice",
                  "subscriptions[1].id: \"x\" is not a GUID",
                  "subscriptions[1].resource_groups[0].name: is missing"));
}

TEST(ValidateAzureTest, AssignmentsAreComplete) {
  EXPECT_THAT(
      Faults(R"pb(
        role_assignments { id: "a" }
        role_assignments { id: "A" principal: "p" role: "Raeder" scope: "subscriptions/s" }
        role_assignments { principal: "p" role: "Reader" scope: "/" effective_from: "soon" }
        role_propagation_seconds: -1)pb"),
      ElementsAre("role_assignments[0].principal: is missing",
                  "role_assignments[0].role: is missing",
                  "role_assignments[0].scope: \"\" is not a scope; start it with /subscriptions/, "
                  "or give \"/\"",
                  "role_assignments[1].id: \"A\" occurs twice",
                  "role_assignments[1].scope: \"subscriptions/s\" is not a scope; start it with "
                  "/subscriptions/, or give \"/\"",
                  "role_assignments[2].effective_from: \"soon\" is not an RFC 3339 time",
                  "role_propagation_seconds: -1 is negative",
                  "role_assignments[1].role: \"Raeder\" is neither a built-in role that the fakes "
                  "know nor one of role_definitions"));
}

}  // namespace
}  // namespace mock::entra
