// Certificates of managed identities, which their hosts get from Entra ID for them.
#ifndef MOCK_ENTRA_TOKENS_MANAGED_IDENTITY_CERTIFICATE_H_
#define MOCK_ENTRA_TOKENS_MANAGED_IDENTITY_CERTIFICATE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "mock_common/random.h"
#include "mock_common/tls/client_authority.h"
#include "mock_entra/directory/tenant.h"

namespace mock::entra {

// The common name of who issues them.
inline constexpr char kManagedIdentityIssuer[] = "managedidentitysnissuer.login.microsoft.com";

struct CertificateOrder {
  std::string public_key;     // SubjectPublicKeyInfo in DER
  absl::Duration lifetime;    // from now
  absl::Duration tokens_for;  // how long of that tokens can be had with it
};

// A certificate in DER that the mutual-TLS endpoint knows `identity` by, valid from five
// minutes ago. Errors: as ClientAuthority::Issue.
absl::StatusOr<std::string> IssueManagedIdentityCertificate(const Tenant& tenant,
                                                            const ManagedIdentity& identity,
                                                            const CertificateOrder& order,
                                                            const ClientAuthority& authority,
                                                            absl::Time now, Random& random);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_TOKENS_MANAGED_IDENTITY_CERTIFICATE_H_
