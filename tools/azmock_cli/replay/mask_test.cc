#include "tools/azmock_cli/replay/mask.h"

#include "gtest/gtest.h"

namespace azmock {
namespace {

TEST(MaskTest, HidesWhatIsGenerated) {
  EXPECT_EQ(MaskVolatile("read tcp 127.0.0.1:53412->127.0.0.1:443: read"),
            "read tcp 127.0.0.1:<port>->127.0.0.1:<port>: read");
  EXPECT_EQ(MaskVolatile("Trace ID: 03da4b8e-5ffe-48ca-9754-aff4276f0100 Timestamp: "
                         "2026-01-01 00:00:00Z\""),
            "Trace ID: <uuid> Timestamp: <time>\"");
  EXPECT_EQ(MaskVolatile("\"correlation_id\": \"7b12f9bb-2eef-42e3-ad75-eee69ec9088d\""),
            "\"correlation_id\": \"<uuid>\"");
  EXPECT_EQ(MaskVolatile("(Try=2/1.5ms, OpTime=2s) -- RESPONSE"),
            "(Try=2/<duration>, OpTime=<duration>) -- RESPONSE");
  EXPECT_EQ(MaskVolatile("End Try #1, Delay=812.3ms"), "End Try #1, Delay=<duration>");
}

TEST(MaskTest, LeavesWhatTheUserGave) {
  const std::string text =
      "app '86be4c01-505b-45e9-bfc0-9b825fd84ae1' at https://host:8443 port 127.0.0.2:80";
  EXPECT_EQ(MaskVolatile(text), text);
}

TEST(MaskTest, HidesTheKeysOfIssuersButNoCertificates) {
  EXPECT_EQ(MaskVolatile(R"("kid": "dJ6SxJ9UhE61E1sxfi-JOeqSBTQ")"), R"("kid": "<key>")");
  EXPECT_EQ(MaskVolatile(R"("x5t": "dJ6SxJ9UhE61E1sxfi-JOeqSBTQ")"), R"("x5t": "<key>")");
  EXPECT_EQ(MaskVolatile("Thumbprint of key used by client: '"
                         "A5C805732BC71DA7F4EEC81C47AF0B00980297B4'"),
            "Thumbprint of key used by client: '<key>'");
  EXPECT_EQ(MaskVolatile("Found key 'Start=01/14/2026 12:00:00, End=01/14/2031 12:00:00']"),
            "Found key 'Start=<time>, End=<time>']");
  const std::string certificate = R"("x5t#S256": "OUZuqImRJrwTJg/8THEcMtAzJTan1XX72vvjusQkc3A=")";
  EXPECT_EQ(MaskVolatile(certificate), certificate);
  const std::string padded = R"("x5t": "dJ6SxJ9UhE61E1sxfi/JOeqSBTQ=")";
  EXPECT_EQ(MaskVolatile(padded), padded);
}

TEST(MaskTest, HidesTheCertificateOfAServiceFabricCluster) {
  EXPECT_EQ(MaskVolatile("its SHA-1 thumbprint A5C805732BC71DA7F4EEC81C47AF0B00980297B4 did not"),
            "its SHA-1 thumbprint <thumbprint> did not");
}

TEST(MaskTest, HidesWhatTiesACodeToItsSignIn) {
  EXPECT_EQ(MaskVolatile(R"("state=6694d2c4-22ac-4208-a007-2939487f6999")"), R"("state=<uuid>")");
  EXPECT_EQ(
      MaskVolatile("mismatched OAuth state, req(6694d2c4-22ac-4208-a007-2939487f6999), resp(x)"),
      "mismatched OAuth state, req(<uuid>), resp(x)");
  EXPECT_EQ(MaskVolatile(R"("code_challenge=PrNXJ1uVpNezfos5OScan52wjGj3uEhK6R2WdTRJwIc")"),
            R"("code_challenge=<challenge>")");
  EXPECT_EQ(MaskVolatile(R"("code_challenge_method=S256")"), R"("code_challenge_method=S256")");
}

TEST(MaskTest, HidesTheIdsOfAssertions) {
  EXPECT_EQ(MaskVolatile(R"("jti": "6694d2c4-22ac-4208-a007-2939487f6999")"), R"("jti": "<uuid>")");
  EXPECT_EQ(MaskVolatile(R"("uti": "AbCdEfGhIjKlMnOpQrSt-_")"), R"("uti": "<id>")");
}

}  // namespace
}  // namespace azmock
