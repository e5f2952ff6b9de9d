#include "identity/interactive_browser_credential.h"

#include <utility>

#include "identity/internal/clients/public_client.h"
#include "identity/internal/sign_in/browser_sign_in.h"

namespace azure::identity {

absl::StatusOr<std::unique_ptr<InteractiveBrowserCredential>> InteractiveBrowserCredential::Create(
    InteractiveBrowserCredentialOptions options) {
  if (options.tenant_id.empty()) options.tenant_id = internal::kOrganizations;
  if (options.client_id.empty()) options.client_id = internal::kDeveloperSignOnClientId;
  const Seams& seams = options.client.seams;
  internal::SignIn sign_in = internal::BrowserSignIn(
      {std::move(options.login_hint), std::move(options.redirect_url),
       seams.browser == nullptr ? NewBrowser(seams.processes, seams.environment) : seams.browser,
       seams.redirect_listeners, seams.random, seams.clock});
  auto client = internal::PublicClient::Create(
      {"InteractiveBrowserCredential", std::move(options.tenant_id), std::move(options.client_id),
       std::move(options.additionally_allowed_tenants), options.disable_instance_discovery,
       std::move(options.client), std::move(options.authentication_record),
       options.disable_automatic_authentication},
      std::move(sign_in));
  if (!client.ok()) return client.status();
  return std::unique_ptr<InteractiveBrowserCredential>(
      new InteractiveBrowserCredential(*std::move(client)));
}

InteractiveBrowserCredential::InteractiveBrowserCredential(
    std::unique_ptr<internal::PublicClient> client)
    : client_(std::move(client)) {}

InteractiveBrowserCredential::~InteractiveBrowserCredential() = default;

absl::StatusOr<AccessToken> InteractiveBrowserCredential::GetToken(
    const Context& ctx, const TokenRequestOptions& options) {
  return client_->GetToken(ctx, options);
}

absl::StatusOr<AuthenticationRecord> InteractiveBrowserCredential::Authenticate(
    const Context& ctx, const TokenRequestOptions& options) {
  return client_->Authenticate(ctx, options);
}

}  // namespace azure::identity
