#include "tools/explain/mask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace azmock::explain {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(MaskTest, KnowsSecretsByNameAndForm) {
  const MaskedText masked = Mask(
      "client_secret=hunter2hunter2&client_id=1 \"password\": \"pa55word\" sig=abcdef%3D&se=1 "
      "http://me:hunter2@proxy:80/");
  EXPECT_THAT(masked.kinds, ElementsAre("client_secret", "password", "sas", "url_password"));
  EXPECT_EQ(masked.text,
            "client_secret=[masked client_secret]&client_id=1 \"password\": \"[masked password]\" "
            "sig=[masked sas]&se=1 http://me:[masked url_password]@proxy:80/");
}

TEST(MaskTest, KnowsSecretsOfCommandsSettingsAndCode) {
  for (const char* text : {
           "az login --service-principal -u a -p 'Hunter2 Hunter2'",
           "Connect-X -ClientSecret Hunter2Hunter2",
           "ConvertTo-SecureString -String \"Hunter2 Hunter2\" -AsPlainText",
           "Uid=a;Pwd={Hunter2;Hunter2};Encrypt=yes",
           "<o:Password Type='text'>Hunter2Hunter2</o:Password>",
           "new ClientSecretCredential(tenantId, clientId, \"Hunter2 Hunter2\")",
           "AZURE_PASSWORD='Hunter2 Hunter2'",
           "body=client_secret%3DHunter2%2FHunter2%26grant_type",
           "ARM_ACCESS_KEY=Hunter2/Hunter2==",
           "AZURE_DEVOPS_EXT_PAT=Hunter2Hunter2Hunter2Hunter2",
           "ghs_Hunter2Hunter2Hunter2Hunter2Hunter2Hunter2",
       }) {
    const MaskedText masked = Mask(text);
    EXPECT_THAT(masked.text, Not(HasSubstr("Hunter2"))) << text;
    EXPECT_EQ(masked.kinds.size(), 1U) << text;
  }
}

TEST(MaskTest, WordsOfSentencesAndWhatIsMaskedStay) {
  for (const char* text :
       {"Invalid client secret provided.", "password: AADSTS50126: no", "client_secret=***",
        "\"code\":\"InvalidAuthenticationTokenTenant\"", "client_secret: REDACTED",
        "parameter: 'client_assertion' or 'client_secret'.", "https://host:443/path"}) {
    const MaskedText masked = Mask(text);
    EXPECT_EQ(masked.text, text);
    EXPECT_THAT(masked.kinds, IsEmpty()) << text;
  }
}

TEST(MaskTest, TokensOfResponsesAreSecretsAndClaimsOfChallengesAreNone) {
  EXPECT_THAT(Mask(R"({"access_token":"short","id_token":"also-short"})").kinds,
              ElementsAre("token"));
  EXPECT_THAT(
      Mask("eyJhY2Nlc3NfdG9rZW4iOiJleUowZVhBaU9pSktWMVFpTENKaGJHY2lPaUp1YjI1bEluMCJ9").kinds,
      ElementsAre("token"));
  for (const char* text :
       {R"(claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ==")",
        "az login --claims-challenge eyJpZF90b2tlbiI6eyJhdXRoX3RpbWUiOnsiZXNzZW50aWFsIjp0cnVlfX19",
        "    token = credential.get_token(scope)",
        "failed to acquire a token: ClientSecretCredential authentication failed"}) {
    EXPECT_THAT(Mask(text).kinds, IsEmpty()) << text;
  }
}

}  // namespace
}  // namespace azmock::explain
