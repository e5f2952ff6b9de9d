#include "identity/internal/proofs/client_assertion_jwt.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/seams/process_runner.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_random.h"
#include "identity/testing/status_matchers.h"
#include "nlohmann/json.hpp"

namespace azure::identity::internal {
namespace {

using ::testing::SizeIs;

constexpr char kUuid[] = "01234567-89ab-4cde-8f01-23456789abcd";
constexpr char kClient[] = "00000000-0000-0000-0000-00000000000a";

std::string Path(const std::string& name) { return "identity/testdata/certificates/" + name; }

std::string File(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << path;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void Write(const std::string& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

class ClientAssertionJwtTest : public ::testing::Test {
 protected:
  ClientAssertionJwtTest() {
    auto parsed = ParseCertificates(
        absl::StrCat(File(Path("root.pem")), File(Path("leaf.pem")), File(Path("key_pkcs8.pem"))));
    EXPECT_THAT(parsed, IsOk());
    auto signer = SigningCertificate::Create(parsed->certificates, parsed->key);
    EXPECT_THAT(signer, IsOk());
    signer_.push_back(*std::move(signer));
  }

  const SigningCertificate& signer() const { return signer_.front(); }

  // The three segments, as they are.
  std::vector<std::string> Sign(const ClientAssertionJwt& jwt) {
    const auto assertion = SignClientAssertion(jwt, signer(), clock_, random_);
    EXPECT_THAT(assertion, IsOk());
    return absl::StrSplit(assertion.value_or(""), '.');
  }

  static std::string Decode(const std::string& segment) {
    std::string bytes;
    EXPECT_TRUE(absl::WebSafeBase64Unescape(segment, &bytes)) << segment;
    return bytes;
  }

  std::vector<SigningCertificate> signer_;
  FakeClock clock_{FakeClock::Sleep::kWaits, absl::FromUnixMillis(1'800'000'000'999)};
  FakeRandom random_{FakeRandom::ForUuid(kUuid)};
};

constexpr char kTokenEndpoint[] = "https://login.microsoftonline.com/tenant/oauth2/v2.0/token";

TEST_F(ClientAssertionJwtTest, WritesHeaderAndClaimsAsMsalDoes) {
  const auto segments = Sign({kTokenEndpoint, kClient});
  ASSERT_THAT(segments, SizeIs(3));
  EXPECT_EQ(Decode(segments[0]),
            absl::StrCat(R"({"alg":"PS256","typ":"JWT","x5t#S256":")",
                         absl::Base64Escape(signer().certificate().sha256_thumbprint()), R"("})"));
  EXPECT_EQ(Decode(segments[1]),
            absl::StrCat(R"({"aud":")", kTokenEndpoint, R"(","exp":1800000600,"iss":")", kClient,
                         R"(","jti":")", kUuid, R"(","nbf":1800000000,"sub":")", kClient, R"("})"));
}

TEST_F(ClientAssertionJwtTest, SendsTheChainOnRequest) {
  const auto segments =
      Sign({kTokenEndpoint, kClient, SignatureAlgorithm::kPs256, /*send_certificate_chain=*/true});
  const auto header = nlohmann::json::parse(Decode(segments[0]));
  EXPECT_EQ(header.at("x5c").get<std::vector<std::string>>(), signer().x5c());
  EXPECT_THAT(signer().x5c(), SizeIs(2));
  EXPECT_EQ(header.at("x5c")[0], absl::Base64Escape(signer().certificate().der()));
}

// The openssl command has made the expected one; see make.sh.
TEST_F(ClientAssertionJwtTest, EqualsWhatOpensslSignsForAdfs) {
  const auto assertion = SignClientAssertion(
      {"https://adfs.contoso.com/adfs/oauth2/token", kClient, SignatureAlgorithm::kRs256}, signer(),
      clock_, random_);
  EXPECT_THAT(assertion, IsOkAndHolds(File(Path("assertion_rs256.txt"))));
}

TEST_F(ClientAssertionJwtTest, VerifiesWithTheOpensslCommand) {
  const auto segments = Sign({kTokenEndpoint, kClient});
  const std::string folder = ::testing::TempDir();
  Write(folder + "/signed", absl::StrCat(segments[0], ".", segments[1]));
  Write(folder + "/signature", Decode(segments[2]));

  const char* const program = std::getenv("OPENSSL");
  ASSERT_NE(program, nullptr);
  const auto openssl = [program](const std::vector<std::string>& arguments) {
    ProcessRequest request;
    request.argv = {program};
    request.argv.insert(request.argv.end(), arguments.begin(), arguments.end());
    return RealProcessRunner()->Run(Context::Background(), request);
  };
  const auto public_key = openssl({"x509", "-in", Path("leaf.pem"), "-noout", "-pubkey"});
  ASSERT_THAT(public_key, IsOk());
  Write(folder + "/public.pem", public_key->out);
  const auto verified =
      openssl({"dgst", "-sha256", "-verify", folder + "/public.pem", "-signature",
               folder + "/signature", "-sigopt", "rsa_padding_mode:pss", "-sigopt",
               "rsa_pss_saltlen:32", "-sigopt", "rsa_mgf1_md:sha256", folder + "/signed"});
  ASSERT_THAT(verified, IsOk());
  EXPECT_EQ(verified->out, "Verified OK\n") << verified->err;
  EXPECT_EQ(verified->exit_code, 0);
}

TEST_F(ClientAssertionJwtTest, IsNewEachTime) {
  const auto random = RealRandom();
  const ClientAssertionJwt jwt = {kTokenEndpoint, kClient, SignatureAlgorithm::kRs256};
  EXPECT_NE(SignClientAssertion(jwt, signer(), clock_, *random).value(),
            SignClientAssertion(jwt, signer(), clock_, *random).value());
}

TEST_F(ClientAssertionJwtTest, SurvivesAClientIdThatIsNotUtf8) {
  const auto segments = Sign({kTokenEndpoint, "\"\xff<>"});
  const auto claims = nlohmann::json::parse(Decode(segments[1]));
  EXPECT_EQ(claims.at("sub"), "\"\xEF\xBF\xBD<>");
}

}  // namespace
}  // namespace azure::identity::internal
