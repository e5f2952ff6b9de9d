#include "identity/device_code_credential.h"

#include <utility>

#include "identity/internal/clients/public_client.h"
#include "identity/internal/sign_in/device_code_sign_in.h"

namespace azure::identity {

absl::StatusOr<std::unique_ptr<DeviceCodeCredential>> DeviceCodeCredential::Create(
    DeviceCodeCredentialOptions options) {
  if (options.tenant_id.empty()) options.tenant_id = internal::kOrganizations;
  if (options.client_id.empty()) options.client_id = internal::kDeveloperSignOnClientId;
  if (options.user_prompt == nullptr) {
    options.user_prompt = [console = options.client.seams.console](
                              const Context&, const DeviceCodeMessage& message) {
      console->PrintLine(message.message);
      return absl::OkStatus();
    };
  }
  auto client = internal::PublicClient::Create(
      {"DeviceCodeCredential", std::move(options.tenant_id), std::move(options.client_id),
       std::move(options.additionally_allowed_tenants), options.disable_instance_discovery,
       std::move(options.client), std::move(options.authentication_record),
       options.disable_automatic_authentication},
      internal::DeviceCodeSignIn(std::move(options.user_prompt)));
  if (!client.ok()) return client.status();
  return std::unique_ptr<DeviceCodeCredential>(new DeviceCodeCredential(*std::move(client)));
}

DeviceCodeCredential::DeviceCodeCredential(std::unique_ptr<internal::PublicClient> client)
    : client_(std::move(client)) {}

DeviceCodeCredential::~DeviceCodeCredential() = default;

absl::StatusOr<AccessToken> DeviceCodeCredential::GetToken(const Context& ctx,
                                                           const TokenRequestOptions& options) {
  return client_->GetToken(ctx, options);
}

absl::StatusOr<AuthenticationRecord> DeviceCodeCredential::Authenticate(
    const Context& ctx, const TokenRequestOptions& options) {
  return client_->Authenticate(ctx, options);
}

}  // namespace azure::identity
