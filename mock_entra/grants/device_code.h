// The device_code grant: polls for what a user does on the device page.
#ifndef MOCK_ENTRA_GRANTS_DEVICE_CODE_H_
#define MOCK_ENTRA_GRANTS_DEVICE_CODE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "mock_entra/grants/user_grant.h"
#include "mock_entra/promises/device_codes.h"

namespace mock::entra {

inline constexpr absl::string_view kDeviceCodeGrant =
    "urn:ietf:params:oauth:grant-type:device_code";

// Refuses with 900144 without `device_code` (on v1.0 also `code`), 70018 an unknown code or another
// application's, 70020 expired, 54005 redeemed before, and what is said of a code of
// /organizations that nobody has signed in for; 70018 another tenant's; then 70016
// authorization_pending (or slow_down, as the tenant's device_login says), 70018
// authorization_declined, 50034 for a user who is gone.
class DeviceCodeGrant : public UserGrant {
 public:
  using UserGrant::UserGrant;

  FoundTenant FindTenant() override;
  std::variant<TokenSubject, Refusal> FindSubject(const Tenant& tenant,
                                                  const AuthenticatedClient& client) override;

 private:
  std::optional<Refusal> CheckCode() const;

  std::string handle_;  // set by FindTenant, as is the code with this poll
  std::optional<DeviceCode> code_;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_GRANTS_DEVICE_CODE_H_
