#include "mock_entra/tokens/token_response.h"

#include <gtest/gtest.h>

namespace mock::entra {
namespace {

TokenResponse Sample(Version version) {
  TokenResponse response;
  response.version = version;
  response.issued = absl::FromUnixSeconds(1768478400);
  response.lifetime = absl::Seconds(600);
  response.resource = "https://vault.azure.net";
  response.access_token = "a.b.c";
  return response;
}

TEST(TokenResponseTest, OfAnApplicationHasNothingButTheToken) {
  EXPECT_EQ(TokenResponseBody(Sample(Version::kV2)),
            R"({"token_type":"Bearer","expires_in":600,"ext_expires_in":600,)"
            R"("access_token":"a.b.c"})");
}

TEST(TokenResponseTest, OfV1HasTextsAndTimes) {
  EXPECT_EQ(TokenResponseBody(Sample(Version::kV1)),
            R"({"token_type":"Bearer","expires_in":"600","ext_expires_in":"600",)"
            R"("expires_on":"1768479001","not_before":"1768478100",)"
            R"("resource":"https://vault.azure.net","access_token":"a.b.c"})");
}

TEST(TokenResponseTest, OfAUserHasTheRestInEntrasOrder) {
  TokenResponse response = Sample(Version::kV2);
  response.scope = "openid";
  response.refresh_token = "r";
  response.foci = "1";
  response.id_token = "i";
  response.client_info = "c";
  EXPECT_EQ(TokenResponseBody(response),
            R"({"token_type":"Bearer","scope":"openid","expires_in":600,"ext_expires_in":600,)"
            R"("access_token":"a.b.c","refresh_token":"r","foci":"1","id_token":"i",)"
            R"("client_info":"c"})");
}

}  // namespace
}  // namespace mock::entra
