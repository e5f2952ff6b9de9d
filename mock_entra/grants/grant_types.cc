#include "mock_entra/grants/grant_types.h"

#include <string>

#include "absl/strings/string_view.h"
#include "mock_entra/grants/authorization_code.h"
#include "mock_entra/grants/client_credentials.h"
#include "mock_entra/grants/device_code.h"
#include "mock_entra/grants/on_behalf_of.h"
#include "mock_entra/grants/password.h"
#include "mock_entra/grants/refresh_token.h"

namespace mock::entra {
namespace {

class UnknownGrant : public ApplicationGrant {
 public:
  using ApplicationGrant::ApplicationGrant;

  FoundTenant FindTenant() override {
    FoundTenant found = ApplicationGrant::FindTenant();
    return std::holds_alternative<Refusal>(found) ? found : FoundTenant(Unsupported());
  }

  std::variant<TokenSubject, Refusal> FindSubject(const Tenant& /*tenant*/,
                                                  const AuthenticatedClient& /*client*/) override {
    return Unsupported();
  }

 private:
  Refusal Unsupported() const {
    const std::string grant_type(asked_.request.Get("grant_type"));
    if (grant_type.empty()) return Refusal{900144, {{"name", "grant_type"}}, ""};
    return Refusal{
        70003, {{"grant_type", grant_type}}, "", "the grant type is none that the fake knows"};
  }
};

template <typename T>
std::unique_ptr<Grant> Make(const GrantRequest& asked) {
  return std::make_unique<T>(asked);
}

struct GrantType {
  absl::string_view name;
  std::unique_ptr<Grant> (*make)(const GrantRequest&);
};

constexpr GrantType kGrantTypes[] = {
    {"client_credentials", Make<ClientCredentialsGrant>},
    {kOnBehalfOfGrant, Make<OnBehalfOfGrant>},
    {"password", Make<PasswordGrant>},
    {"authorization_code", Make<AuthorizationCodeGrant>},
    {"refresh_token", Make<RefreshTokenGrant>},
    {kDeviceCodeGrant, Make<DeviceCodeGrant>},
    {"device_code", Make<DeviceCodeGrant>},  // MSAL for Go sends the short name
};

}  // namespace

std::unique_ptr<Grant> FindGrant(const GrantRequest& asked) {
  const absl::string_view grant_type = asked.request.Get("grant_type");
  for (const GrantType& type : kGrantTypes) {
    if (type.name == grant_type) return type.make(asked);
  }
  return Make<UnknownGrant>(asked);
}

}  // namespace mock::entra
