#include "mock_entra/tokens/resource_scope.h"

#include <gmock/gmock.h>
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

}  // namespace
}  // namespace mock::entra
