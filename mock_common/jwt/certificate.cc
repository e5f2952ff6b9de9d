#include "mock_common/jwt/certificate.h"

#include <openssl/err.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <utility>

#include "mock_common/crypto/digest.h"
#include "mock_common/tls/x509.h"

namespace mock::jwt {
namespace {

using StorePtr = std::unique_ptr<X509_STORE, OpensslDeleter<X509_STORE_free>>;
using StoreCtxPtr = std::unique_ptr<X509_STORE_CTX, OpensslDeleter<X509_STORE_CTX_free>>;
using NamesPtr = std::unique_ptr<GENERAL_NAMES, OpensslDeleter<GENERAL_NAMES_free>>;

// Does not own its elements.
struct StackDeleter {
  void operator()(STACK_OF(X509) * stack) const { sk_X509_free(stack); }
};
using StackPtr = std::unique_ptr<STACK_OF(X509), StackDeleter>;

absl::Time ToTime(const ASN1_TIME* time) {
  std::tm parts = {};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return absl::InfinitePast();
  return absl::FromTM(parts, absl::UTCTimeZone());
}

std::string SubjectOf(X509* certificate) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  // "CN=a, O=b": most specific first, as Windows prints it; UTF-8 as it is.
  X509_NAME_print_ex(
      bio.get(), X509_get_subject_name(certificate), 0,
      (XN_FLAG_RFC2253 & ~XN_FLAG_SEP_MASK & ~ASN1_STRFLGS_ESC_MSB) | XN_FLAG_SEP_CPLUS_SPC);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<std::size_t>(size));
}

std::string Text(const ASN1_STRING* string) {
  unsigned char* utf8 = nullptr;
  const int size = ASN1_STRING_to_UTF8(&utf8, string);
  if (size < 0) return "";
  std::string text(reinterpret_cast<char*>(utf8), static_cast<std::size_t>(size));
  OPENSSL_free(utf8);
  return text;
}

std::vector<std::string> NamesOf(X509* certificate) {
  std::vector<std::string> names;
  X509_NAME* const subject = X509_get_subject_name(certificate);
  for (int i = -1; (i = X509_NAME_get_index_by_NID(subject, NID_commonName, i)) >= 0;) {
    names.push_back(Text(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, i))));
  }
  const NamesPtr alternatives(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; i < sk_GENERAL_NAME_num(alternatives.get()); ++i) {
    const GENERAL_NAME* const name = sk_GENERAL_NAME_value(alternatives.get(), i);
    if (name->type == GEN_DNS) names.push_back(Text(name->d.dNSName));
  }
  return names;
}

}  // namespace

Certificate::Data::Data(X509Ptr certificate, PublicKey public_key)
    : x509(std::move(certificate)),
      key(std::move(public_key)),
      der(CertificateToDer(x509.get())),
      sha1(Sha1(der)),
      sha256(Sha256(der)),
      subject(SubjectOf(x509.get())),
      not_before(ToTime(X509_get0_notBefore(x509.get()))),
      not_after(ToTime(X509_get0_notAfter(x509.get()))),
      names(NamesOf(x509.get())) {}

absl::StatusOr<Certificate> Certificate::FromX509(X509Ptr certificate) {
  auto key = PublicKey::FromCertificateDer(CertificateToDer(certificate.get()));
  if (!key.ok()) return key.status();
  return Certificate(std::make_shared<const Data>(std::move(certificate), *std::move(key)));
}

absl::StatusOr<Certificate> Certificate::FromDer(absl::string_view der) {
  auto certificate = CertificateFromDer(der);
  if (!certificate.ok()) return certificate.status();
  return FromX509(*std::move(certificate));
}

absl::StatusOr<Certificate> Certificate::FromPem(absl::string_view pem) {
  auto certificate = CertificateFromPem(pem);
  if (!certificate.ok()) return certificate.status();
  return FromX509(*std::move(certificate));
}

bool Certificate::ChainsTo(const std::vector<Certificate>& roots,
                           const std::vector<Certificate>& intermediates) const {
  const StorePtr store(X509_STORE_new());
  for (const Certificate& root : roots) X509_STORE_add_cert(store.get(), root.data_->x509.get());
  // Whatever is named a root is one, be it self-signed or not.
  X509_STORE_set_flags(store.get(), X509_V_FLAG_NO_CHECK_TIME | X509_V_FLAG_PARTIAL_CHAIN);
  const StackPtr untrusted(sk_X509_new_null());
  for (const Certificate& certificate : intermediates) {
    sk_X509_push(untrusted.get(), certificate.data_->x509.get());
  }
  const StoreCtxPtr context(X509_STORE_CTX_new());
  const bool trusted =
      X509_STORE_CTX_init(context.get(), store.get(), data_->x509.get(), untrusted.get()) == 1 &&
      X509_verify_cert(context.get()) == 1;
  ERR_clear_error();  // an untrusted chain leaves entries
  return trusted;
}

}  // namespace mock::jwt
