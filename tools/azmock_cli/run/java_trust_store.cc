#include "tools/azmock_cli/run/java_trust_store.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace azmock {
namespace {

constexpr char kPassword[] = "changeit";

std::vector<std::string> CertificatesOf(absl::string_view pem) {
  std::vector<std::string> certificates;
  BIO* const bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
  while (X509* const certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr)) {
    unsigned char* der = nullptr;
    const int size = i2d_X509(certificate, &der);
    if (size > 0) certificates.emplace_back(reinterpret_cast<const char*>(der), size);
    OPENSSL_free(der);
    X509_free(certificate);
  }
  BIO_free(bio);
  return certificates;
}

void AppendNumber(std::uint64_t number, int bytes, std::string& out) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(number >> shift & 0xff));
  }
}

// As java.io.DataOutput writes a text.
void AppendText(absl::string_view text, std::string& out) {
  AppendNumber(text.size(), 2, out);
  out.append(text.data(), text.size());
}

// Over the password in UTF-16, a constant that the format has, and the store.
std::string DigestOf(absl::string_view store) {
  std::string text;
  for (const char c : absl::string_view(kPassword)) {
    text.push_back('\0');
    text.push_back(c);
  }
  absl::StrAppend(&text, "Mighty Aphrodite", store);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest, &size, EVP_sha1(), nullptr);
  return std::string(reinterpret_cast<const char*>(digest), size);
}

}  // namespace

absl::StatusOr<std::string> JavaTrustStore(absl::string_view pem) {
  const std::vector<std::string> certificates = CertificatesOf(pem);
  if (certificates.empty()) return absl::InvalidArgumentError("there is no certificate");
  constexpr std::uint64_t kMagic = 0xfeedfeed;
  constexpr std::uint64_t kVersion = 2;
  constexpr std::uint64_t kTrustedCertificate = 2;
  std::string store;
  AppendNumber(kMagic, 4, store);
  AppendNumber(kVersion, 4, store);
  AppendNumber(certificates.size(), 4, store);
  for (std::size_t i = 0; i < certificates.size(); ++i) {
    AppendNumber(kTrustedCertificate, 4, store);
    AppendText(absl::StrCat("azmock-", i), store);
    AppendNumber(0, 8, store);  // when it was added
    AppendText("X.509", store);
    AppendNumber(certificates[i].size(), 4, store);
    store.append(certificates[i]);
  }
  return store + DigestOf(store);
}

}  // namespace azmock
