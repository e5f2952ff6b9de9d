#include "mock_common/text/secrets.h"

#include <gtest/gtest.h>

#include <string>

namespace mock::scenario {
namespace {

TEST(SecretsTest, NamesThatSoundSecretAreKnown) {
  for (const char* name :
       {"client_secret", "client_assertion", "assertion", "password", "refresh_token", "code",
        "device_code", "user_code", "code_verifier", "id_token_hint", "access_token",
        "subject_token", "CLIENT_SECRET", "clientSecret", "client-secret", "secret"}) {
    EXPECT_TRUE(IsSecretName(name)) << name;
  }
}

TEST(SecretsTest, NamesOfWhatIsPublicDoNotSoundSecret) {
  for (const char* name :
       {"client_id", "scope", "grant_type", "client_assertion_type", "requested_token_use",
        "token_type", "code_challenge", "code_challenge_method", "claims", "client_info",
        "redirect_uri", "resource", "username", "api-version", "authorization_endpoint", ""}) {
    EXPECT_FALSE(IsSecretName(name)) << name;
  }
}

TEST(SecretsTest, ANameThatNoProtocolHasIsTakenForASecret) {
  EXPECT_TRUE(IsSecretName(std::string(65, 'x')));
  EXPECT_TRUE(IsSecretHeader(std::string(65, 'x')));
  EXPECT_FALSE(IsSecretName(std::string(64, 'x')));
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

TEST(SecretsTest, OnlyWhatIsKnownToBeHarmlessIsShown) {
  for (const char* name : {"client_id", "SCOPE", "api-version", "grant_type", "redirect_uri",
                           "state", "$filter", "sv", "se", "mi_res_id", "x-client-SKU", "claims",
                           "actor_token_type", "xms_cc", "code_challenge"}) {
    EXPECT_TRUE(MayShowParameter(name, "value")) << name;
  }
  for (const char* name : {"pass", "api_key", "apikey", "otp", "sig", "key", "pin", "x",
                           "SAMLResponse", "client_secret", "code", "device_code", "user_code",
                           "assertion", "password", "refresh_token", ""}) {
    EXPECT_FALSE(MayShowParameter(name, "value")) << name;
  }
  EXPECT_FALSE(MayShowParameter(std::string(65, 'x'), "value"));
  EXPECT_TRUE(MayShowParameter("x", ""));
  EXPECT_FALSE(MayShowParameter("password", ""));
}

TEST(SecretsTest, AHarmlessNameHidesNoSecret) {
  EXPECT_TRUE(MayShowParameter("claims", R"({"access_token":{"xms_cc":{"values":["CP1"]}}})"));
  EXPECT_TRUE(MayShowParameter("redirect_uri", "http://localhost:1/?state=a&scope=b"));
  EXPECT_TRUE(MayShowParameter("state", "YWI="));
  EXPECT_TRUE(MayShowParameter("state", "YQ=="));
  for (const char* value :
       {"a;client_secret=hunter2", "a; pass=hunter2",
        "https://x.blob.core.windows.net/c?sv=1&sig=h", "http://localhost/#access_token=hunter2",
        "otp=1234", "{\"a\":\"pwd=hunter2\"}"}) {
    EXPECT_FALSE(MayShowParameter("scope", value)) << value;
    EXPECT_FALSE(MayShowHeader("Origin", value)) << value;
  }
}

TEST(SecretsTest, HeadersAreShownIfTheyAreKnown) {
  for (const char* name : {"Accept", "Metadata", "client-request-id", "x-client-SKU", "Host"}) {
    EXPECT_TRUE(MayShowHeader(name, "value")) << name;
  }
  for (const char* name : {"Authorization", "X-Api-Key", "X-Otp", "Cookie", "X-IDENTITY-HEADER",
                           "x-functions-key", "X-Anything"}) {
    EXPECT_FALSE(MayShowHeader(name, "value")) << name;
  }
}

}  // namespace
}  // namespace mock::scenario
