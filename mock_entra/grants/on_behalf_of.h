// The on-behalf-of grant (jwt-bearer): a web API exchanges its caller's token for one
// to another resource.
#ifndef MOCK_ENTRA_GRANTS_ON_BEHALF_OF_H_
#define MOCK_ENTRA_GRANTS_ON_BEHALF_OF_H_

#include "absl/strings/string_view.h"
#include "mock_entra/grants/application_grant.h"

namespace mock::entra {

inline constexpr absl::string_view kOnBehalfOfGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer";

// Refuses with 900144 without `assertion` or `requested_token_use`, 9002313 for
// another use, then as CheckUserAssertion.
class OnBehalfOfGrant : public ApplicationGrant {
 public:
  using ApplicationGrant::ApplicationGrant;

  std::variant<TokenSubject, Refusal> FindSubject(const Tenant& tenant,
                                                  const AuthenticatedClient& client) override;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_ON_BEHALF_OF_H_
