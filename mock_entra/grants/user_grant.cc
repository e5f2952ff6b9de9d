#include "mock_entra/grants/user_grant.h"

#include "mock_entra/grants/named_tenant.h"

namespace mock::entra {

FoundTenant UserGrant::FindNamedTenant() const {
  return LookUpTenantOr(asked_.directory, asked_.request.tenant,
                        NamedTenant(asked_.request, asked_.directory));
}

TokenSubject UserGrant::SubjectOf(const Tenant& tenant, const SignIn& sign_in) {
  TokenSubject subject;
  subject.sign_in = sign_in;
  const Account* const account = tenant.FindUser(sign_in.user_name);
  subject.user = account != nullptr
                     ? User{account->id, account->display_name, account->name}
                     : User{sign_in.unlisted_id, sign_in.unlisted_display_name, sign_in.user_name};
  return subject;
}

}  // namespace mock::entra
