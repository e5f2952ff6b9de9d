#include "identity/certificates.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <ostream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::TestWithParam;
using ::testing::Values;
using ::testing::ValuesIn;

constexpr char kPassword[] = "correct horse";

std::string File(const std::string& name) {
  std::ifstream file("identity/testdata/certificates/" + name, std::ios::binary);
  EXPECT_TRUE(file) << name;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string Files(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += File(name);
  return text;
}

// What a PEM file with one block decodes to.
std::string Der(const std::string& name) {
  const std::vector<std::string> lines = absl::StrSplit(File(name), '\n', absl::SkipEmpty());
  std::string der;
  EXPECT_TRUE(absl::Base64Unescape(absl::StrJoin(lines.begin() + 1, lines.end() - 1, ""), &der));
  return der;
}

std::vector<std::string> Ders(const CertificatesAndKey& parsed) {
  std::vector<std::string> ders;
  for (const auto& certificate : parsed.certificates) ders.push_back(certificate->der());
  return ders;
}

MATCHER(HasTheLeafAndItsKey, "") {
  return arg.ok() && Ders(*arg) == std::vector<std::string>{Der("leaf.pem")} &&
         arg->key->is_rsa() && arg->key->bits() == 2048;
}

// --- PEM -------------------------------------------------------------------------

TEST(ParseCertificatesTest, ReadsPlainPemKeysInBothForms) {
  for (const char* key : {"key_pkcs8.pem", "key_pkcs1.pem"}) {
    EXPECT_THAT(ParseCertificates(Files({"leaf.pem", key})), HasTheLeafAndItsKey()) << key;
  }
}

TEST(ParseCertificatesTest, ReadsAPkcs1KeyThatCallsItselfPkcs8) {
  const std::string key =
      absl::StrReplaceAll(File("key_pkcs1.pem"), {{"RSA PRIVATE KEY", "PRIVATE KEY"}});
  EXPECT_THAT(ParseCertificates(File("leaf.pem") + key), HasTheLeafAndItsKey());
}

TEST(ParseCertificatesTest, ReadsCertificatesAndKeyInAnyOrder) {
  std::vector<std::string> order = {"intermediate.pem", "key_pkcs8.pem", "leaf.pem", "root.pem"};
  do {
    const auto parsed = ParseCertificates(Files(order));
    ASSERT_THAT(parsed, IsOk());
    std::vector<std::string> expected;
    for (const std::string& name : order) {
      if (name != "key_pkcs8.pem") expected.push_back(Der(name));
    }
    EXPECT_THAT(Ders(*parsed), ElementsAreArray(expected));
    EXPECT_EQ(parsed->key->bits(), 2048);
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST(ParseCertificatesTest, ReadsWindowsLineEndings) {
  EXPECT_THAT(ParseCertificates(
                  absl::StrReplaceAll(Files({"leaf.pem", "key_pkcs8.pem"}), {{"\n", "\r\n"}})),
              HasTheLeafAndItsKey());
}

TEST(ParseCertificatesTest, IgnoresOtherTextAndOtherBlocks) {
  const std::string text = absl::StrCat(
      "Bag Attributes\n    friendlyName: x\nsubject=CN = Test Leaf\n", File("leaf.pem"),
      "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n",
      File("ec_key_sec1.pem"), "Key Attributes: <none>\n", File("key_pkcs8.pem"), "\nthe end");
  EXPECT_THAT(ParseCertificates(text), HasTheLeafAndItsKey());
}

TEST(ParseCertificatesTest, IgnoresAPasswordThatNoPemKeyNeeds) {
  EXPECT_THAT(ParseCertificates(Files({"leaf.pem", "key_pkcs8.pem"}), "any"),
              HasTheLeafAndItsKey());
}

class EncryptedPemKeyTest : public TestWithParam<const char*> {};

TEST_P(EncryptedPemKeyTest, IsReadWithItsPassword) {
  EXPECT_THAT(ParseCertificates(Files({"leaf.pem", GetParam()}), kPassword), HasTheLeafAndItsKey());
}

TEST_P(EncryptedPemKeyTest, IsRefusedWithAnotherPassword) {
  EXPECT_THAT(ParseCertificates(Files({"leaf.pem", GetParam()}), "wrong"),
              StatusIs(absl::StatusCode::kInvalidArgument, "x509: decryption password incorrect"));
}

TEST_P(EncryptedPemKeyTest, IsRefusedWithoutAPassword) {
  EXPECT_THAT(ParseCertificates(Files({"leaf.pem", GetParam()})),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "found no private key: it is encrypted, and no password was given"));
}

INSTANTIATE_TEST_SUITE_P(Encryptions, EncryptedPemKeyTest,
                         Values("key_encrypted_aes.pem", "key_encrypted_3des.pem",
                                "key_encrypted_rc2.pem", "key_encrypted_scrypt.pem",
                                "key_traditional_aes.pem", "key_traditional_des.pem"));

// --- PKCS#12 ---------------------------------------------------------------------

class PfxTest : public TestWithParam<const char*> {};

TEST_P(PfxTest, IsReadWithItsPassword) {
  EXPECT_THAT(ParseCertificates(File(GetParam()), kPassword), HasTheLeafAndItsKey());
}

TEST_P(PfxTest, IsRefusedWithAnotherPasswordOrNone) {
  for (const char* password : {"", "wrong", "correct horse ", "correct hors"}) {
    EXPECT_THAT(
        ParseCertificates(File(GetParam()), password),
        StatusIs(absl::StatusCode::kInvalidArgument, "pkcs12: decryption password incorrect"))
        << password;
  }
}

INSTANTIATE_TEST_SUITE_P(Encryptions, PfxTest,
                         Values("modern.pfx", "legacy.pfx", "windows.pfx", "plain_bags.pfx"));

TEST(ParseCertificatesTest, ReadsTheChainOfAPfx) {
  for (const char* name : {"modern_chain.pfx", "legacy_chain.pfx"}) {
    const auto parsed = ParseCertificates(File(name), kPassword);
    ASSERT_THAT(parsed, IsOk()) << name;
    EXPECT_THAT(Ders(*parsed),
                ElementsAre(Der("leaf.pem"), Der("intermediate.pem"), Der("root.pem")));
  }
}

TEST(ParseCertificatesTest, ReadsAPfxWhosePasswordIsEmpty) {
  EXPECT_THAT(ParseCertificates(File("empty_password.pfx")), HasTheLeafAndItsKey());
  EXPECT_THAT(ParseCertificates(File("empty_password.pfx"), ""), HasTheLeafAndItsKey());
  EXPECT_THAT(ParseCertificates(File("empty_password.pfx"), "wrong"), Not(IsOk()));
}

TEST(ParseCertificatesTest, TakesPasswordsInUtf8) {
  EXPECT_THAT(ParseCertificates(File("unicode_password.pfx"), "Größe ☂"), HasTheLeafAndItsKey());
}

TEST(ParseCertificatesTest, ReadsOnManyThreadsAtOnce) {
  const std::string pfx = File("legacy.pfx");
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&pfx] {
      EXPECT_THAT(ParseCertificates(pfx, kPassword), HasTheLeafAndItsKey());
      EXPECT_THAT(ParseCertificates(pfx, "wrong"), Not(IsOk()));
    });
  }
  for (std::thread& thread : threads) thread.join();
}

// --- Failures --------------------------------------------------------------------

struct Failure {
  const char* name;
  std::string data;
  std::string password;
  std::string text;
};
std::ostream& operator<<(std::ostream& out, const Failure& failure) { return out << failure.name; }

class FailureTest : public TestWithParam<Failure> {};

TEST_P(FailureTest, NamesTheCause) {
  EXPECT_THAT(ParseCertificates(GetParam().data, GetParam().password),
              StatusIs(absl::StatusCode::kInvalidArgument, GetParam().text));
}

constexpr char kBad[] = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
constexpr char kBadKey[] = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n";
constexpr char kBadEncryptedKey[] =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n";

std::string Header(const std::string& dek_info) {
  return absl::StrCat("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n", dek_info,
                      "\nAAAA\n-----END RSA PRIVATE KEY-----\n");
}

// From a key's structure: an algorithm that nobody knows (1.2.3.4).
constexpr char kUnknownKey[] =
    "-----BEGIN PRIVATE KEY-----\nMA4CAQAwBQYDKgMEBAIwAA==\n-----END PRIVATE KEY-----\n";

// Encrypted with the algorithm 1.2.3.4.
constexpr char kUnknownEncryption[] =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAswBQYDKgMEBAIwAA==\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";

// The encrypted key in a file, with bytes of its parameters replaced.
std::string Altered(const std::string& name, const std::string& from, const std::string& to) {
  const std::string der = absl::StrReplaceAll(Der(name), {{from, to}});
  EXPECT_NE(der, Der(name));
  return absl::StrCat("-----BEGIN ENCRYPTED PRIVATE KEY-----\n", absl::Base64Escape(der),
                      "\n-----END ENCRYPTED PRIVATE KEY-----\n");
}

std::vector<Failure> Failures() {
  const std::string leaf = File("leaf.pem");
  const std::string key = File("key_pkcs8.pem");
  const std::string pfx = File("legacy.pfx");
  return {
      {"Empty", "", "", "pkcs12: error reading P12 data: the data is empty"},
      {"EmptyWithPassword", "", "x", "pkcs12: error reading P12 data: the data is empty"},
      {"Garbage", "garbage", "",
       "pkcs12: error reading P12 data: the data is neither PKCS#12 nor PEM"},
      {"OtherDer", Der("leaf.pem"), "",
       "pkcs12: error reading P12 data: the data is neither PKCS#12 nor PEM"},
      {"CutPfx", pfx.substr(0, pfx.size() - 1), kPassword,
       "pkcs12: error reading P12 data: the data is cut short"},
      {"CutWithinTheFirstLength", pfx.substr(0, 2), kPassword,
       "pkcs12: error reading P12 data: the data is cut short"},
      {"LongPfx", pfx + "\n", kPassword,
       "pkcs12: error reading P12 data: pkcs12: trailing data found"},
      {"Base64Pfx", absl::Base64Escape(pfx), kPassword,
       "pkcs12: error reading P12 data: the data is base64 text; decode it first"},
      {"CutPem", leaf.substr(0, 600), "",
       "pkcs12: error reading P12 data: the data is PEM, and its first block is cut short or "
       "malformed"},
      {"CutKey", leaf + key.substr(0, 600), "",
       "found no private key: the PEM block PRIVATE KEY is cut short or malformed"},
      {"CutCertificate", key + leaf.substr(0, 600), "",
       "found no certificate: the PEM block CERTIFICATE is cut short or malformed"},
      {"NoKey", leaf, "", "found no private key"},
      {"NoCertificate", key, "", "found no certificate"},
      {"Neither", File("ec_key_sec1.pem"), "", "found no certificate"},
      {"Sec1Key", leaf + File("ec_key_sec1.pem"), "", "found no private key"},
      {"TwoKeys", leaf + key + File("other_key.pem"), "",
       "certData contains multiple private keys"},
      {"KeyMislabelled", leaf + absl::StrReplaceAll(key, {{"PRIVATE KEY", "RSA PRIVATE KEY"}}), "",
       "x509: failed to parse private key (use ParsePKCS8PrivateKey instead for this key format)"},
      {"KeyTwice", leaf + key + File("key_pkcs1.pem"), "",
       "certData contains multiple private keys"},
      {"BadCertificate", kBad + key, "", "x509: malformed certificate"},
      {"BadKey", leaf + kBadKey, "", "x509: malformed private key"},
      {"BadEncryptedKey", leaf + kBadEncryptedKey, "x", "x509: malformed private key"},
      {"UnknownKey", leaf + kUnknownKey, "",
       "x509: PKCS#8 wrapping contained private key with unknown algorithm: 1.2.3.4"},
      {"UnknownEncryption", leaf + kUnknownEncryption, "x",
       "x509: cannot decrypt the private key: algorithm 1.2.3.4 is not supported"},
      {"EndlessPbkdf2",  // 70000 iterations become 8388607
       leaf + Altered("key_encrypted_aes.pem", "\x02\x03\x01\x11\x70", "\x02\x03\x7f\xff\xff"),
       kPassword, "x509: cannot decrypt the private key: the iteration count exceeds 5000000"},
      {"EndlessScrypt",  // block size 8 and parallelization 1 become 127
       leaf + Altered("key_encrypted_scrypt.pem", "\x02\x01\x08\x02\x01\x01",
                      "\x02\x01\x7f\x02\x01\x7f"),
       kPassword, "x509: cannot decrypt the private key: the iteration count exceeds 5000000"},
      {"NoDekInfo", leaf + Header(""), "x",
       "x509: cannot decrypt the private key: malformed DEK-Info header"},
      {"ShortDekInfo", leaf + Header("DEK-Info: AES-256-CBC,00"), "x",
       "x509: cannot decrypt the private key: malformed DEK-Info header"},
      {"UnknownDekInfo", leaf + Header("DEK-Info: ROT-13,00"), "x",
       "x509: cannot decrypt the private key: algorithm ROT-13 is not supported"},
      {"PfxNoKey", File("no_key.pfx"), kPassword, "found no private key"},
      {"PfxNoCertificate", File("no_certificate.pfx"), kPassword, "found no certificate"},
      {"PfxNoMac", File("no_mac.pfx"), kPassword, "pkcs12: no MAC in data"},
  };
}

INSTANTIATE_TEST_SUITE_P(All, FailureTest, ValuesIn(Failures()),
                         [](const auto& info) { return std::string(info.param.name); });

TEST(ParseCertificatesTest, RefusesDataOfAbsurdSize) {
  EXPECT_THAT(ParseCertificates(std::string((16 << 20) + 1, 'x')),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       "certificate data or password is larger than 16 MiB"));
}

// Every cut of a file is refused, in finite time and with a text.
TEST(ParseCertificatesTest, RefusesEveryCutOfAFile) {
  const std::string pfx = File("legacy.pfx");
  for (std::size_t size = 0; size < pfx.size(); size += 97) {
    EXPECT_THAT(ParseCertificates(pfx.substr(0, size), kPassword),
                StatusIs(absl::StatusCode::kInvalidArgument, Not("")));
  }
}

// --- Values ----------------------------------------------------------------------

TEST(ParseCertificatesTest, ReadsKeysThatAreNotRsa) {
  for (const auto& parsed : {ParseCertificates(Files({"ec.pem", "ec_key.pem"})),
                             ParseCertificates(File("ec.pfx"), kPassword)}) {
    ASSERT_THAT(parsed, IsOk());
    EXPECT_FALSE(parsed->key->is_rsa());
    EXPECT_EQ(parsed->key->bits(), 256);
  }
}

// The file has openssl's own words, such as "sha1 Fingerprint=01:23:…".
TEST(CertificateTest, HasThumbprints) {
  const auto parsed = ParseCertificates(Files({"leaf.pem", "key_pkcs8.pem"}));
  ASSERT_THAT(parsed, IsOk());
  ASSERT_THAT(parsed->certificates, SizeIs(1));
  const Certificate& leaf = *parsed->certificates[0];
  std::vector<std::string> fingerprints;
  for (const auto line : absl::StrSplit(File("leaf_fingerprints.txt"), '\n', absl::SkipEmpty())) {
    const std::vector<std::string> parts = absl::StrSplit(line, '=');
    fingerprints.push_back(absl::HexStringToBytes(absl::StrReplaceAll(parts.at(1), {{":", ""}})));
  }
  EXPECT_THAT(fingerprints, ElementsAre(leaf.sha1_thumbprint(), leaf.sha256_thumbprint()));
}

TEST(CertificateTest, IsMadeOfDer) {
  const auto certificate = Certificate::FromDer(Der("root.pem"));
  ASSERT_THAT(certificate, IsOk());
  EXPECT_EQ((*certificate)->der(), Der("root.pem"));
}

TEST(CertificateTest, IsNotMadeOfAnythingElse) {
  for (const std::string& der :
       {std::string(), std::string("x"), Der("root.pem") + "x", Der("key_pkcs1.pem")}) {
    EXPECT_THAT(Certificate::FromDer(der),
                StatusIs(absl::StatusCode::kInvalidArgument, "x509: malformed certificate"));
  }
}

}  // namespace
}  // namespace azure::identity
