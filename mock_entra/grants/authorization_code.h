// The authorization_code grant: redeems what /authorize gave.
#ifndef MOCK_ENTRA_GRANTS_AUTHORIZATION_CODE_H_
#define MOCK_ENTRA_GRANTS_AUTHORIZATION_CODE_H_

#include <optional>
#include <string>

#include "absl/time/time.h"
#include "mock_entra/grants/user_grant.h"
#include "mock_entra/promises/promises.h"

namespace mock::entra {

// Refuses with 900144 without `code`, 9002313 for what is none; 9002326 to a page, and
// 9002327 to others, what was not issued for the like; then 700005 a code of
// another tenant, 54005 one that was redeemed before (which revokes what it led to),
// 70008 expired, 70000 another application's, 900144 without `redirect_uri`, 500112
// another one, 900144 without `code_verifier`, 501481 a wrong one.
class AuthorizationCodeGrant : public UserGrant {
 public:
  using UserGrant::UserGrant;

  FoundTenant FindTenant() override;
  std::optional<Refusal> CheckOrigin(const Tenant& tenant) override;
  std::variant<TokenSubject, Refusal> FindSubject(const Tenant& tenant,
                                                  const AuthenticatedClient& client) override;

 private:
  std::optional<Refusal> Check(const AuthorizationCode& code) const;

  std::string handle_, owner_;  // the code, and the ID of its tenant; set by FindTenant
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_AUTHORIZATION_CODE_H_
