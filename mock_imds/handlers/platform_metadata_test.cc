#include "mock_imds/handlers/platform_metadata.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "mock_imds/testing.h"

namespace mock::imds {
namespace {

using ::testing::HasSubstr;

constexpr char kPath[] = "/metadata/identity/getplatformmetadata?cred-api-version=2.0";

std::string Ask(TestHost& host, const std::string& more = "") {
  return Told(HandlePlatformMetadata(host.Receive(Get(kPath + more))));
}

TEST(PlatformMetadataTest, SaysWhatARequestMustSay) {
  TestHost host("kind: IMDS tenant_id: 'the-tenant'");
  EXPECT_EQ(Ask(host), R"(200 {"cuId":{"vmId":"a11ce000-0000-4000-8000-000000000006"},)"
                       R"("clientId":"own-client","tenantId":"the-tenant",)"
                       R"("attestationEndpoint":"https://sharedwus2.wus2.attest.azure.net"})");
}

TEST(PlatformMetadataTest, SaysWhatTheDirectorySays) {
  TestHost host(
      "kind: IMDS tenant_id: 'the-tenant' instance { vm_id: 'v' vmss_id: 's' } "
      "imds_v2 { attestation_endpoint: 'https://attest.example' }");
  EXPECT_EQ(Ask(host),
            R"(200 {"cuId":{"vmId":"v","vmssId":"s"},"clientId":"own-client",)"
            R"("tenantId":"the-tenant","attestationEndpoint":"https://attest.example"})");
}

TEST(PlatformMetadataTest, FindsAnIdentityByEachOfItsIds) {
  TestHost host("kind: IMDS");
  for (const char* id : {"&client_id=SECOND-client", "&object_id=second-object",
                         "&msi_res_id=/subscriptions/second"}) {
    EXPECT_THAT(Ask(host, id), HasSubstr(R"("clientId":"second-client")")) << id;
  }
}

TEST(PlatformMetadataTest, RefusesAsVersion1DoesWhoIsNotAssigned) {
  TestHost host("kind: IMDS", "identities { identity: 'a' } identities { identity: 'b' }");
  for (const char* id : {"&client_id=other", "&object_id=other", "&msi_res_id=/other"}) {
    EXPECT_EQ(Ask(host, id),
              R"(400 {"error":"invalid_request","error_description":"Identity not found"})");
  }
  EXPECT_THAT(Ask(host), HasSubstr("Multiple user assigned identities exist"));
  TestHost lone("kind: IMDS", "identities { identity: 'a' }");
  EXPECT_THAT(Ask(lone), HasSubstr(R"("clientId":"a-client")"));
}

}  // namespace
}  // namespace mock::imds
