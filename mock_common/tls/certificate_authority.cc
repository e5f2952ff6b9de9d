#include "mock_common/tls/certificate_authority.h"

#include <openssl/x509v3.h>

#include <ctime>
#include <utility>

#include "mock_common/tls/openssl.h"
#include "mock_common/tls/subject_names.h"
#include "mock_common/tls/x509.h"

namespace mock {
namespace {

constexpr absl::Duration kValidity = absl::Hours(24 * 365);

}  // namespace

std::string Leaf::private_key_pem() const { return PrivateKeyToPem(parsed.private_key.get()); }

CertificateAuthority::CertificateAuthority(std::string certificate_pem, X509Ptr certificate,
                                           PkeyPtr private_key)
    : certificate_pem_(std::move(certificate_pem)),
      certificate_(std::move(certificate)),
      private_key_(std::move(private_key)) {}

absl::StatusOr<CertificateAuthority> CertificateAuthority::Generate(absl::Time now) {
  auto key = GenerateP256Key();
  if (!key.ok()) return key.status();
  CertificateSpec spec;
  spec.common_name = "Azure identity mocks (test only)";
  spec.not_before = now - absl::Hours(24);
  spec.not_after = now + kValidity;
  spec.extensions = {
      {NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
      {NID_key_usage, "critical,keyCertSign,cRLSign"},
      {NID_subject_key_identifier, "hash"},
  };
  auto certificate = SignCertificate(spec, key->get(), nullptr, key->get());
  if (!certificate.ok()) return certificate.status();
  std::string certificate_pem = CertificateToPem(certificate->get());
  return CertificateAuthority(std::move(certificate_pem), *std::move(certificate), *std::move(key));
}

absl::StatusOr<CertificateAuthority> CertificateAuthority::FromPem(
    std::string certificate_pem, absl::string_view private_key_pem, absl::Time now) {
  auto certificate = CertificateFromPem(certificate_pem);
  if (!certificate.ok()) return certificate.status();
  auto key = PrivateKeyFromPem(private_key_pem);
  if (!key.ok()) return key.status();
  if (X509_check_private_key(certificate->get(), key->get()) != 1) {
    return absl::InvalidArgumentError("the key is not the certificate's");
  }
  if (X509_check_ca(certificate->get()) != 1) {
    return absl::InvalidArgumentError("the certificate is no authority's");
  }
  const std::time_t at = absl::ToTimeT(now);
  if (X509_cmp_time(X509_get0_notAfter(certificate->get()), const_cast<std::time_t*>(&at)) <= 0) {
    return absl::InvalidArgumentError("the certificate has ended");
  }
  return CertificateAuthority(std::move(certificate_pem), *std::move(certificate), *std::move(key));
}

std::string CertificateAuthority::private_key_pem() const {
  return PrivateKeyToPem(private_key_.get());
}

absl::StatusOr<Leaf> CertificateAuthority::Issue(const std::vector<std::string>& names,
                                                 absl::Time now) const {
  const auto alternative_names = SubjectAlternativeNames(names);
  if (!alternative_names.ok()) return alternative_names.status();
  auto key = GenerateP256Key();
  if (!key.ok()) return key.status();

  CertificateSpec spec;
  spec.common_name = names.front();
  spec.not_before = now - absl::Hours(24);
  spec.not_after = now + kValidity;
  spec.extensions = {
      {NID_basic_constraints, "critical,CA:FALSE"},
      {NID_key_usage, "critical,digitalSignature"},
      {NID_ext_key_usage, "serverAuth"},
      {NID_subject_key_identifier, "hash"},
      {NID_authority_key_identifier, "keyid:always"},
      {NID_subject_alt_name, *alternative_names},
  };
  auto certificate = MakeCertificate(spec, key->get(), certificate_.get(), private_key_.get());
  if (!certificate.ok()) return certificate.status();
  Leaf leaf;
  leaf.certificate_pem = CertificateToPem(certificate->get());
  leaf.parsed.chain = {std::shared_ptr<X509>(*std::move(certificate))};
  // Clients have the root, and would read another for nothing.
  if (X509_NAME_cmp(X509_get_subject_name(certificate_.get()),
                    X509_get_issuer_name(certificate_.get())) != 0) {
    leaf.certificate_pem += certificate_pem_;
    leaf.parsed.chain.push_back(certificate_);
  }
  leaf.parsed.private_key = *std::move(key);
  return leaf;
}

}  // namespace mock
