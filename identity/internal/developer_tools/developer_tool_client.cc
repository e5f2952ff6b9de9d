#include "identity/internal/developer_tools/developer_tool_client.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/internal/text/alphanumeric.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {

absl::StatusOr<std::unique_ptr<DeveloperToolClient>> DeveloperToolClient::Create(
    std::unique_ptr<const DeveloperTool> tool, DeveloperToolOptions options) {
  if (!options.tenant_id.empty()) {
    if (absl::Status status = CheckTenantId(options.tenant_id); !status.ok()) return status;
  }
  return std::unique_ptr<DeveloperToolClient>(
      new DeveloperToolClient(std::move(tool), std::move(options)));
}

DeveloperToolClient::DeveloperToolClient(std::unique_ptr<const DeveloperTool> tool,
                                         DeveloperToolOptions options)
    : tool_(std::move(tool)),
      tenants_{std::string(tool_->credential()), std::move(options.tenant_id),
               std::move(options.additionally_allowed_tenants)},
      in_default_chain_(options.in_default_chain),
      log_(tenants_.credential, options.client),
      clock_(options.client.seams.clock),
      command_(tenants_.credential, options.client.seams,
               [tool = tool_.get()](absl::string_view err) { return tool->Explain(err); }),
      runs_(clock_) {}

absl::StatusOr<AccessToken> DeveloperToolClient::GetToken(const Context& ctx,
                                                          const TokenRequestOptions& options) {
  if (absl::Status status = CheckScopes(options); !status.ok()) return status;
  const auto tenant = ResolveTenant(tenants_, options.tenant_id);
  if (!tenant.ok()) return tenant.status();
  const auto command = tool_->Command(options, *tenant);
  if (!command.ok()) return command.status();
  auto token = RunTool(ctx, *command);
  if (!token.ok()) {
    const absl::Status status = tool_->Mend(token.status(), options, *tenant);
    return in_default_chain_ ? UnavailableInDefaultChain(status) : status;
  }
  log_.Acquired("GetToken", options.scopes);
  return token;
}

absl::Status DeveloperToolClient::CheckScopes(const TokenRequestOptions& options) const {
  const bool many = tool_->takes_many_scopes();
  if (options.scopes.empty() || (!many && options.scopes.size() > 1)) {
    return absl::InvalidArgumentError(absl::StrCat(tenants_.credential, ": GetToken() requires ",
                                                   many ? "at least" : "exactly", " one scope"));
  }
  for (const std::string& scope : options.scopes) {
    if (!IsAlphanumericOr(".-_/:", scope)) {
      return absl::InvalidArgumentError(
          absl::StrCat(tenants_.credential, ".GetToken(): invalid scope ", QuoteGo(scope)));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<AccessToken> DeveloperToolClient::RunTool(const Context& ctx,
                                                         const std::string& command) {
  const auto result = runs_.Run(ctx, command, [&]() -> SingleFlight::Result {
    auto out = command_.Run(ctx, command);
    if (!out.ok()) return out.status();
    absl::StatusOr<AccessToken> token = tool_->ReadToken(SecretString(*std::move(out)));
    if (!token.ok()) return token.status();
    // azidentity would return it, and only the service would say that it is empty.
    if (token->token().empty()) {
      return AuthenticationFailed(tenants_.credential, "the tool printed no token");
    }
    return std::make_shared<const CachedToken>(CachedToken{*std::move(token), {}, {}});
  });
  if (result.ok()) return (*result)->token;
  // Of a context that ended while another caller's run was under way.
  const absl::Status& status = result.status();
  if (status != clock_->Err(ctx)) return status;
  return AuthenticationFailed(tenants_.credential, status.message(), status.code());
}

}  // namespace azure::identity::internal
