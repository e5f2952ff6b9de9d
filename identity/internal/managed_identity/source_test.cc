#include "identity/internal/managed_identity/source.h"

#include <map>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_file_system.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using Source = ManagedIdentitySource;

std::string Find(const std::map<std::string, std::string>& variables, bool agent = false) {
  FakeFileSystem files;
  if (agent) files.Write("/opt/azcmagent/bin/himds", "");
  return std::string(
      ManagedIdentitySourceName(FindManagedIdentitySource(FakeEnvironment(variables), files)));
}

TEST(ManagedIdentitySourceTest, TheEnvironmentTellsTheHost) {
  EXPECT_EQ(Find({{"IDENTITY_ENDPOINT", "e"},
                  {"IDENTITY_HEADER", "h"},
                  {"IDENTITY_SERVER_THUMBPRINT", "t"}}),
            "ServiceFabric");
  EXPECT_EQ(Find({{"IDENTITY_ENDPOINT", "e"}, {"IDENTITY_HEADER", "h"}}), "AppService");
  EXPECT_EQ(Find({{"MSI_ENDPOINT", "e"}, {"MSI_SECRET", "s"}}), "AzureML");
  EXPECT_EQ(Find({{"MSI_ENDPOINT", "e"}}), "CloudShell");
  EXPECT_EQ(Find({{"IDENTITY_ENDPOINT", "e"}, {"IMDS_ENDPOINT", "i"}}), "AzureArc");
  EXPECT_EQ(Find({}, /*agent=*/true), "AzureArc");
  EXPECT_EQ(Find({}), "IMDS");
}

TEST(ManagedIdentitySourceTest, TheFirstThatFitsCounts) {
  std::map<std::string, std::string> variables = {
      {"IDENTITY_ENDPOINT", "e"}, {"IDENTITY_HEADER", "h"}, {"IDENTITY_SERVER_THUMBPRINT", "t"},
      {"MSI_ENDPOINT", "e"},      {"MSI_SECRET", "s"},      {"IMDS_ENDPOINT", "i"}};
  EXPECT_EQ(Find(variables, /*agent=*/true), "ServiceFabric");
  variables.erase("IDENTITY_SERVER_THUMBPRINT");
  EXPECT_EQ(Find(variables, /*agent=*/true), "AppService");
  variables.erase("IDENTITY_HEADER");
  EXPECT_EQ(Find(variables, /*agent=*/true), "AzureML");
  variables.erase("MSI_SECRET");
  EXPECT_EQ(Find(variables, /*agent=*/true), "CloudShell");
  variables.erase("MSI_ENDPOINT");
  EXPECT_EQ(Find(variables), "AzureArc");
  variables.erase("IMDS_ENDPOINT");
  EXPECT_EQ(Find(variables), "IMDS");
}

TEST(ManagedIdentitySourceTest, AnEmptyVariableIsNone) {
  EXPECT_EQ(Find({{"IDENTITY_ENDPOINT", "e"},
                  {"IDENTITY_HEADER", "h"},
                  {"IDENTITY_SERVER_THUMBPRINT", ""}}),
            "AppService");
  EXPECT_EQ(Find({{"MSI_ENDPOINT", ""}, {"MSI_SECRET", "s"}}), "IMDS");
  EXPECT_EQ(Find({{"IDENTITY_ENDPOINT", "e"}, {"IDENTITY_HEADER", ""}}), "IMDS");
}

TEST(ManagedIdentitySourceTest, HostsSayWhichIdsTheyTake) {
  const auto check = [](Source source, const ManagedIdentityId& id) {
    return std::string(CheckManagedIdentityId(source, id).message());
  };
  for (const ManagedIdentityId& id :
       {ManagedIdentityId::Client("i"), ManagedIdentityId::Object("i"),
        ManagedIdentityId::Resource("i"), ManagedIdentityId::Client("")}) {
    EXPECT_EQ(check(Source::kCloudShell, id),
              "Cloud Shell doesn't support user-assigned managed identities");
    EXPECT_EQ(check(Source::kServiceFabric, id),
              "Service Fabric API doesn't support specifying a user-assigned identity. The "
              "identity is determined by cluster resource configuration. See "
              "https://aka.ms/servicefabricmi");
    if (id.value().empty()) continue;
    EXPECT_EQ(check(Source::kImds, id), "");
    EXPECT_EQ(check(Source::kAzureArc, id), "");
    EXPECT_EQ(check(Source::kAppService, id), "");
  }
  EXPECT_EQ(check(Source::kAzureMl, ManagedIdentityId::Client("i")), "");
  for (const ManagedIdentityId& id :
       {ManagedIdentityId::Object("i"), ManagedIdentityId::Resource("")}) {
    EXPECT_EQ(check(Source::kAzureMl, id),
              "Azure ML supports specifying a user-assigned managed identity by client ID only");
  }
}

TEST(ManagedIdentitySourceTest, AnEmptyIdIsNamedByItsKind) {
  EXPECT_THAT(
      CheckManagedIdentityId(Source::kImds, ManagedIdentityId::Client("")),
      StatusIs(absl::StatusCode::kInvalidArgument, "empty managedidentity.UserAssignedClientID"));
  EXPECT_THAT(
      CheckManagedIdentityId(Source::kAppService, ManagedIdentityId::Object("")),
      StatusIs(absl::StatusCode::kInvalidArgument, "empty managedidentity.UserAssignedObjectID"));
  EXPECT_THAT(
      CheckManagedIdentityId(Source::kImds, ManagedIdentityId::Resource("")),
      StatusIs(absl::StatusCode::kInvalidArgument, "empty managedidentity.UserAssignedResourceID"));
}

TEST(ManagedIdentitySourceTest, EachSourceHasItsHost) {
  Seams seams;
  seams.environment = std::make_shared<FakeEnvironment>(std::map<std::string, std::string>{
      {"IDENTITY_ENDPOINT", "https://identity/"},
      {"IDENTITY_SERVER_THUMBPRINT", "0123456789ABCDEF0123456789ABCDEF01234567"},
      {"MSI_ENDPOINT", "https://msi/"}});
  const auto url = [&seams](Source source) {
    return (*NewManagedIdentityHost(source, std::nullopt, seams))->TokenRequest("r")->url;
  };
  EXPECT_EQ(url(Source::kServiceFabric),
            "https://identity/?api-version=2019-07-01-preview&resource=r");
  EXPECT_EQ(url(Source::kAppService), "https://identity/?api-version=2019-08-01&resource=r");
  EXPECT_EQ(url(Source::kAzureMl), "https://msi/?api-version=2017-09-01&clientid=&resource=r");
  EXPECT_EQ(url(Source::kCloudShell), "https://msi/");
  EXPECT_EQ(url(Source::kAzureArc), "https://identity/?api-version=2020-06-01&resource=r");
  EXPECT_EQ(url(Source::kImds),
            "http://169.254.169.254/metadata/identity/oauth2/token"
            "?api-version=2018-02-01&resource=r");
}

}  // namespace
}  // namespace azure::identity::internal
