// The refresh_token grant.
#ifndef MOCK_ENTRA_GRANTS_REFRESH_TOKEN_H_
#define MOCK_ENTRA_GRANTS_REFRESH_TOKEN_H_

#include <memory>

#include "mock_entra/grants/user_grant.h"

namespace mock::entra {

// The old token stays good, as Entra's do, unless the application's
// single_use_refresh_tokens says otherwise. One of the user's home tenant is good in
// other tenants where the user has an account, and one of Microsoft's own
// applications for the others of its family.
// Refuses with 900144 without `refresh_token`, 9002313 for what is none; 9002326 to a
// page, and 9002327 to others, what was not issued for the like; then 70008 unknown or replayed,
// 70000 another application's, 50034 and 50057 for a user who is gone or disabled, 50173 revoked,
// 700084 and 700082 too old.
class RefreshTokenGrant : public UserGrant {
 public:
  using UserGrant::UserGrant;

  FoundTenant FindTenant() override;
  std::optional<Refusal> CheckOrigin(const Tenant& tenant) override;
  std::variant<TokenSubject, Refusal> FindSubject(const Tenant& tenant,
                                                  const AuthenticatedClient& client) override;

 private:
  // Keeps the token; null if nobody does. Set by FindTenant.
  std::shared_ptr<const Tenant> owner_;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_REFRESH_TOKEN_H_
