#include "mock_entra/directory/directory.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "mock_entra/directory/well_known.h"

namespace mock::entra {
namespace {

using ::testing::IsNull;
using ::testing::NotNull;

scenario::EntraDirectory Parse(const std::string& text) {
  scenario::EntraDirectory directory;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &directory)) << text;
  return directory;
}

std::string MergeFault(const std::string& text) {
  Directory directory;
  const absl::Status status = directory.Merge(Parse(text));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(directory.TenantIds().empty());
  return std::string(status.message());
}

constexpr char kContoso[] = R"pb(
  tenants {
    id: "11111111-2222-4333-8444-555555555555"
    domains: "contoso.onmicrosoft.com"
    display_name: "Contoso"
    applications {
      app_id: "AAAAAAAA-2222-4333-8444-555555555555"
      secrets { value: "s1" not_after: "2026-01-31T00:00:00Z" }
      secrets { value: "s2" }
    }
    resources { uri: "https://api.contoso.example" roles: "Read" token_lifetime_seconds: 60 }
  })pb";

TEST(DirectoryTest, FindsTenantsByIdAndDomainWithoutRegardToCase) {
  Directory directory;
  ASSERT_TRUE(directory.Merge(Parse(kContoso)).ok());
  const auto tenant = directory.FindTenant("11111111-2222-4333-8444-555555555555");
  ASSERT_THAT(tenant, NotNull());
  EXPECT_EQ(tenant->display_name, "Contoso");
  EXPECT_EQ(directory.FindTenant("Contoso.OnMicrosoft.com"), tenant);
  EXPECT_THAT(directory.FindTenant("fabrikam.onmicrosoft.com"), IsNull());
  EXPECT_THAT(directory.FindTenant(""), IsNull());
}

TEST(DirectoryTest, FindsApplicationsWithTheirSecrets) {
  Directory directory;
  ASSERT_TRUE(directory.Merge(Parse(kContoso)).ok());
  const auto tenant = directory.FindTenant("contoso.onmicrosoft.com");
  const Application* application = tenant->FindApplication("aaaaaaaa-2222-4333-8444-555555555555");
  ASSERT_THAT(application, NotNull());
  ASSERT_EQ(application->secrets.size(), 2u);
  EXPECT_EQ(application->secrets[0].not_after, absl::FromUnixSeconds(1769817600));
  EXPECT_EQ(application->secrets[1].not_after, absl::InfiniteFuture());
  EXPECT_EQ(application->service_principal_id.size(), 36u);
  EXPECT_THAT(tenant->FindApplication("someone else"), IsNull());
}

TEST(DirectoryTest, KnowsMicrosoftsResourcesInEveryTenant) {
  Directory directory;
  ASSERT_TRUE(directory.CreateTenant("t.example").ok());
  const auto tenant = directory.FindTenant("t.example");
  for (const char* uri :
       {"https://management.azure.com", "https://management.azure.com/",
        "https://management.core.windows.net/", "https://management.core.windows.net",
        "https://vault.azure.net", "https://storage.azure.com", "https://graph.microsoft.com",
        "00000003-0000-0000-c000-000000000000"}) {
    ASSERT_THAT(tenant->FindResource(uri), NotNull()) << uri;
  }
  EXPECT_EQ(tenant->FindResource("https://vault.azure.net")->app_id,
            "cfa8b339-82a2-471a-a3c9-0fc0be7a4093");
  EXPECT_THAT(tenant->FindResource("https://nobody.example"), IsNull());
  const Resource* storage = tenant->FindResource("https://storage.azure.com");
  EXPECT_EQ(tenant->FindResource("https://Contoso.blob.core.windows.net/"), storage);
  EXPECT_EQ(tenant->FindResource("https://contoso.dfs.core.chinacloudapi.cn"), storage);
  EXPECT_THAT(tenant->FindResource("https://contoso.blob.core.windows.net/x"), IsNull());
  EXPECT_THAT(tenant->FindResource("https://blob.core.windows.net"), IsNull());
}

TEST(DirectoryTest, KnowsWhatAzuresSdksAskForByDefault) {
  Directory directory;
  ASSERT_TRUE(directory.Merge(Parse(kContoso)).ok());
  const auto tenant = directory.FindTenant("contoso.onmicrosoft.com");
  for (const char* uri : {"https://database.windows.net/",
                          "https://ossrdbms-aad.database.windows.net",
                          "https://servicebus.azure.net",
                          "https://eventhubs.azure.net",
                          "https://cosmos.azure.com",
                          "https://monitor.azure.com",
                          "https://api.loganalytics.io",
                          "https://batch.core.windows.net/",
                          "https://dev.azuresynapse.net",
                          "499b84ac-1321-427f-aa17-267ca6975798",
                          "6dae42f8-4368-4678-94ff-3960e28e3630",
                          "https://azconfig.io",
                          "https://contoso.azconfig.io",
                          "https://appconfig.azure.com",
                          "https://managedhsm.azure.net",
                          "https://purview.azure.net",
                          "https://iothubs.azure.net",
                          "https://digitaltwins.azure.net",
                          "https://eventgrid.azure.net",
                          "https://cognitiveservices.azure.com",
                          "https://search.azure.com",
                          "https://communication.azure.com",
                          "https://containerregistry.azure.net",
                          "https://webpubsub.azure.com",
                          "https://signalr.azure.com",
                          "https://atlas.microsoft.com",
                          "https://azurehealthcareapis.com",
                          "https://contoso.documents.azure.com"}) {
    EXPECT_THAT(tenant->FindResource(uri), NotNull()) << uri;
  }
  EXPECT_EQ(tenant->FindResource("https://servicebus.azure.net"),
            tenant->FindResource("https://contoso.servicebus.windows.net/"));
  EXPECT_NE(tenant->FindResource("https://signalr.azure.com")->app_id,
            tenant->FindResource("https://webpubsub.azure.com")->app_id);
}

TEST(DirectoryTest, TakesAResourceAfterSpn) {
  Directory directory;
  ASSERT_TRUE(directory.Merge(Parse(kContoso)).ok());
  const auto tenant = directory.FindTenant("contoso.onmicrosoft.com");
  for (const char* name :
       {"6dae42f8-4368-4678-94ff-3960e28e3630", "aaaaaaaa-2222-4333-8444-555555555555"}) {
    ASSERT_THAT(tenant->FindResource(name), NotNull());
    EXPECT_EQ(tenant->FindResource(absl::StrCat("spn:", name)), tenant->FindResource(name));
  }
  EXPECT_THAT(tenant->FindResource("spn:nobody"), IsNull());
}

TEST(DirectoryTest, ATenantsOwnResourceComesBeforeMicrosofts) {
  Directory directory;
  ASSERT_TRUE(
      directory
          .Merge(Parse(R"pb(tenants {
                              id: "t"
                              resources { uri: "https://storage.azure.com/" no_bound_tokens: true }
                            })pb"))
          .ok());
  const auto tenant = directory.FindTenant("t");
  EXPECT_TRUE(tenant->FindResource("https://storage.azure.com")->no_bound_tokens);
}

TEST(DirectoryTest, TakesApplicationsForResources) {
  Directory directory;
  ASSERT_TRUE(directory.Merge(Parse(kContoso)).ok());
  const auto tenant = directory.FindTenant("contoso.onmicrosoft.com");
  const Resource* own = tenant->FindResource("api://aaaaaaaa-2222-4333-8444-555555555555");
  ASSERT_THAT(own, NotNull());
  EXPECT_EQ(own->token_version, 2);
  EXPECT_THAT(tenant->FindResource("aaaaaaaa-2222-4333-8444-555555555555"), NotNull());
  EXPECT_EQ(tenant->FindResource("https://api.contoso.example")->token_lifetime, absl::Seconds(60));
}

TEST(DirectoryTest, KnowsWhomAnApplicationTrusts) {
  Directory directory;
  ASSERT_TRUE(directory
                  .Merge(Parse(R"pb(
                    tenants {
                      id: "t.example"
                      domains: "T.Onmicrosoft.com"
                      applications {
                        app_id: "a"
                        federated_credentials { issuer: "https://i.example" subject: "S" }
                      }
                    }
                    issuers { url: "https://i.example" }
                    organizations {
                      name: "Contoso"
                      id: "0f9"
                      access_tokens: "t"
                      service_connections { id: "c" name: "n" project: "p" }
                    })pb"))
                  .ok());
  const auto tenant = directory.FindTenant("t.example");
  EXPECT_TRUE(tenant->IsNamed("t.onmicrosoft.com"));
  EXPECT_TRUE(tenant->IsNamed("T.example"));
  EXPECT_FALSE(tenant->IsNamed("common"));
  const auto& trusts = tenant->FindApplication("a")->federated_credentials;
  ASSERT_EQ(trusts.size(), 1u);
  EXPECT_EQ(trusts[0].audience, "api://AzureADTokenExchange");
  const auto organization = directory.FindOrganization("contoso");
  ASSERT_THAT(organization, NotNull());
  EXPECT_EQ(organization->service_connections[0].project, "p");
  EXPECT_TRUE(directory.issuers().IsReachable("https://i.example"));
  EXPECT_TRUE(directory.issuers().IsReachable("https://vstoken.dev.azure.com/0f9"));
  EXPECT_THAT(directory.FindOrganization("fabrikam"), IsNull());
}

TEST(DirectoryTest, AddsToATenantThatIsThere) {
  Directory directory;
  ASSERT_TRUE(directory.Merge(Parse(kContoso)).ok());
  const auto before = directory.FindTenant("contoso.onmicrosoft.com");
  ASSERT_TRUE(directory
                  .Merge(Parse(R"pb(tenants {
                                      id: "11111111-2222-4333-8444-555555555555"
                                      applications { app_id: "second" }
                                    })pb"))
                  .ok());
  const auto after = directory.FindTenant("contoso.onmicrosoft.com");
  EXPECT_THAT(after->FindApplication("second"), NotNull());
  EXPECT_THAT(after->FindApplication("aaaaaaaa-2222-4333-8444-555555555555"), NotNull());
  EXPECT_EQ(after->display_name, "Contoso");
  EXPECT_THAT(before->FindApplication("second"), IsNull()) << "readers keep what they had";
}

TEST(DirectoryTest, ForgetsARemovedTenantAndItsDomains) {
  Directory directory;
  ASSERT_TRUE(directory.Merge(Parse(kContoso)).ok());
  EXPECT_TRUE(directory.RemoveTenant("11111111-2222-4333-8444-555555555555"));
  EXPECT_FALSE(directory.RemoveTenant("11111111-2222-4333-8444-555555555555"));
  EXPECT_THAT(directory.FindTenant("contoso.onmicrosoft.com"), IsNull());
}

TEST(DirectoryTest, CreatesUnknownTenantsOnlyIfAskedToAndOnlyFromGuids) {
  constexpr char kUnknown[] = "99999999-2222-4333-8444-555555555555";
  Directory strict;
  EXPECT_THAT(strict.FindTenant(kUnknown), IsNull());
  Directory::Options options;
  options.create_unknown_tenants = true;
  Directory lenient(options);
  EXPECT_THAT(lenient.FindTenant(kUnknown), NotNull());
  EXPECT_THAT(lenient.FindTenant("unknown.example"), IsNull());
  EXPECT_THAT(lenient.FindTenant("00000000-0000-0000-0000-000000000000"), IsNull());
}

TEST(DirectoryTest, NamesTheFieldThatIsWrong) {
  EXPECT_EQ(MergeFault(R"pb(tenants {
                              id: "t.example"
                              applications { app_id: "a" }
                              applications {
                                app_id: "b"
                                secrets { value: "s" not_after: "tomorrow" }
                              }
                            })pb"),
            "tenants[0].applications[1].secrets[0].not_after: \"tomorrow\" is not an RFC 3339 "
            "time");
  EXPECT_EQ(MergeFault(R"pb(tenants {})pb"), "tenants[0].id: is required");
  EXPECT_EQ(MergeFault(R"pb(tenants {
                              id: "t.example"
                              applications { app_id: "a" certificates: "leaf.pem" }
                            })pb"),
            "tenants[0].applications[0].certificates[0]: no PEM certificate found");
  EXPECT_EQ(MergeFault(R"pb(tenants {
                              id: "t.example"
                              applications {
                                app_id: "a"
                                federated_credentials { issuer: "i" }
                              }
                            })pb"),
            "tenants[0].applications[0].federated_credentials[0].subject: is required");
  EXPECT_EQ(MergeFault(R"pb(issuers { url: "https://i" jwks_json: "[]" })pb"),
            "issuers[0].jwks_json: not a JSON object with an array \"keys\"");
  EXPECT_EQ(MergeFault(R"pb(organizations { name: "o" })pb"), "organizations[0].id: is required");
  EXPECT_EQ(MergeFault(R"pb(tenants { id: "a/b" })pb"),
            "tenants[0].id: \"a/b\" has characters other than letters, digits, \"-\" and \".\"");
  EXPECT_EQ(MergeFault(R"pb(tenants { id: "Common" })pb"),
            "tenants[0].id: \"Common\" stands for no one tenant");
  EXPECT_EQ(MergeFault(R"pb(tenants { id: "a.b" }
                            tenants { id: "A.B" })pb"),
            "tenants[1].id: \"A.B\" is given twice");
  EXPECT_EQ(MergeFault(R"pb(tenants {
                              id: "a.b"
                              applications { display_name: "x" }
                            })pb"),
            "tenants[0].applications[0].app_id: is required");
  EXPECT_EQ(MergeFault(R"pb(tenants {
                              id: "a.b"
                              applications {
                                app_id: "x"
                                secrets {}
                              }
                            })pb"),
            "tenants[0].applications[0].secrets[0].value: is required");
  EXPECT_EQ(MergeFault(R"pb(tenants {
                              id: "a.b"
                              resources { uri: "u" token_version: 3 }
                            })pb"),
            "tenants[0].resources[0].token_version: 3 is neither 1 nor 2");
  EXPECT_EQ(MergeFault("tenants { id: 'a.b' resources { token_version: 1 } }"),
            "tenants[0].resources[0].uri: is required, or app_id");
  EXPECT_EQ(MergeFault(R"pb(tenants {
                              id: "a.b"
                              applications {
                                app_id: "x"
                                redirect_uris: "https://a.b"
                                single_page_redirect_uris: "https://a.b"
                              }
                            })pb"),
            "tenants[0].applications[0].single_page_redirect_uris[0]: \"https://a.b\" is one of "
            "redirect_uris too");
}

TEST(DirectoryTest, NeverShowsASecretInAFault) {
  EXPECT_EQ(MergeFault(R"pb(tenants {
                              id: "a.b"
                              applications {
                                app_id: "x"
                                secrets {
                                  value: "hunter2"
                                  not_before: "2026-02-01T00:00:00Z"
                                  not_after: "2026-01-01T00:00:00Z"
                                }
                              }
                            })pb"),
            "tenants[0].applications[0].secrets[0].not_after: \"2026-01-01T00:00:00Z\" is before "
            "not_before");
}

TEST(DirectoryTest, RefusesADomainOfAnotherTenantAndKeepsWhatItHad) {
  Directory directory;
  ASSERT_TRUE(directory.Merge(Parse(kContoso)).ok());
  const absl::Status status = directory.Merge(
      Parse(R"pb(tenants { id: "new.example" }
                 tenants { id: "thief.example" domains: "contoso.onmicrosoft.com" })pb"));
  EXPECT_EQ(status.message(),
            "tenants[1].domains[0]: \"contoso.onmicrosoft.com\" belongs to another tenant");
  EXPECT_THAT(directory.FindTenant("new.example"), IsNull());
}

TEST(DirectoryTest, ShipsADefaultTenantWithOneApplication) {
  Directory directory;
  ASSERT_TRUE(directory.Merge(DefaultDirectory()).ok());
  const auto tenant = directory.FindTenant(kDefaultTenantId);
  ASSERT_THAT(tenant, NotNull());
  ASSERT_THAT(tenant->FindApplication(kDefaultClientId), NotNull());
  EXPECT_EQ(tenant->FindApplication(kDefaultClientId)->secrets[0].value, kDefaultClientSecret);
  EXPECT_EQ(directory.FindTenant("azmock.example"), tenant);
}

TEST(DirectoryTest, ServesReadersWhileWritersChangeIt) {
  Directory directory;
  ASSERT_TRUE(directory.Merge(Parse(kContoso)).ok());
  std::thread writer([&] {
    for (int i = 0; i < 200; ++i) {
      const std::string id = absl::StrCat("t", i % 7, ".example");
      EXPECT_TRUE(directory.CreateTenant(id).ok());
      if (i % 3 == 0) directory.RemoveTenant(id);
    }
  });
  for (int i = 0; i < 2000; ++i) {
    const auto tenant = directory.FindTenant("contoso.onmicrosoft.com");
    ASSERT_THAT(tenant, NotNull());
    ASSERT_THAT(tenant->FindResource("https://vault.azure.net"), NotNull());
  }
  writer.join();
}

TEST(DirectoryTest, WhatIsExportedMakesTheSameDirectoryAgain) {
  Directory directory;
  ASSERT_TRUE(directory.Merge(Parse(kContoso)).ok());
  ASSERT_TRUE(directory
                  .Merge(Parse(R"pb(
                    tenants {
                      id: "fabrikam.example"
                      applications { app_id: "b" disabled: true }
                    }
                    issuers { url: "https://issuer.example" }
                    organizations { name: "fabrikam" id: "o" access_tokens: "t" })pb"))
                  .ok());
  const scenario::EntraDirectory exported = directory.Export();
  Directory other;
  ASSERT_TRUE(other.Replace(exported).ok());
  EXPECT_EQ(other.Export().SerializeAsString(), exported.SerializeAsString());
  EXPECT_THAT(other.FindTenant("contoso.onmicrosoft.com"), NotNull());
  EXPECT_TRUE(other.FindTenant("fabrikam.example")->FindApplication("b")->disabled);
  EXPECT_THAT(other.FindOrganization("fabrikam"), NotNull());
  EXPECT_TRUE(other.issuers().IsReachable("https://issuer.example"));
}

TEST(DirectoryTest, ReplacingTakesAwayWhatIsNotGiven) {
  Directory directory;
  ASSERT_TRUE(directory.Merge(Parse(kContoso)).ok());
  ASSERT_TRUE(directory
                  .Merge(Parse(R"pb(issuers { url: "https://issuer.example" }
                                    organizations { name: "o" id: "o" })pb"))
                  .ok());
  ASSERT_TRUE(directory.Replace(Parse(R"pb(tenants { id: "fabrikam.example" })pb")).ok());
  EXPECT_THAT(directory.TenantIds(), ::testing::ElementsAre("fabrikam.example"));
  EXPECT_THAT(directory.FindTenant("contoso.onmicrosoft.com"), IsNull());
  EXPECT_FALSE(directory.issuers().IsReachable("https://issuer.example"));
  EXPECT_FALSE(directory.issuers().IsReachable("https://vstoken.dev.azure.com/o"));
  EXPECT_THAT(directory.FindOrganization("o"), IsNull());
}

TEST(DirectoryTest, AFaultyReplacementChangesNothing) {
  Directory directory;
  ASSERT_TRUE(directory.Merge(Parse(kContoso)).ok());
  EXPECT_FALSE(directory.Replace(Parse(R"pb(tenants { id: "common" })pb")).ok());
  EXPECT_THAT(directory.FindTenant("contoso.onmicrosoft.com"), NotNull());
}

TEST(DirectoryTest, RemovesOneApplicationAndKeepsTheRest) {
  Directory directory;
  ASSERT_TRUE(directory.Merge(Parse(kContoso)).ok());
  const absl::Status removed =
      directory.Remove(Parse(R"pb(tenants {
                                    id: "11111111-2222-4333-8444-555555555555"
                                    applications { app_id: "aaaaaaaa-2222-4333-8444-555555555555" }
                                  })pb"));
  ASSERT_TRUE(removed.ok()) << removed;
  const auto tenant = directory.FindTenant("contoso.onmicrosoft.com");
  ASSERT_THAT(tenant, NotNull());
  EXPECT_THAT(tenant->FindApplication("AAAAAAAA-2222-4333-8444-555555555555"), IsNull());
  EXPECT_THAT(tenant->FindResource("api://aaaaaaaa-2222-4333-8444-555555555555"), IsNull());
  EXPECT_THAT(tenant->FindResource("https://api.contoso.example"), NotNull());
}

TEST(DirectoryTest, ManagedIdentitiesHaveIdsThatStayTheSame) {
  Directory directory;
  ASSERT_TRUE(directory
                  .Merge(Parse(R"pb(tenants {
                                      id: "contoso.example"
                                      managed_identities { name: "web" }
                                      managed_identities {
                                        name: "named"
                                        client_id: "c"
                                        principal_id: "p"
                                        resource_id: "/r"
                                      }
                                    })pb"))
                  .ok());
  const auto tenant = directory.FindTenant("contoso.example");
  const ManagedIdentity* web = tenant->FindManagedIdentity("web");
  ASSERT_THAT(web, NotNull());
  EXPECT_EQ(web->client_id.size(), 36u);
  EXPECT_EQ(web->principal_id.size(), 36u);
  EXPECT_NE(web->client_id, web->principal_id);
  EXPECT_NE(web->resource_id.find("/userAssignedIdentities/web"), std::string::npos);
  EXPECT_EQ(tenant->FindManagedIdentity("named")->resource_id, "/r");
  EXPECT_THAT(tenant->FindManagedIdentity("other"), IsNull());
  EXPECT_EQ(tenant->FindManagedIdentityOfClient("C")->name, "named");
  EXPECT_THAT(tenant->FindManagedIdentityOfClient("named"), IsNull());
}

}  // namespace
}  // namespace mock::entra
