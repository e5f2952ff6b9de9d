#include "mock_entra/tokens/managed_identity_certificate.h"

namespace mock::entra {
namespace {

constexpr int kSerialBytes = 16;

// RFC 5280, section 4.1.2.2: positive, which the first bit says.
std::string Serial(Random& random) {
  std::string serial = random.Bytes(kSerialBytes);
  serial[0] = static_cast<char>((serial[0] & 0x7f) | 0x40);
  return serial;
}

}  // namespace

absl::StatusOr<std::string> IssueManagedIdentityCertificate(const Tenant& tenant,
                                                            const ManagedIdentity& identity,
                                                            const CertificateOrder& order,
                                                            const ClientAuthority& authority,
                                                            absl::Time now, Random& random) {
  return authority.Issue({order.public_key, identity.client_id, tenant.id, Serial(random),
                          now - absl::Minutes(5), now + order.lifetime, now + order.tokens_for});
}

}  // namespace mock::entra
