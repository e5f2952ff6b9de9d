#include "mock_common/tls/self_signed.h"

#include <openssl/sha.h>
#include <openssl/x509v3.h>

#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "mock_common/tls/openssl.h"
#include "mock_common/tls/subject_names.h"
#include "mock_common/tls/x509.h"

namespace mock {
namespace {

std::string Thumbprint(X509* certificate) {
  const std::string der = CertificateToDer(certificate);
  unsigned char digest[SHA_DIGEST_LENGTH];
  SHA1(reinterpret_cast<const unsigned char*>(der.data()), der.size(), digest);
  return absl::AsciiStrToUpper(absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest), sizeof digest)));
}

}  // namespace

absl::StatusOr<SelfSigned> MakeSelfSigned(const std::vector<std::string>& names, absl::Time now) {
  const auto alternative_names = SubjectAlternativeNames(names);
  if (!alternative_names.ok()) return alternative_names.status();
  auto key = GenerateP256Key();
  if (!key.ok()) return key.status();
  CertificateSpec spec;
  spec.common_name = names.front();
  spec.not_before = now - absl::Hours(24);
  spec.not_after = now + absl::Hours(24 * 365);
  spec.extensions = {
      {NID_key_usage, "critical,digitalSignature"},
      {NID_ext_key_usage, "serverAuth"},
      {NID_subject_alt_name, *alternative_names},
  };
  auto certificate = MakeCertificate(spec, key->get(), nullptr, key->get());
  if (!certificate.ok()) return certificate.status();
  SelfSigned made;
  made.certificate_pem = CertificateToPem(certificate->get());
  made.thumbprint = Thumbprint(certificate->get());
  made.parsed.chain = {std::shared_ptr<X509>(*std::move(certificate))};
  made.parsed.private_key = *std::move(key);
  return made;
}

}  // namespace mock
