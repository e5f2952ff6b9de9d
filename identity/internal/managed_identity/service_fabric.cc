#include "identity/internal/managed_identity/service_fabric.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"

namespace azure::identity::internal {
namespace {

constexpr char kThumbprint[] = "IDENTITY_SERVER_THUMBPRINT";

// Tools print thumbprints with colons or spaces between the bytes.
absl::StatusOr<std::string> ParseThumbprint(absl::string_view text) {
  std::string digits = absl::StrReplaceAll(text, {{":", ""}, {" ", ""}});
  const bool is_sha1 =
      digits.size() == 40 && std::all_of(digits.begin(), digits.end(),
                                         [](unsigned char c) { return absl::ascii_isxdigit(c); });
  if (is_sha1) return absl::AsciiStrToUpper(digits);
  return absl::InvalidArgumentError(
      "IDENTITY_SERVER_THUMBPRINT must be a SHA-1 certificate thumbprint");
}

}  // namespace

ServiceFabric::ServiceFabric(std::shared_ptr<Environment> environment)
    : environment_(std::move(environment)) {}

absl::StatusOr<HttpRequest> ServiceFabric::TokenRequest(absl::string_view resource) const {
  absl::StatusOr<Url> endpoint = ParseUrl(environment_->GetOrEmpty("IDENTITY_ENDPOINT"));
  if (!endpoint.ok()) return endpoint.status();
  if (endpoint->scheme != "https") {
    return absl::InvalidArgumentError("Service Fabric managed identity endpoint must use HTTPS");
  }
  const absl::StatusOr<std::string> thumbprint =
      ParseThumbprint(environment_->GetOrEmpty(kThumbprint));
  if (!thumbprint.ok()) return thumbprint.status();
  absl::StatusOr<HttpRequest> request =
      GetRequest(*std::move(endpoint),
                 {{"api-version", "2019-07-01-preview"}, {"resource", std::string(resource)}});
  if (!request.ok()) return request;
  request->headers.Set("Accept", "application/json");
  request->headers.Set("Secret", environment_->GetOrEmpty("IDENTITY_HEADER"));
  request->pin = CertificatePin{*thumbprint, kThumbprint};
  return request;
}

}  // namespace azure::identity::internal
