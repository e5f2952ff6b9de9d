// What the grants of applications share.
#ifndef MOCK_ENTRA_GRANTS_APPLICATION_GRANT_H_
#define MOCK_ENTRA_GRANTS_APPLICATION_GRANT_H_

#include "mock_entra/grants/grant.h"

namespace mock::entra {

class ApplicationGrant : public Grant {
 public:
  explicit ApplicationGrant(const GrantRequest& asked) : asked_(asked) {}

  // As LookUpTenant; 50059 for /common and the like, where no application is at home.
  FoundTenant FindTenant() override {
    return LookUpTenantOr(asked_.directory, asked_.request.tenant, "");
  }

  bool SignsUsersIn() const override { return false; }

 protected:
  const GrantRequest asked_;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_APPLICATION_GRANT_H_
