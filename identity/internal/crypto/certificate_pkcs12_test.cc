// Files that no tool writes. What the openssl command writes is read in
// identity/certificates_test.cc.
#include "identity/internal/crypto/certificate_pkcs12.h"

#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include <fstream>
#include <iterator>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "identity/internal/crypto/openssl_ptr.h"
#include "identity/testing/status_matchers.h"

namespace azure::identity::internal {
namespace {

using ::testing::SizeIs;

constexpr char kPassword[] = "correct horse";

template <typename T>
T* ReadTestPem(T* (*read)(BIO*, T**, pem_password_cb*, void*), const std::string& name) {
  const std::string path = "identity/testdata/certificates/" + name;
  const BioPtr file(BIO_new_file(path.c_str(), "rb"));
  EXPECT_NE(file, nullptr) << path;
  return read(file.get(), nullptr, nullptr, nullptr);
}

PkeyPtr Key(const std::string& name) { return PkeyPtr(ReadTestPem(PEM_read_bio_PrivateKey, name)); }

// A PKCS#12 file in the making.
class Pfx {
 public:
  // A null password is none, which PKCS#12 tells from the empty one.
  explicit Pfx(const char* password = kPassword)
      : password_(password), bags_(sk_PKCS12_SAFEBAG_new_null()) {}
  ~Pfx() { sk_PKCS12_SAFEBAG_pop_free(bags_, PKCS12_SAFEBAG_free); }
  Pfx(const Pfx&) = delete;
  Pfx& operator=(const Pfx&) = delete;

  Pfx& AddKey(const std::string& name, int algorithm = NID_aes_256_cbc) {
    const PkeyPtr key = Key(name);
    EXPECT_NE(PKCS12_add_key(&bags_, key.get(), 0, 1, algorithm, password_), nullptr);
    return *this;
  }

  Pfx& AddKeyWithPassword(const std::string& name, const char* password) {
    const PkeyPtr key = Key(name);
    EXPECT_NE(PKCS12_add_key(&bags_, key.get(), 0, 1, NID_aes_256_cbc, password), nullptr);
    return *this;
  }

  Pfx& AddCertificate(const std::string& name) {
    const X509Ptr certificate(ReadTestPem(PEM_read_bio_X509, name));
    EXPECT_NE(PKCS12_add_cert(&bags_, certificate.get()), nullptr);
    return *this;
  }

  Pfx& AddSecret() {
    static constexpr unsigned char kSecret[] = "secret";
    EXPECT_NE(PKCS12_add_secret(&bags_, NID_pkcs7_data, kSecret, sizeof kSecret), nullptr);
    return *this;
  }

  std::string Der(const EVP_MD* mac = EVP_sha256(), int mac_iterations = 1) const {
    STACK_OF(PKCS7)* contents = nullptr;
    EXPECT_EQ(PKCS12_add_safe(&contents, bags_, -1, 0, nullptr), 1);
    const Pkcs12Ptr pfx(PKCS12_add_safes(contents, NID_pkcs7_data));
    sk_PKCS7_pop_free(contents, PKCS7_free);
    EXPECT_EQ(PKCS12_set_mac(pfx.get(), password_, -1, nullptr, 0, mac_iterations, mac), 1);
    unsigned char* der = nullptr;
    const int size = i2d_PKCS12(pfx.get(), &der);
    std::string result(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    return result;
  }

 private:
  const char* const password_;
  STACK_OF(PKCS12_SAFEBAG) * bags_;
};

auto Refuses(const std::string& text) { return StatusIs(absl::StatusCode::kInvalidArgument, text); }

TEST(LoadPkcs12Test, ReadsCertificatesAndKeyInAnyOrder) {
  for (const std::string& der :
       {Pfx().AddCertificate("leaf.pem").AddKey("key_pkcs8.pem").AddCertificate("root.pem").Der(),
        Pfx()
            .AddKey("key_pkcs8.pem")
            .AddCertificate("root.pem")
            .AddCertificate("leaf.pem")
            .Der()}) {
    const auto material = LoadPkcs12(der, kPassword);
    ASSERT_THAT(material, IsOk());
    EXPECT_THAT(material->certificates, SizeIs(2));
    EXPECT_EQ(EVP_PKEY_eq(material->key.get(), Key("key_pkcs8.pem").get()), 1);
  }
}

TEST(LoadPkcs12Test, TakesAnEmptyPasswordForNone) {
  const int triple_des = NID_pbe_WithSHA1And3_Key_TripleDES_CBC;
  for (const char* password : {"", static_cast<const char*>(nullptr)}) {
    const auto material =
        LoadPkcs12(Pfx(password).AddKey("key_pkcs8.pem", triple_des).Der(EVP_sha1()), "");
    ASSERT_THAT(material, IsOk());
    EXPECT_NE(material->key, nullptr);
  }
}

TEST(LoadPkcs12Test, RefusesTwoKeys) {
  EXPECT_THAT(LoadPkcs12(Pfx().AddKey("key_pkcs8.pem").AddKey("other_key.pem").Der(), kPassword),
              Refuses("certData contains multiple private keys"));
}

TEST(LoadPkcs12Test, RefusesBagsOfOtherKinds) {
  EXPECT_THAT(LoadPkcs12(Pfx().AddKey("key_pkcs8.pem").AddSecret().Der(), kPassword),
              Refuses("don't know how to convert a safe bag of type 1.2.840.113549.1.12.10.1.5"));
}

TEST(LoadPkcs12Test, RefusesAKeyWithAPasswordOfItsOwn) {
  EXPECT_THAT(LoadPkcs12(Pfx().AddKeyWithPassword("key_pkcs8.pem", "another").Der(), kPassword),
              Refuses("pkcs12: error decrypting PKCS#8 shrouded key bag: pkcs12: decryption error, "
                      "incorrect padding"));
}

TEST(LoadPkcs12Test, NamesAnUnknownDigest) {
  std::string der = Pfx().AddKey("key_pkcs8.pem").Der(EVP_sha256());
  // 2.16.840.1.101.3.4.2.1 becomes …4.2.99.
  const std::string sha256("\x60\x86\x48\x01\x65\x03\x04\x02\x01", 9);
  const std::size_t last = der.rfind(sha256) + sha256.size() - 1;
  der[last] = 99;
  EXPECT_THAT(LoadPkcs12(der, kPassword),
              Refuses("pkcs12: unknown digest algorithm: 2.16.840.1.101.3.4.2.99"));
}

TEST(LoadPkcs12Test, RefusesIterationCountsThatWouldLookLikeAHang) {
  std::string der = Pfx().AddCertificate("leaf.pem").Der(EVP_sha1(), 0x010203);
  const std::size_t count = der.rfind(std::string("\x02\x03\x01\x02\x03", 5));
  ASSERT_NE(count, std::string::npos);
  der.replace(count, 5, "\x02\x03\x7f\xff\xff");
  EXPECT_THAT(LoadPkcs12(der, kPassword), Refuses("pkcs12: the iteration count exceeds 5000000"));
}

TEST(LoadPkcs12Test, ReadsFilesWithAPbmac1) {
  std::ifstream file("identity/testdata/certificates/pbmac1.pfx", std::ios::binary);
  std::string der(std::istreambuf_iterator<char>(file), {});
  const auto material = LoadPkcs12(der, "pw");
  ASSERT_THAT(material, IsOk());
  EXPECT_THAT(material->certificates, SizeIs(2));
  EXPECT_EQ(EVP_PKEY_get_bits(material->key.get()), 2048);
  EXPECT_THAT(LoadPkcs12(der, "other"), Refuses("pkcs12: decryption password incorrect"));
  EXPECT_THAT(LoadPkcs12(der, ""), Refuses("pkcs12: decryption password incorrect"));

  // hmacWithSHA256, 1.2.840.113549.2.9, becomes …2.99, of the key's function and of the MAC.
  const std::string hmac("\x2a\x86\x48\x86\xf7\x0d\x02\x09", 8);
  std::string unknown = der;
  unknown[der.rfind(hmac) + hmac.size() - 1] = 99;
  EXPECT_THAT(LoadPkcs12(unknown, "pw"),
              Refuses("pkcs12: unknown function in PBMAC1: 1.2.840.113549.2.99"));
  for (std::size_t cut = der.rfind(hmac); cut < der.size(); ++cut) {
    EXPECT_FALSE(LoadPkcs12(der.substr(0, cut), "pw").ok());
  }
}

}  // namespace
}  // namespace azure::identity::internal
