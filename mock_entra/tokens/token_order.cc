#include "mock_entra/tokens/token_order.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "mock_common/http/message.h"
#include "mock_common/text/json_text.h"
#include "mock_entra/tokens/access_token.h"
#include "mock_entra/tokens/resource_scope.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

Authority AuthorityAt(const std::string& host) {
  http::Request request;
  request.host = absl::AsciiStrToLower(host.substr(0, host.rfind(':')));
  request.headers.Set("Host", host);
  request.tls = true;
  return AuthorityOf(request);
}

}  // namespace

absl::StatusOr<std::string> FillOrder(const TokenOrder& order, Directory& directory,
                                      const jwt::SigningKey& key, absl::Time now, Random& random) {
  const auto tenant = directory.FindTenant(order.tenant);
  if (tenant == nullptr) {
    return absl::NotFoundError(
        absl::StrCat("tenant: the directory has no tenant \"", order.tenant, "\""));
  }
  const Application* const application = tenant->FindApplication(order.client_id);
  if (application == nullptr) {
    return absl::NotFoundError(absl::StrCat("client_id: the tenant ", tenant->id,
                                            " has no application \"", order.client_id, "\""));
  }
  const RequestedResource requested{tenant->FindResource(order.resource), order.resource};
  if (requested.resource == nullptr) {
    return absl::NotFoundError(absl::StrCat("resource: the tenant ", tenant->id,
                                            " has no resource \"", order.resource, "\""));
  }
  if (!order.claims.empty() && !scenario::ParseJson(order.claims).is_object()) {
    return absl::InvalidArgumentError("claims: is not a JSON object");
  }
  const Authority authority = AuthorityAt(order.host);
  TokenInput input{authority, *tenant, *application, requested, {}, now};
  input.flaw = order.flaw;
  input.ordered_claims = order.claims;
  return IssueAccessToken(input, key, random);
}

}  // namespace mock::entra
