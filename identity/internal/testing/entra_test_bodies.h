// What an authority answers, for tests.
#ifndef IDENTITY_INTERNAL_TESTING_ENTRA_TEST_BODIES_H_
#define IDENTITY_INTERNAL_TESTING_ENTRA_TEST_BODIES_H_

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// GET https://login.microsoftonline.com/common/discovery/instance
inline constexpr char kInstanceDiscoveryBody[] =
    R"({"tenant_discovery_endpoint":)"
    R"("https://login.microsoftonline.com/t/v2.0/.well-known/openid-configuration",)"
    R"("api-version":"1.1","metadata":[{"preferred_network":"login.microsoftonline.com",)"
    R"("preferred_cache":"login.windows.net","aliases":["login.microsoftonline.com",)"
    R"("login.windows.net","login.microsoft.com","sts.windows.net"]}]})";

// GET https://{host}/{tenant}/v2.0/.well-known/openid-configuration
inline std::string OpenIdConfigurationBody(absl::string_view host = "login.microsoftonline.com",
                                           absl::string_view tenant = "t") {
  const std::string base = absl::StrCat("https://", host, "/", tenant);
  return absl::StrCat(R"({"token_endpoint":")", base, R"(/oauth2/v2.0/token","issuer":")", base,
                      R"(/v2.0","authorization_endpoint":")", base, R"(/oauth2/v2.0/authorize"})");
}

// POST https://{host}/{tenant}/oauth2/v2.0/token
inline std::string TokenBody(absl::string_view token = "tok", int expires_in = 3599,
                             absl::string_view more_members = "") {
  return absl::StrCat(R"({"token_type":"Bearer","expires_in":)", expires_in,
                      R"(,"ext_expires_in":3599,"access_token":")", token, "\"", more_members, "}");
}

// The same for a user: "{user}@contoso.example", whose home account is
// "{user}.home", with the refresh token "rt-{token}".
inline std::string UserTokenBody(absl::string_view token = "tok", absl::string_view user = "ada",
                                 int expires_in = 3599, absl::string_view more_members = "") {
  const std::string id_token =
      absl::StrCat(R"({"iss":"https://login.microsoftonline.com/t/v2.0","aud":"c","tid":"t",)",
                   R"("sub":"sub","preferred_username":")", user, R"(@contoso.example"})");
  const std::string client_info = absl::StrCat(R"({"uid":")", user, R"(","utid":"home"})");
  return TokenBody(token, expires_in,
                   absl::StrCat(R"(,"refresh_token":"rt-)", token, R"(","id_token":"e30.)",
                                absl::WebSafeBase64Escape(id_token), R"(.s","client_info":")",
                                absl::WebSafeBase64Escape(client_info), "\"", more_members));
}

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TESTING_ENTRA_TEST_BODIES_H_
