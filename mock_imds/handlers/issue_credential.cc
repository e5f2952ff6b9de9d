#include "mock_imds/handlers/issue_credential.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/text/json_text.h"
#include "mock_common/text/shallow_json.h"
#include "mock_common/text/values.h"
#include "mock_common/tls/certificate_request.h"
#include "mock_imds/handlers/imds_refusal.h"
#include "mock_imds/handlers/instance_metadata.h"
#include "mock_imds/handlers/platform_metadata.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

using nlohmann::ordered_json;

// Names the compute unit in requests, as JSON in a UTF8String.
constexpr char kComputeUnitOid[] = "1.3.6.1.4.1.311.90.2.10";
constexpr int kSmallestKey = 2048;
constexpr absl::Duration kLifetime = absl::Hours(14 * 24);
constexpr absl::Duration kTokensFor = absl::Hours(7 * 24);

// A member that is a text; "" for all else.
std::string TextOf(const ordered_json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : "";
}

bool IsSameUnit(const std::string& text, const ComputeUnit& unit) {
  const ordered_json json = scenario::ParseShallowJson(text);
  return json.is_object() && absl::EqualsIgnoreCase(TextOf(json, "vmId"), unit.vm_id) &&
         absl::EqualsIgnoreCase(TextOf(json, "vmssId"), unit.vmss_id);
}

// Why the request may not be granted to `principal`.
std::optional<http::Response> Refuse(const HostExchange& exchange, const Principal& principal,
                                     const CertificateRequest& request) {
  if (!request.signature_is_valid) {
    return RefuseImds("The signature of the csr is not valid",
                      "the certificate request is not signed by its key");
  }
  if (request.rsa_bits < kSmallestKey) {
    return RefuseImds("The key of the csr is not an RSA key of at least 2048 bits",
                      "the key of the certificate request is no RSA key of 2048 bits or more");
  }
  const std::string& tenant = exchange.host.tenant_id();
  if (!absl::EqualsIgnoreCase(request.common_name, principal.client_id) ||
      !absl::EqualsIgnoreCase(request.domain_component, tenant)) {
    return RefuseImds(
        absl::StrCat("The subject of the csr is not CN=", principal.client_id, ", DC=", tenant),
        "the subject of the certificate request is not the identity and its tenant");
  }
  const ComputeUnit unit = ComputeUnitOf(exchange);
  const auto named = request.texts.find(kComputeUnitOid);
  if (named == request.texts.end() || !IsSameUnit(named->second, unit)) {
    return RefuseImds(
        absl::StrCat("The attribute ", kComputeUnitOid, " of the csr is not ", unit.ToJson()),
        "the certificate request names another machine");
  }
  return std::nullopt;
}

bool IsSystemAssigned(const ManagedIdentityHost& host, const Principal& principal) {
  return std::any_of(host.identities().begin(), host.identities().end(),
                     [&](const scenario::Assignment& assignment) {
                       return assignment.system_assigned() &&
                              assignment.identity() == principal.name;
                     });
}

http::Response Issue(const HostExchange& exchange, const Principal& principal,
                     const CertificateRequest& request) {
  const scenario::ImdsV2& v2 = exchange.host.imds_v2();
  const auto certificate = exchange.identities.certify(
      exchange.host.tenant_id(), principal,
      {request.public_key,
       scenario::ParseDurationText(v2.certificate_lifetime()).value_or(kLifetime),
       scenario::ParseDurationText(v2.tokens_for()).value_or(kTokensFor)});
  if (!certificate.ok()) {
    http::Response response =
        JsonResponse(500, OAuthError("server_error", "Failed to issue a certificate"));
    response.remarks.oauth_error = "server_error";
    return http::Because("the certificate could not be issued", std::move(response));
  }
  ordered_json json;
  json["client_id"] = principal.client_id;
  json["tenant_id"] = exchange.host.tenant_id();
  json["certificate"] = absl::Base64Escape(*certificate);
  json["identity_type"] =
      IsSystemAssigned(exchange.host, principal) ? "SystemAssigned" : "UserAssigned";
  json["mtls_authentication_endpoint"] =
      !v2.mtls_authentication_endpoint().empty()
          ? v2.mtls_authentication_endpoint()
          : absl::StrCat("https://", LocationOf(exchange.host.instance()),
                         ".mtlsauth.microsoft.com");
  return JsonResponse(200, scenario::JsonText(json));
}

}  // namespace

http::Response HandleIssueCredential(const HostExchange& exchange) {
  const auto found = FindNamed(exchange);
  const auto* const principal = std::get_if<Principal>(&found);
  if (principal == nullptr) return RefuseImds(std::get<NotAssigned>(found));
  const ordered_json body = scenario::ParseShallowJson(exchange.request.body);
  const std::string csr = body.is_object() ? TextOf(body, "csr") : "";
  if (csr.empty()) {
    return RefuseImds("The request body is not a JSON object with a csr",
                      "the body is no JSON object with a csr");
  }
  if (exchange.host.imds_v2().attestation_required() && TextOf(body, "attestation_token").empty()) {
    return RefuseImds("Attestation Token is missing / empty in the issue credential request",
                      "the host wants an attestation token, and the request has none");
  }
  std::string der;
  if (!absl::Base64Unescape(csr, &der)) {
    return RefuseImds("The csr is not valid base64", "the csr is not base64");
  }
  const auto request = ReadCertificateRequest(der);
  if (!request.ok()) {
    return RefuseImds("The csr is not a PKCS#10 certificate request",
                      "the csr is no certificate request");
  }
  if (auto refused = Refuse(exchange, *principal, *request)) return *std::move(refused);
  return Issue(exchange, *principal, *request);
}

}  // namespace mock::imds
