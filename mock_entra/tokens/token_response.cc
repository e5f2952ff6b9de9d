#include "mock_entra/tokens/token_response.h"

#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "mock_entra/exchange/json_object.h"
#include "mock_entra/tokens/backdating.h"

namespace mock::entra {
namespace {

void AddLifetime(const TokenResponse& response, JsonObject& body) {
  const std::int64_t lifetime = absl::ToInt64Seconds(response.lifetime);
  if (response.version == Version::kV2) {
    body.Add("expires_in", lifetime);
    body.Add("ext_expires_in", lifetime);
    return;
  }
  body.Add("expires_in", absl::StrCat(lifetime));
  body.Add("ext_expires_in", absl::StrCat(lifetime));
  body.Add("expires_on", absl::StrCat(absl::ToUnixSeconds(response.issued) + lifetime + 1));
  body.Add("not_before", absl::StrCat(absl::ToUnixSeconds(response.issued - kBackdated)));
  body.Add("resource", response.resource);
}

}  // namespace

std::string TokenResponseBody(const TokenResponse& response) {
  JsonObject body;
  const auto add = [&](absl::string_view name, absl::string_view value) {
    if (!value.empty()) body.Add(name, value);
  };
  body.Add("token_type", response.token_type);
  add("scope", response.scope);
  AddLifetime(response, body);
  body.AddToken("access_token", response.access_token);
  add("refresh_token", response.refresh_token);
  add("foci", response.foci);
  add("id_token", response.id_token);
  add("client_info", response.client_info);
  return std::move(body).Finish();
}

}  // namespace mock::entra
