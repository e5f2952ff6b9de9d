#include "mock_common/tls/client_authority.h"

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "mock_common/tls/client_certificate.h"
#include "mock_common/tls/openssl.h"
#include "mock_common/tls/x509.h"

namespace mock {
namespace {

absl::Time StartOf(int year) {
  return absl::FromCivil(absl::CivilSecond(year), absl::UTCTimeZone());
}

absl::StatusOr<PkeyPtr> PublicKeyFromDer(const std::string& der) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  PkeyPtr key(d2i_PUBKEY(nullptr, &at, static_cast<long>(der.size())));
  if (!key) {
    ERR_clear_error();
    return absl::InvalidArgumentError("not a public key in DER");
  }
  return key;
}

}  // namespace

ClientAuthority::ClientAuthority(X509Ptr certificate, PkeyPtr private_key)
    : certificate_(std::move(certificate)),
      private_key_(std::move(private_key)),
      certificate_pem_(CertificateToPem(certificate_.get())) {}

absl::StatusOr<ClientAuthority> ClientAuthority::Generate(const std::string& name) {
  auto key = GenerateP256Key();
  if (!key.ok()) return key.status();
  CertificateSpec spec;
  spec.common_name = name;
  spec.not_before = StartOf(2000);
  spec.not_after = StartOf(9000);
  spec.extensions = {
      {NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
      {NID_key_usage, "critical,keyCertSign,cRLSign"},
      {NID_subject_key_identifier, "hash"},
  };
  auto certificate = SignCertificate(spec, key->get(), nullptr, key->get());
  if (!certificate.ok()) return certificate.status();
  return ClientAuthority(*std::move(certificate), *std::move(key));
}

absl::StatusOr<std::string> ClientAuthority::Issue(const ClientCertificateOrder& order) const {
  const auto key = PublicKeyFromDer(order.public_key);
  if (!key.ok()) return key.status();
  CertificateSpec spec;
  spec.common_name = order.common_name;
  spec.domain_component = order.domain_component;
  spec.serial = order.serial;
  spec.not_before = order.not_before;
  spec.not_after = order.not_after;
  spec.extensions = {
      {NID_basic_constraints, "critical,CA:FALSE"},
      {NID_key_usage, "critical,digitalSignature"},
      {NID_ext_key_usage, "clientAuth"},
      {NID_subject_key_identifier, "hash"},
      {NID_authority_key_identifier, "keyid:always"},
  };
  spec.extensions_by_oid = {
      {kTokensUntilOid,
       absl::StrCat("ASN1:GENERALIZEDTIME:",
                    absl::FormatTime("%Y%m%d%H%M%SZ", order.tokens_until, absl::UTCTimeZone()))},
  };
  const auto certificate =
      SignCertificate(spec, key->get(), certificate_.get(), private_key_.get());
  if (!certificate.ok()) return certificate.status();
  return CertificateToDer(certificate->get());
}

bool ClientAuthority::HasIssued(absl::string_view certificate) const {
  const auto read = CertificateFromDer(certificate);
  if (!read.ok()) return false;
  const bool issued = X509_verify(read->get(), private_key_.get()) == 1;
  ERR_clear_error();  // another's signature leaves entries
  return issued;
}

}  // namespace mock
