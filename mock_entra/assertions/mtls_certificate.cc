#include "mock_entra/assertions/mtls_certificate.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/crypto/digest.h"
#include "mock_common/tls/client_certificate.h"

namespace mock::entra {

std::optional<Refusal> CheckMtlsCertificate(const Exchange& exchange, const Tenant& tenant,
                                            const ManagedIdentity& identity,
                                            const ClientAuthority* authority) {
  const std::string& der = exchange.request.client_certificate;
  const auto certificate = ReadClientCertificate(der);
  if (!certificate.ok() || authority == nullptr || !authority->HasIssued(der)) {
    const std::string thumbprint = absl::AsciiStrToUpper(absl::BytesToHexString(Sha1(der)));
    return Refusal{
        700027,
        {{"thumbprint", thumbprint}},
        "",
        "the TLS client certificate is none that the issuer of managed identities gave out"};
  }
  if (certificate->not_after <= exchange.now)
    return Refusal{392204, {}, "", "the TLS client certificate has expired"};
  if (exchange.now < certificate->not_before)
    return Refusal{1000502, {}, "", "the TLS client certificate is not valid yet"};
  if (certificate->tokens_until <= exchange.now)
    return Refusal{1000901, {}, "", "tokens can no longer be had with the TLS client certificate"};
  if (absl::EqualsIgnoreCase(certificate->common_name, identity.client_id) &&
      absl::EqualsIgnoreCase(certificate->domain_component, tenant.id)) {
    return std::nullopt;
  }
  const std::string subject =
      absl::StrCat("CN=", certificate->common_name, ", DC=", certificate->domain_component);
  return Refusal{700030,
                 {{"certificateSubjects", subject}},
                 "",
                 "the TLS client certificate is of another identity or tenant"};
}

}  // namespace mock::entra
