// What the grants of users share.
#ifndef MOCK_ENTRA_GRANTS_USER_GRANT_H_
#define MOCK_ENTRA_GRANTS_USER_GRANT_H_

#include "absl/strings/string_view.h"
#include "mock_entra/grants/grant.h"

namespace mock::entra {

class UserGrant : public Grant {
 public:
  explicit UserGrant(const GrantRequest& asked) : asked_(asked) {}

  bool SignsUsersIn() const override { return true; }

 protected:
  // The tenant that was asked; of /common and the like the one that NamedTenant says, or
  // 50059 if there is none of that name.
  FoundTenant FindNamedTenant() const;

  // The user of the sign-in, as the tenant knows them.
  static TokenSubject SubjectOf(const Tenant& tenant, const SignIn& sign_in);

  const GrantRequest asked_;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_USER_GRANT_H_
