#include "identity/internal/managed_identity/host.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/errors/request_target.h"
#include "identity/internal/text/go_text.h"
#include "identity/internal/text/go_url.h"

namespace azure::identity::internal {

absl::StatusOr<HttpResponse> ManagedIdentityHost::Ask(const Context& ctx, HttpTransport& pipeline,
                                                      absl::string_view resource) const {
  const absl::StatusOr<HttpRequest> request = TokenRequest(resource);
  if (!request.ok()) return request.status();
  return pipeline.Send(ctx, *request);
}

absl::Status ManagedIdentityHost::Refusal(const HttpResponse& response) const {
  return AuthenticationFailed(kManagedIdentityCredential, "", response);
}

absl::Status ManagedIdentityHost::Confirm(absl::string_view /*body*/) const {
  return absl::OkStatus();
}

absl::Status ManagedIdentityHost::Unreadable(absl::string_view why, bool /*chained*/) const {
  return AuthenticationFailed(kManagedIdentityCredential, why);
}

const char* IdParameter(ManagedIdentityId::Kind kind, const char* resource_parameter) {
  switch (kind) {
    case ManagedIdentityId::Kind::kObject:
      return "object_id";
    case ManagedIdentityId::Kind::kResource:
      return resource_parameter;
    case ManagedIdentityId::Kind::kClient:
      break;
  }
  return "client_id";
}

std::string RequestUrl(Url url) {
  if (absl::EndsWith(url.host, ":")) url.host.pop_back();
  const std::string text = url.ToString();
  return UrlWithEscapedPath(text) + text.substr(std::min(text.find('?'), text.size()));
}

absl::StatusOr<HttpRequest> GetRequest(Url endpoint,
                                       const std::map<std::string, std::string>& parameters) {
  if (absl::Status status = CheckTarget(endpoint); !status.ok()) return status;
  endpoint.query = SetQueryFields(endpoint.query, parameters);
  return HttpRequest{"GET", RequestUrl(std::move(endpoint)), {}, ""};
}

absl::StatusOr<Url> ParseEndpoint(absl::string_view text) {
  absl::StatusOr<Url> url = ParseUrl(text);
  if (url.ok()) return url;
  return absl::InvalidArgumentError(
      absl::StrCat("couldn't parse ", QuoteGo(text), ": ", url.status().message()));
}

}  // namespace azure::identity::internal
