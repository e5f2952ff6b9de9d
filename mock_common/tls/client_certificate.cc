#include "mock_common/tls/client_certificate.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>
#include <optional>

#include "mock_common/tls/openssl.h"
#include "mock_common/tls/x509.h"

namespace mock {
namespace {

using ObjectPtr = std::unique_ptr<ASN1_OBJECT, OpensslDeleter<ASN1_OBJECT_free>>;
using TimePtr = std::unique_ptr<ASN1_GENERALIZEDTIME, OpensslDeleter<ASN1_GENERALIZEDTIME_free>>;

std::optional<absl::Time> ToTime(const ASN1_TIME* time) {
  std::tm parts = {};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
  return absl::FromTM(parts, absl::UTCTimeZone());
}

std::optional<absl::Time> TokensUntil(const X509* certificate) {
  const ObjectPtr oid(OBJ_txt2obj(kTokensUntilOid, /*no_name=*/1));
  const int index = X509_get_ext_by_OBJ(certificate, oid.get(), -1);
  if (index < 0) return std::nullopt;
  const ASN1_OCTET_STRING* const value = X509_EXTENSION_get_data(X509_get_ext(certificate, index));
  const unsigned char* at = ASN1_STRING_get0_data(value);
  const TimePtr time(d2i_ASN1_GENERALIZEDTIME(nullptr, &at, ASN1_STRING_length(value)));
  return time ? ToTime(time.get()) : std::nullopt;
}

}  // namespace

absl::StatusOr<ClientCertificate> ReadClientCertificate(absl::string_view der) {
  const auto certificate = CertificateFromDer(der);
  if (!certificate.ok()) return certificate.status();
  const X509* const x509 = certificate->get();
  const X509_NAME* const subject = X509_get_subject_name(x509);
  ClientCertificate read;
  read.common_name = PartOfName(subject, NID_commonName);
  read.domain_component = PartOfName(subject, NID_domainComponent);
  // A time that can't be read is never now.
  read.not_before = ToTime(X509_get0_notBefore(x509)).value_or(absl::InfiniteFuture());
  read.not_after = ToTime(X509_get0_notAfter(x509)).value_or(absl::InfinitePast());
  read.tokens_until = TokensUntil(x509).value_or(read.not_after);
  ERR_clear_error();
  return read;
}

}  // namespace mock
