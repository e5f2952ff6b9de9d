#include "identity/internal/sign_in/password_sign_in.h"

#include <utility>

#include "identity/internal/entra/openid_configuration.h"
#include "identity/internal/entra/token_request.h"
#include "identity/internal/entra/user_realm.h"

namespace azure::identity::internal {
namespace {

struct User {
  std::string name;
  SecretString password;
};

// Whether the authority itself checks the user's password.
absl::Status CheckManaged(const Context& ctx, const ClientCore& core, const Authority& authority,
                          const User& user) {
  // AD FS has no realms.
  if (authority.kind == AuthorityKind::kAdfs) return absl::OkStatus();
  const absl::StatusOr<UserRealm> realm = FetchUserRealm(ctx, core.http(), authority, user.name);
  if (!realm.ok()) return realm.status();
  if (realm->account_type == "Managed") return absl::OkStatus();
  if (realm->account_type == "Federated") {
    return absl::UnimplementedError(
        "the account is federated: a server of its organization checks the password with "
        "WS-Trust, which this library doesn't speak. Use InteractiveBrowserCredential or "
        "DeviceCodeCredential");
  }
  return absl::UnavailableError("unknown account type");
}

absl::StatusOr<TokenResponse> Run(const Context& ctx, ClientCore& core, const TokenRequest& request,
                                  const User& user) {
  const absl::StatusOr<Endpoints> endpoints = core.ResolveEndpoints(ctx, request.authority);
  if (!endpoints.ok()) return endpoints.status();
  if (absl::Status status = CheckManaged(ctx, core, request.authority, user); !status.ok()) {
    return status;
  }
  const absl::StatusOr<std::string> claims = core.Claims(request);
  if (!claims.ok()) return claims.status();
  const FormFields form = UserForm("password", core.client_id(), request.scopes, *claims,
                                   {{"username", user.name}, {"password", user.password}});
  return core.Post(ctx, endpoints->token_endpoint, form, request, TokenOwner::kUser);
}

}  // namespace

SignIn PasswordSignIn(std::string username, SecretString password) {
  return [user = User{std::move(username), std::move(password)}](
             const Context& ctx, ClientCore& core, const TokenRequest& request) {
    return Run(ctx, core, request, user);
  };
}

}  // namespace azure::identity::internal
