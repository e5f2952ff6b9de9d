// Making and serializing X.509 certificates.
#ifndef MOCK_COMMON_TLS_X509_H_
#define MOCK_COMMON_TLS_X509_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/tls/openssl.h"

namespace mock {

struct CertificateSpec {
  std::string common_name;  // at most 64 bytes are kept (RFC 5280, ub-common-name)
  std::string serial;       // at most 20 bytes, big-endian; "" for a random one
  absl::Time not_before;
  absl::Time not_after;
  // NID and value in the syntax of OpenSSL's x509v3_config(5), in order.
  std::vector<std::pair<int, std::string>> extensions;
  // Further ones by OID, such as {"1.2.3", "ASN1:UTF8String:x"}.
  std::vector<std::pair<std::string, std::string>> extensions_by_oid;
  std::string domain_component;  // of the subject, before the name; "" for none
};

// A version 3 certificate for `key`, signed by `issuer_key` with SHA-256.
// `issuer` is null for a self-signed one.
absl::StatusOr<X509Ptr> MakeCertificate(const CertificateSpec& spec, EVP_PKEY* key, X509* issuer,
                                        EVP_PKEY* issuer_key);
// The same in a quarter of the time, for who writes it or issues others in its name: OpenSSL does
// not know its public key (X509_get0_pubkey may be null), so that it cannot be shown in TLS.
absl::StatusOr<X509Ptr> SignCertificate(const CertificateSpec& spec, EVP_PKEY* key, X509* issuer,
                                        EVP_PKEY* issuer_key);

absl::StatusOr<PkeyPtr> GenerateP256Key();

std::string CertificateToPem(X509* certificate);
std::string CertificateToDer(X509* certificate);
std::string PrivateKeyToPem(EVP_PKEY* key);  // PKCS#8, not encrypted

// Errors: kInvalidArgument, without any of the input's text.
absl::StatusOr<X509Ptr> CertificateFromPem(absl::string_view pem);
absl::StatusOr<X509Ptr> CertificateFromDer(absl::string_view der);
absl::StatusOr<PkeyPtr> PrivateKeyFromPem(absl::string_view pem);

// The first part of this kind (NID_commonName) of a name, in UTF-8; "" if there is none.
std::string PartOfName(const X509_NAME* name, int nid);

}  // namespace mock

#endif  // MOCK_COMMON_TLS_X509_H_
