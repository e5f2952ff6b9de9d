#include "identity/username_password_credential.h"

#include <utility>

#include "identity/internal/clients/public_client.h"
#include "identity/internal/sign_in/password_sign_in.h"

namespace azure::identity {

absl::StatusOr<std::unique_ptr<UsernamePasswordCredential>> UsernamePasswordCredential::Create(
    absl::string_view tenant_id, absl::string_view client_id, absl::string_view username,
    absl::string_view password, UsernamePasswordCredentialOptions options) {
  auto client = internal::PublicClient::Create(
      {"UsernamePasswordCredential", std::string(tenant_id), std::string(client_id),
       std::move(options.additionally_allowed_tenants), options.disable_instance_discovery,
       std::move(options.client), std::move(options.authentication_record)},
      internal::PasswordSignIn(std::string(username), password));
  if (!client.ok()) return client.status();
  return std::unique_ptr<UsernamePasswordCredential>(
      new UsernamePasswordCredential(*std::move(client)));
}

UsernamePasswordCredential::UsernamePasswordCredential(
    std::unique_ptr<internal::PublicClient> client)
    : client_(std::move(client)) {}

UsernamePasswordCredential::~UsernamePasswordCredential() = default;

absl::StatusOr<AccessToken> UsernamePasswordCredential::GetToken(
    const Context& ctx, const TokenRequestOptions& options) {
  return client_->GetToken(ctx, options);
}

absl::StatusOr<AuthenticationRecord> UsernamePasswordCredential::Authenticate(
    const Context& ctx, const TokenRequestOptions& options) {
  return client_->Authenticate(ctx, options);
}

}  // namespace azure::identity
