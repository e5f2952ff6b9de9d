#include "mock_common/jwt/public_key.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <utility>

#include "mock_common/tls/x509.h"

namespace mock::jwt {
namespace {

using ParamBuilderPtr = std::unique_ptr<OSSL_PARAM_BLD, OpensslDeleter<OSSL_PARAM_BLD_free>>;
using ParamsPtr = std::unique_ptr<OSSL_PARAM, OpensslDeleter<OSSL_PARAM_free>>;

// OpenSSL's own limit for a modulus; more would only burn time.
constexpr std::size_t kMaxNumberBytes = 16384 / 8;

BignumPtr ToNumber(absl::string_view bytes) {
  return BignumPtr(BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()),
                             static_cast<int>(bytes.size()), nullptr));
}

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

absl::StatusOr<PublicKey> PublicKey::FromPkey(PkeyPtr key) {
  if (!key || !EVP_PKEY_is_a(key.get(), "RSA") || EVP_PKEY_get_bits(key.get()) < 2048) {
    ERR_clear_error();
    return absl::InvalidArgumentError("not an RSA key of at least 2048 bits");
  }
  return PublicKey(std::move(key));
}

absl::StatusOr<PublicKey> PublicKey::FromNumbers(absl::string_view modulus,
                                                 absl::string_view exponent) {
  if (modulus.size() > kMaxNumberBytes || exponent.size() > 8) {
    return absl::InvalidArgumentError("an RSA key with too large numbers");
  }
  const BignumPtr n = ToNumber(modulus);
  const BignumPtr e = ToNumber(exponent);
  // An even modulus or an exponent of 1 would make forging trivial.
  if (!BN_is_odd(n.get()) || !BN_is_odd(e.get()) || BN_is_one(e.get())) {
    return absl::InvalidArgumentError("an RSA key with impossible numbers");
  }
  const ParamBuilderPtr builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  const ParamsPtr params(OSSL_PARAM_BLD_to_param(builder.get()));
  const PkeyCtxPtr context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* key = nullptr;
  EVP_PKEY_fromdata_init(context.get());
  EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get());
  return FromPkey(PkeyPtr(key));
}

absl::StatusOr<PublicKey> PublicKey::FromCertificateDer(absl::string_view der) {
  const unsigned char* at = Bytes(der);
  const X509Ptr certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (!certificate || at != Bytes(der) + der.size()) {
    ERR_clear_error();
    return absl::InvalidArgumentError("not a certificate in DER");
  }
  return FromPkey(PkeyPtr(X509_get_pubkey(certificate.get())));
}

absl::StatusOr<PublicKey> PublicKey::FromCertificatePem(absl::string_view pem) {
  const auto certificate = CertificateFromPem(pem);
  if (!certificate.ok()) return certificate.status();
  return FromPkey(PkeyPtr(X509_get_pubkey(certificate->get())));
}

bool PublicKey::Verifies(Algorithm algorithm, absl::string_view data,
                         absl::string_view signature) const {
  const MdCtxPtr context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  bool valid =
      EVP_DigestVerifyInit(context.get(), &parameters, EVP_sha256(), nullptr, key_.get()) == 1;
  if (algorithm == Algorithm::kPs256) {
    valid = valid && EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
            EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1;
  }
  valid = valid && EVP_DigestVerify(context.get(), Bytes(signature), signature.size(), Bytes(data),
                                    data.size()) == 1;
  ERR_clear_error();  // a wrong signature leaves entries
  return valid;
}

}  // namespace mock::jwt
