#include "mock_common/text/secrets.h"

#include <gtest/gtest.h>

#include <string>

namespace mock::scenario {
namespace {

TEST(SecretsTest, ParametersThatCarrySecretsAreKnown) {
  for (const char* name :
       {"client_secret", "client_assertion", "assertion", "password", "refresh_token", "code",
        "device_code", "user_code", "code_verifier", "id_token_hint", "access_token",
        "subject_token", "CLIENT_SECRET", "clientSecret", "client-secret", "secret"}) {
    EXPECT_TRUE(IsSecretParameter(name)) << name;
  }
}

TEST(SecretsTest, ParametersThatOnlySoundSecretAreShown) {
  for (const char* name :
       {"client_id", "scope", "grant_type", "client_assertion_type", "requested_token_use",
        "token_type", "code_challenge", "code_challenge_method", "claims", "client_info",
        "redirect_uri", "resource", "username", "api-version", "authorization_endpoint", ""}) {
    EXPECT_FALSE(IsSecretParameter(name)) << name;
  }
}

TEST(SecretsTest, ANameThatNoProtocolHasIsTakenForASecret) {
  EXPECT_TRUE(IsSecretParameter(std::string(65, 'x')));
  EXPECT_TRUE(IsSecretHeader(std::string(65, 'x')));
  EXPECT_FALSE(IsSecretParameter(std::string(64, 'x')));
}

TEST(SecretsTest, HeadersThatCarrySecretsAreKnown) {
  for (const char* name : {"Authorization", "proxy-authorization", "Cookie", "X-IDENTITY-HEADER",
                           "Secret", "x-ms-authorization-auxiliary"}) {
    EXPECT_TRUE(IsSecretHeader(name)) << name;
  }
  for (const char* name : {"Accept", "User-Agent", "client-request-id", "Metadata", "x-client-SKU",
                           "Content-Type", "Host"}) {
    EXPECT_FALSE(IsSecretHeader(name)) << name;
  }
}

}  // namespace
}  // namespace mock::scenario
