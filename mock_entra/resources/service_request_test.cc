#include "mock_entra/resources/service_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "mock_entra/testing/testing.h"

namespace mock::entra {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::optional<ServiceRequest> Read(const std::string& host, const std::string& path) {
  http::Request request = Get(path);
  request.host = host.substr(0, host.find(':'));
  request.headers.Set("Host", host);
  return ReadServiceRequest(request);
}

TEST(ServiceRequestTest, RealNamesSayWhichServiceAndCloud) {
  const auto vault = Read("contoso.vault.azure.net", "/secrets/x");
  ASSERT_TRUE(vault);
  EXPECT_EQ(vault->service, Service::kKeyVault);
  EXPECT_EQ(vault->name, "contoso");
  EXPECT_EQ(vault->path, "/secrets/x");
  EXPECT_EQ(vault->base, "https://contoso.vault.azure.net");
  EXPECT_EQ(vault->login, "https://login.microsoftonline.com");

  const auto blobs = Read("contoso.blob.core.usgovcloudapi.net", "/c/b");
  ASSERT_TRUE(blobs);
  EXPECT_EQ(blobs->service, Service::kBlobStorage);
  EXPECT_EQ(blobs->login, "https://login.microsoftonline.us");
  EXPECT_EQ(Read("management.chinacloudapi.cn", "/subscriptions")->service,
            Service::kResourceManager);
  EXPECT_EQ(Read("graph.microsoft.com", "/v1.0/me")->service, Service::kGraph);
}

TEST(ServiceRequestTest, AtTheFakesOwnAddressThePathSaysIt) {
  const auto vault = Read("localhost:8443", "/key_vault/contoso/secrets/x");
  ASSERT_TRUE(vault);
  EXPECT_EQ(vault->service, Service::kKeyVault);
  EXPECT_EQ(vault->name, "contoso");
  EXPECT_EQ(vault->path, "/secrets/x");
  EXPECT_EQ(vault->base, "https://localhost:8443/key_vault/contoso");
  EXPECT_EQ(vault->login, "https://localhost:8443");
  EXPECT_EQ(Read("localhost:8443", "/resource_manager")->path, "/");
  EXPECT_EQ(Read("localhost:8443", "/graph/v1.0/me")->path, "/v1.0/me");
  EXPECT_EQ(Read("localhost:8443", "/blob_storage")->name, "");
}

TEST(ServiceRequestTest, WhatIsEntrasIsNoServices) {
  EXPECT_FALSE(Read("graph.microsoft.com", "/oidc/userinfo"));
  EXPECT_FALSE(Read("login.microsoftonline.com", "/graph/oauth2/token"));
  EXPECT_FALSE(Read("localhost:8443", "/graphs/v1.0/me"));
  EXPECT_FALSE(Read("localhost:8443", "/contoso/oauth2/token"));
  EXPECT_FALSE(Read("vault.azure.net", "/"));
}

TEST(ServiceRequestTest, SegmentsAreThoseWithText) {
  EXPECT_THAT(Segments("//a/b/"), ElementsAre("a", "b"));
  EXPECT_THAT(Segments("/"), IsEmpty());
}

}  // namespace
}  // namespace mock::entra
