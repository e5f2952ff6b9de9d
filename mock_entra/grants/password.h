// The password grant: a user's name and password in one request.
#ifndef MOCK_ENTRA_GRANTS_PASSWORD_H_
#define MOCK_ENTRA_GRANTS_PASSWORD_H_

#include "mock_entra/grants/user_grant.h"

namespace mock::entra {

// Refuses with 9001023 on /common and /consumers, 50059 on /organizations for a user
// of no known domain; then 9002326 to a page; then 900144 without `username` or `password`, then as
// CheckPassword.
class PasswordGrant : public UserGrant {
 public:
  using UserGrant::UserGrant;

  FoundTenant FindTenant() override;
  std::optional<Refusal> CheckOrigin(const Tenant& tenant) override;
  std::variant<TokenSubject, Refusal> FindSubject(const Tenant& tenant,
                                                  const AuthenticatedClient& client) override;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_PASSWORD_H_
