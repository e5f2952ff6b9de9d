#include "mock_server/identity_bridge.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace azmock {

mock::imds::IdentityProvider IdentitiesOf(mock::entra::Entra* entra) {
  mock::imds::IdentityProvider identities;
  identities.find = [entra](absl::string_view tenant_id,
                            absl::string_view name) -> std::optional<mock::imds::Principal> {
    const auto tenant = entra->directory().FindTenant(tenant_id);
    const auto* identity = tenant == nullptr ? nullptr : tenant->FindManagedIdentity(name);
    if (identity == nullptr) return std::nullopt;
    return mock::imds::Principal{identity->name, identity->client_id, identity->principal_id,
                                 identity->resource_id};
  };
  identities.issue = [entra](const std::string& tenant, const mock::imds::Principal& principal,
                             absl::string_view resource, const mock::http::Request& request,
                             const mock::scenario::Setting& setting)
      -> std::variant<mock::imds::Token, mock::imds::TokenError> {
    auto issued = entra->IssueToManagedIdentity(tenant, principal.name, resource, request, setting);
    if (!issued) {
      mock::imds::TokenError gone;
      gone.remarks.reason = "the identity was taken away just now";
      return gone;
    }
    if (auto* refusal = std::get_if<mock::entra::ManagedIdentityRefusal>(&*issued)) {
      return mock::imds::TokenError{refusal->status, std::move(refusal->body),
                                    std::move(refusal->remarks)};
    }
    auto& token = std::get<mock::entra::ManagedIdentityToken>(*issued);
    return mock::imds::Token{std::move(token.access_token), token.not_before, token.expires_on,
                             token.lifetime};
  };
  identities.certify = [entra](const std::string& tenant, const mock::imds::Principal& principal,
                               const mock::imds::CertificateOrder& order) {
    return entra->CertifyManagedIdentity(tenant, principal.name,
                                         {order.public_key, order.lifetime, order.tokens_for});
  };
  return identities;
}

mock::imds::IssueToTool IssueToTools(mock::entra::Entra* entra) {
  return [entra](const mock::imds::ToolTokenOrder& order) -> mock::imds::ToolTokenAnswer {
    auto issued =
        entra->IssueToSignedIn({order.home_tenant, order.account, order.signed_in, order.client_id,
                                order.tenant, order.scope, order.claims});
    if (auto* refusal = std::get_if<mock::entra::SignedInRefusal>(&issued)) {
      return mock::imds::ToolTokenError{std::move(refusal->error), std::move(refusal->description),
                                        std::move(refusal->remarks)};
    }
    auto& token = std::get<mock::entra::SignedInToken>(issued);
    return mock::imds::ToolToken{std::move(token.access_token), token.expires_on};
  };
}

}  // namespace azmock
