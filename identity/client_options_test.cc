#include "identity/client_options.h"

#include "gtest/gtest.h"

namespace azure::identity {
namespace {

TEST(CloudConfigurationTest, KnowsTheAuthorities) {
  EXPECT_EQ(AzurePublic().authority_host, "https://login.microsoftonline.com/");
  EXPECT_EQ(AzureGovernment().authority_host, "https://login.microsoftonline.us/");
  EXPECT_EQ(AzureChina().authority_host, "https://login.chinacloudapi.cn/");
}

}  // namespace
}  // namespace azure::identity
