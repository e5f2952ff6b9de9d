#include "identity/internal/proofs/assertion_proof.h"

#include <fstream>
#include <iterator>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/certificates.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/status_matchers.h"
#include "nlohmann/json.hpp"

namespace azure::identity::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

constexpr char kType[] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
constexpr char kEndpoint[] = "https://login.example/token";

SigningCertificate Signer() {
  std::string pem;
  for (const char* name : {"leaf.pem", "root.pem", "key_pkcs8.pem"}) {
    std::ifstream file(std::string("identity/testdata/certificates/") + name);
    pem.append(std::istreambuf_iterator<char>(file), {});
  }
  auto parsed = ParseCertificates(pem).value();
  return SigningCertificate::Create(parsed.certificates, parsed.key).value();
}

ClientProof Proof(bool send_certificate_chain = false) {
  return CertificateProof(Signer(), send_certificate_chain, std::make_shared<FakeClock>(),
                          RealRandom());
}

// The decoded header (0) or claims (1) of the assertion in `fields`.
nlohmann::json Part(const absl::StatusOr<FormFields>& fields, std::size_t index) {
  EXPECT_THAT(fields, IsOk());
  const std::vector<std::string> segments =
      absl::StrSplit(fields->at("client_assertion").view(), '.');
  std::string json;
  EXPECT_TRUE(absl::WebSafeBase64Unescape(segments.at(index), &json));
  return nlohmann::json::parse(json);
}

TEST(AssertionProofTest, SendsWhatTheCallbackGives) {
  const ClientProof proof = AssertionProof([](const Context&) { return "an.assertion"; });
  EXPECT_THAT(
      proof(Context::Background(), {}),
      IsOkAndHolds(ElementsAre(Pair("client_assertion", "an.assertion"),
                               Pair("client_assertion_type", kType), Pair("client_info", "1"))));
}

TEST(AssertionProofTest, FailsAsTheCallbackDoes) {
  const ClientProof proof = AssertionProof([](const Context&) -> absl::StatusOr<std::string> {
    return absl::NotFoundError("no assertion today");
  });
  EXPECT_THAT(proof(Context::Background(), {}),
              StatusIs(absl::StatusCode::kNotFound, "no assertion today"));
}

TEST(AssertionProofTest, HandsTheContextOn) {
  const ClientProof proof = AssertionProof(
      [](const Context& ctx) -> absl::StatusOr<std::string> { return ctx.Err(absl::UnixEpoch()); });
  Context ctx = Context::Background().WithCancel();
  ctx.Cancel();
  EXPECT_THAT(proof(ctx, {}), StatusIs(absl::StatusCode::kCancelled));
}

TEST(CertificateProofTest, SignsForTheRequest) {
  const auto claims =
      Part(Proof()(Context::Background(), {AuthorityKind::kEntra, "the client", kEndpoint}), 1);
  EXPECT_EQ(claims.at("aud"), kEndpoint);
  EXPECT_EQ(claims.at("iss"), "the client");
  EXPECT_EQ(claims.at("sub"), "the client");
}

TEST(CertificateProofTest, ChoosesTheAlgorithmOfTheAuthority) {
  for (const auto& [kind, algorithm, thumbprint] :
       {std::tuple(AuthorityKind::kEntra, "PS256", "x5t#S256"),
        std::tuple(AuthorityKind::kAdfs, "RS256", "x5t"),
        std::tuple(AuthorityKind::kDsts, "RS256", "x5t")}) {
    const auto header = Part(Proof()(Context::Background(), {kind, "c", kEndpoint}), 0);
    EXPECT_EQ(header.at("alg"), algorithm);
    EXPECT_TRUE(header.contains(thumbprint));
    EXPECT_FALSE(header.contains("x5c"));
  }
}

TEST(CertificateProofTest, SendsTheChainToEveryKindOfAuthority) {
  for (const auto kind : {AuthorityKind::kEntra, AuthorityKind::kAdfs}) {
    const auto header = Part(
        Proof(/*send_certificate_chain=*/true)(Context::Background(), {kind, "c", kEndpoint}), 0);
    EXPECT_EQ(header.at("x5c").get<std::vector<std::string>>(), Signer().x5c());
  }
}

TEST(CertificateProofTest, IsNewForEachRequest) {
  const ClientProof proof = Proof();
  const auto jti = [&proof] {
    return Part(proof(Context::Background(), {AuthorityKind::kAdfs, "c", kEndpoint}), 1).at("jti");
  };
  EXPECT_NE(jti(), jti());
}

}  // namespace
}  // namespace azure::identity::internal
