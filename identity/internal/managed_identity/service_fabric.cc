#include "identity/internal/managed_identity/service_fabric.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "identity/internal/secrets/secret_string.h"

namespace azure::identity::internal {
namespace {

constexpr char kOtherCertificate[] =
    "TLS certificate thumbprint from Service Fabric did not match IDENTITY_SERVER_THUMBPRINT";
constexpr char kRedirected[] = "redirects are not permitted for managed identity on Service Fabric";

// Tools print thumbprints with colons or spaces between the bytes.
absl::StatusOr<std::string> ParseThumbprint(absl::string_view text) {
  std::string digits(text);
  digits.erase(std::remove_if(digits.begin(), digits.end(),
                              [](unsigned char c) { return c == ':' || absl::ascii_isspace(c); }),
               digits.end());
  const bool is_sha1 =
      digits.size() == 40 && std::all_of(digits.begin(), digits.end(),
                                         [](unsigned char c) { return absl::ascii_isxdigit(c); });
  if (is_sha1) return absl::AsciiStrToUpper(digits);
  return absl::InvalidArgumentError(
      "IDENTITY_SERVER_THUMBPRINT must be a SHA-1 certificate thumbprint");
}

}  // namespace

absl::StatusOr<std::unique_ptr<ServiceFabric>> ServiceFabric::Create(
    std::shared_ptr<Environment> environment) {
  absl::StatusOr<Url> endpoint = ParseUrl(environment->GetOrEmpty("IDENTITY_ENDPOINT"));
  if (!endpoint.ok()) return endpoint.status();
  if (endpoint->scheme != "https" || endpoint->host.empty()) {
    return absl::InvalidArgumentError(
        "managed identity endpoint for Service Fabric must use HTTPS");
  }
  absl::StatusOr<std::string> thumbprint =
      ParseThumbprint(environment->GetOrEmpty("IDENTITY_SERVER_THUMBPRINT"));
  if (!thumbprint.ok()) return thumbprint.status();
  return std::unique_ptr<ServiceFabric>(
      new ServiceFabric(*std::move(endpoint), *std::move(thumbprint), std::move(environment)));
}

ServiceFabric::ServiceFabric(Url endpoint, std::string thumbprint,
                             std::shared_ptr<Environment> environment)
    : endpoint_(std::move(endpoint)),
      thumbprint_(std::move(thumbprint)),
      environment_(std::move(environment)) {}

absl::StatusOr<HttpRequest> ServiceFabric::TokenRequest(absl::string_view resource) const {
  absl::StatusOr<HttpRequest> request = GetRequest(
      endpoint_, {{"api-version", "2019-07-01-preview"}, {"resource", std::string(resource)}});
  if (!request.ok()) return request;
  request->headers.Set("Accept", "application/json");
  request->headers.Set("Secret", SecretString(environment_->GetOrEmpty("IDENTITY_HEADER")));
  request->pin = CertificatePin{thumbprint_, kOtherCertificate, kRedirected};
  return request;
}

}  // namespace azure::identity::internal
