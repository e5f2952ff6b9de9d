#include "mock_entra/tokens/resource_scope.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <memory>

#include "absl/strings/str_cat.h"
#include "mock_entra/testing/testing.h"

namespace mock::entra {
namespace {

class ResourceScopeTest : public ::testing::Test {
 protected:
  ResourceScopeTest() {
    EXPECT_TRUE(directory_.Merge(TestDirectory()).ok());
    scenario::EntraDirectory files;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(
        absl::StrCat("tenants { id: '", kTenant, "' resources { uri: 'api://files' ",
                     "app_id: 'f11e5000-0000-4000-8000-000000000001' scopes: 'Files.Read' } }"),
        &files));
    EXPECT_TRUE(directory_.Merge(files).ok());
    tenant_ = directory_.FindTenant(kTenant);
  }

  std::variant<RequestedResource, Refusal> Find(const std::string& form,
                                                Version version = Version::kV2) {
    return FindRequestedResource(*tenant_,
                                 ParseTokenRequest(Post(kTokenPath, form), kTenant, version));
  }

  // The uri of the resource for a scope, or the code of the refusal.
  std::string Result(const std::string& scope) { return Describe(Find("scope=" + scope)); }

  static std::string Describe(const std::variant<RequestedResource, Refusal>& found) {
    if (const auto* refusal = std::get_if<Refusal>(&found)) return absl::StrCat(refusal->code);
    return std::get<RequestedResource>(found).uri;
  }

  Directory directory_;
  std::shared_ptr<const Tenant> tenant_;
};

TEST_F(ResourceScopeTest, CutsDefaultOffOnce) {
  EXPECT_EQ(Result("https://vault.azure.net/.default"), "https://vault.azure.net");
  EXPECT_EQ(Result("https://management.core.windows.net//.default"),
            "https://management.core.windows.net/");
  EXPECT_EQ(Result("https://vault.azure.net/.default/.default"), "500011");
}

TEST_F(ResourceScopeTest, IgnoresTheScopesThatMsalAdds) {
  EXPECT_EQ(Result("https://vault.azure.net/.default+openid+offline_access+profile"),
            "https://vault.azure.net");
  EXPECT_EQ(Result("openid+offline_access+profile"), "1002012");
}

TEST_F(ResourceScopeTest, TakesClientIdsAndBareDefault) {
  EXPECT_EQ(Result(absl::StrCat(kClient, "/.default")), kClient);
  EXPECT_EQ(Result(absl::StrCat("api://", kClient, "/.default")), absl::StrCat("api://", kClient));
  EXPECT_EQ(Result(".default"), "https://graph.microsoft.com");
}

TEST_F(ResourceScopeTest, RefusesWhatIsNoDefaultScope) {
  EXPECT_EQ(Result("https://vault.azure.net"), "1002012");
  EXPECT_EQ(Result("https://vault.azure.net/user_impersonation"), "1002012");
  EXPECT_EQ(Result("User.Read"), "1002012");
  EXPECT_EQ(Result("/.default"), "1002012");
}

TEST_F(ResourceScopeTest, QuotesTheWholeScopeParameter) {
  const auto found = Find("scope=Sites.Manage.All+offline_access+openid");
  EXPECT_EQ(std::get<Refusal>(found).values.at("scope"), "Sites.Manage.All offline_access openid");
}

TEST_F(ResourceScopeTest, RefusesMixturesAndTwoResources) {
  EXPECT_EQ(Result("https://vault.azure.net/.default+https://vault.azure.net/x"), "70011");
  EXPECT_EQ(Result("https://vault.azure.net/.default+https://storage.azure.com/.default"),
            "700022");
  EXPECT_EQ(Result("https://vault.azure.net/.default+https://vault.azure.net/.default"),
            "https://vault.azure.net");
}

TEST_F(ResourceScopeTest, RefusesUnknownResources) {
  const auto found = Find("scope=https://nobody.example/.default");
  const auto& refusal = std::get<Refusal>(found);
  EXPECT_EQ(refusal.code, 500011);
  EXPECT_EQ(refusal.values.at("resource"), "https://nobody.example");
  EXPECT_EQ(refusal.values.at("tenant"), kTenant);
}

TEST_F(ResourceScopeTest, NeedsAScopeInV2) {
  EXPECT_EQ(Result(""), "900144");
  EXPECT_EQ(Describe(Find("a=b")), "900144");
  EXPECT_EQ(Describe(Find("resource=https://vault.azure.net")), "901002");
}

TEST_F(ResourceScopeTest, TakesAResourceInV1AndAzureAdGraphWithout) {
  EXPECT_EQ(Describe(Find("resource=https://vault.azure.net", Version::kV1)),
            "https://vault.azure.net");
  EXPECT_EQ(Describe(Find("resource=https://nobody.example", Version::kV1)), "500011");
  EXPECT_EQ(Describe(Find("a=b", Version::kV1)), "00000002-0000-0000-c000-000000000000");
}

TEST_F(ResourceScopeTest, AUsersScopesComeBackAsTheyWereAskedFor) {
  const auto echoed = [&](const std::string& scope) {
    const auto found = FindDelegatedScopes(
        *tenant_, ParseTokenRequest(Post(kTokenPath, "scope=" + scope), kTenant, Version::kV2));
    return std::get<RequestedScopes>(found).echoed;
  };
  EXPECT_EQ(echoed("User.Read"), "User.Read");
  EXPECT_EQ(echoed("User.Read+openid+profile+offline_access"), "email openid profile User.Read");
  EXPECT_EQ(echoed("https://graph.microsoft.com/User.Read+openid"),
            "email openid profile https://graph.microsoft.com/User.Read");
  EXPECT_EQ(echoed("openid+profile+offline_access"), "email openid profile User.Read");
  EXPECT_EQ(echoed("https://graph.microsoft.com/.default"),
            "email openid profile https://graph.microsoft.com/User.Read "
            "https://graph.microsoft.com/.default");
  EXPECT_EQ(echoed("https://vault.azure.net/.default+offline_access"),
            "https://vault.azure.net/user_impersonation https://vault.azure.net/.default");
  EXPECT_EQ(echoed("https://management.core.windows.net//.default+openid"),
            "https://management.core.windows.net//user_impersonation "
            "https://management.core.windows.net//.default");
  EXPECT_EQ(echoed("email+https://vault.azure.net/user_impersonation"),
            "https://vault.azure.net/user_impersonation");
}

TEST_F(ResourceScopeTest, RefusesPermissionsThatTheResourceDoesNotHave) {
  const auto refused = [&](const std::string& scope) -> std::string {
    const auto found = FindDelegatedScopes(
        *tenant_, ParseTokenRequest(Post(kTokenPath, "scope=" + scope), kTenant, Version::kV2));
    const auto* const refusal = std::get_if<Refusal>(&found);
    return refusal == nullptr ? ""
                              : absl::StrCat(refusal->code, " ", refusal->values.at("scope"), " ",
                                             refusal->values.at("resourceAppId"));
  };
  EXPECT_EQ(refused("user.read+Mail.Send"), "");
  EXPECT_EQ(refused("User.Read+No.Such"), "650053 No.Such 00000003-0000-0000-c000-000000000000");
  EXPECT_EQ(refused("https://graph.microsoft.com/user_impersonation"),
            "650053 user_impersonation 00000003-0000-0000-c000-000000000000");
  EXPECT_EQ(refused("api://files/Files.Read"), "");
  EXPECT_EQ(refused("api://files/.default"), "");
  EXPECT_EQ(refused("api://files/Files.Write"),
            "650053 Files.Write f11e5000-0000-4000-8000-000000000001");
  EXPECT_EQ(refused("https://vault.azure.net/anything"), "");
}

TEST_F(ResourceScopeTest, OnlyGraphsTokensHaveTheUsersProfile) {
  const auto granted = [&](const std::string& form, Version version) {
    const auto found =
        FindDelegatedScopes(*tenant_, ParseTokenRequest(Post(kTokenPath, form), kTenant, version));
    return std::get<RequestedScopes>(found).granted;
  };
  EXPECT_EQ(granted("scope=https://graph.microsoft.com/.default", Version::kV2),
            "email openid profile User.Read");
  EXPECT_EQ(granted("scope=openid+https://vault.azure.net/.default", Version::kV2),
            "user_impersonation");
  EXPECT_EQ(granted("resource=https://graph.microsoft.com", Version::kV1), "User.Read");
  EXPECT_EQ(granted("resource=https://vault.azure.net", Version::kV1), "user_impersonation");
}

}  // namespace
}  // namespace mock::entra
