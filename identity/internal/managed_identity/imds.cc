#include "identity/internal/managed_identity/imds.h"

#include <map>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/text/go_text.h"
#include "identity/internal/text/shown_body.h"
#include "identity/version.h"

namespace azure::identity::internal {
namespace {

constexpr char kEndpoint[] = "http://169.254.169.254/metadata/identity/oauth2/token";

}  // namespace

Imds::Imds(std::optional<ManagedIdentityId> id, std::shared_ptr<Random> random)
    : id_(std::move(id)), random_(std::move(random)) {}

RetryOptions Imds::Retry(RetryOptions given) const {
  constexpr absl::Duration kZero = absl::ZeroDuration();
  if (given.max_retries == 0) given.max_retries = 6;
  if (given.max_retry_delay == kZero) given.max_retry_delay = absl::Seconds(25);
  if (given.retry_delay == kZero) given.retry_delay = absl::Seconds(2);
  if (given.try_timeout == kZero) given.try_timeout = absl::Minutes(1);
  if (given.status_codes.empty()) {
    given.status_codes = {404, 410, 429, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511};
  }
  return given;
}

absl::StatusOr<HttpRequest> Imds::TokenRequest(absl::string_view resource) const {
  std::map<std::string, std::string> parameters = {{"api-version", "2018-02-01"},
                                                   {"resource", std::string(resource)}};
  if (id_.has_value()) parameters[IdParameter(id_->kind(), kImdsResourceParameter)] = id_->value();
  absl::StatusOr<HttpRequest> request = GetRequest(ParseUrl(kEndpoint).value(), parameters);
  if (!request.ok()) return request;
  request->headers.Set("Metadata", "true");
  request->headers.Set("X-Client-Sku", "azure-identity-cc");
  request->headers.Set("X-Client-Ver", kVersion);
  request->headers.Set("X-Ms-Client-Request-Id", random_->Uuid());
  return request;
}

absl::Status Imds::Refusal(const HttpResponse& response) const {
  const std::string body = ShownBody(response.body);
  if (response.status_code == 400 && id_.has_value()) {
    return AuthenticationFailed(kManagedIdentityCredential,
                                "the requested identity isn't assigned to this resource", response);
  }
  if (response.status_code == 400) {
    return CredentialUnavailable(
        kManagedIdentityCredential,
        absl::StrCat("failed to authenticate a system assigned identity",
                     body.empty() ? "" : ". The endpoint responded with ", body));
  }
  if (response.status_code == 403 && absl::StrContains(body, "unreachable")) {
    return CredentialUnavailable(kManagedIdentityCredential,
                                 absl::StrCat("unexpected response ", QuoteGo(body)));
  }
  return ManagedIdentityHost::Refusal(response);
}

absl::Status Imds::Unreadable(absl::string_view why, bool chained) const {
  return chained ? CredentialUnavailable(kManagedIdentityCredential, why)
                 : ManagedIdentityHost::Unreadable(why, chained);
}

HttpRequest Imds::Probe() { return {"GET", kEndpoint, {}, ""}; }

}  // namespace azure::identity::internal
