#include "mock_entra/endpoints/pipelines_oidc.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "mock_common/crypto/same_secret.h"
#include "mock_common/text/json_text.h"
#include "mock_entra/exchange/form_fields.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;

constexpr absl::string_view kSuffix = "/oidctoken";
constexpr char kSignIn[] =
    "https://spsprodcus3.vssps.visualstudio.com/_signin?realm=dev.azure.com&reply_to=";

constexpr absl::string_view kSignInPage = "<html><body>Sign in to your account</body></html>";

bool IsSignInPage(const http::Request& request) {
  return request.path == "/_signin" && absl::EndsWith(request.host, ".visualstudio.com");
}

http::Response Reply(const Exchange& exchange, int status, absl::string_view content_type,
                     std::string body) {
  http::Response response;
  response.status = status;
  if (!body.empty()) response.headers.Add("Content-Type", content_type);
  response.headers.Add("x-vss-e2eid", exchange.correlation_id);
  std::string reference = absl::StrReplaceAll(exchange.trace_id, {{"-", ""}});
  response.headers.Add(
      "x-msedge-ref",
      absl::StrCat("Ref A: ", absl::AsciiStrToUpper(reference), " Ref B: AZMOCK Ref C: ",
                   absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", exchange.now, absl::UTCTimeZone())));
  response.body = std::move(body);
  AddRemarks(exchange, "", &response);
  return response;
}

http::Response JsonReply(const Exchange& exchange, int status, const Json& body) {
  return Reply(exchange, status, "application/json; charset=utf-8", scenario::JsonText(body));
}

// A serialized .NET exception, as Azure DevOps reports most errors.
http::Response Exception(const Exchange& exchange, int status, const std::string& message,
                         const std::string& space, const std::string& type,
                         const std::string& reason) {
  Json body;
  body["$id"] = "1";
  body["innerException"] = nullptr;
  body["message"] = message;
  body["typeName"] = absl::StrCat(space, ".", type, ", ", space);
  body["typeKey"] = type;
  body["errorCode"] = 0;
  body["eventId"] = 3000;
  http::Response response = JsonReply(exchange, status, body);
  response.remarks.service_error_code = type;
  return http::Because(reason, std::move(response));
}

http::Response VersionException(const Exchange& exchange, const std::string& message,
                                const std::string& type, const std::string& reason) {
  return Exception(exchange, 400, message, "Microsoft.VisualStudio.Services.WebApi", type, reason);
}

http::Response SignInRedirect(const Exchange& exchange) {
  const std::string target = absl::StrCat(kSignIn, "https%3A%2F%2Fdev.azure.com%2F&ht=3");
  http::Response response =
      Reply(exchange, 302, "text/html; charset=utf-8",
            absl::StrCat("<html><head><title>Object moved</title></head><body>\r\n"
                         "<h2>Object moved to <a href=\"",
                         absl::StrReplaceAll(target, {{"&", "&amp;"}}),
                         "\">here</a>.</h2>\r\n</body></html>\r\n"));
  response.headers.Add("Location", target);
  return response;
}

struct Asked {
  absl::string_view organization;
  absl::string_view project;
  std::string api_version;
  std::string service_connection;
};

// "/{organization}/{project}/_apis/…", or on {organization}.visualstudio.com
// without the first.
Asked Parse(const http::Request& request) {
  Asked asked;
  std::vector<absl::string_view> segments = absl::StrSplit(request.path, '/', absl::SkipEmpty());
  absl::string_view host = request.host;
  if (absl::ConsumeSuffix(&host, ".visualstudio.com")) segments.insert(segments.begin(), host);
  if (segments.size() > 3 && absl::EqualsIgnoreCase(segments[2], "_apis")) {
    asked.organization = segments[0];
    asked.project = segments[1];
  }
  for (const auto& [name, value] : http::ParseForm(request.query).value_or(FormFields())) {
    if (absl::EqualsIgnoreCase(name, "api-version")) asked.api_version = value;
    if (absl::EqualsIgnoreCase(name, "serviceConnectionId")) asked.service_connection = value;
  }
  return asked;
}

bool IsAuthorized(const http::Request& request, const Organization& organization) {
  absl::string_view token = request.headers.Get("Authorization");
  if (!absl::ConsumePrefix(&token, "Bearer ")) return false;
  bool known = false;
  for (const std::string& right : organization.access_tokens) {
    known |= SameSecret(right, token);
  }
  return known;
}

http::Response Refuse(const Exchange& exchange) {
  const absl::string_view redirect = exchange.request.headers.Get("X-TFS-FedAuthRedirect");
  const bool suppressed = absl::EqualsIgnoreCase(redirect, "Suppress");
  return http::Because("the bearer token is none of the organization's access tokens",
                       suppressed ? Reply(exchange, 401, "", "") : SignInRedirect(exchange));
}

bool IsOutdated(absl::string_view api_version) {
  double number = 0;
  return !absl::StrContains(api_version, "-preview") &&
         (!absl::SimpleAtod(api_version, &number) || number < 7.1);
}

http::Response Issue(const Exchange& exchange, Directory& directory, Random& random,
                     const Organization& organization, std::string subject) {
  scenario::Minted spec;
  spec.set_issuer(organization.Issuer());
  spec.set_subject(std::move(subject));
  const auto token = directory.issuers().Mint(spec, exchange.now, random);
  if (!token.ok()) {
    return http::Because("the token could not be made", Reply(exchange, 500, "", ""));
  }
  return JsonReply(exchange, 200, {{"oidcToken", *token}});
}

}  // namespace

bool IsPipelinesOidc(const http::Request& request) {
  return absl::EndsWithIgnoreCase(request.path, kSuffix) || IsSignInPage(request);
}

http::Response HandlePipelinesOidc(const Exchange& exchange, Directory& directory, Random& random) {
  const http::Request& request = exchange.request;
  if (IsSignInPage(request)) {
    return Reply(exchange, 203, "text/html; charset=utf-8", std::string(kSignInPage));
  }
  if (request.method != "POST") {
    const std::string message =
        absl::StrCat("The requested resource does not support http method '", request.method, "'.");
    return http::Because(
        "the endpoint does not take this method",
        JsonReply(exchange, 405, {{"count", 1}, {"value", {{"Message", message}}}}));
  }
  const Asked asked = Parse(request);
  const auto organization = directory.FindOrganization(asked.organization);
  if (organization == nullptr) {
    return http::Because("the directory has no such organization", Reply(exchange, 404, "", ""));
  }
  if (!IsAuthorized(request, *organization)) return Refuse(exchange);
  if (asked.api_version.empty()) {
    return VersionException(exchange,
                            "No api-version was supplied for the \"POST\" request. The version "
                            "must be supplied either as part of the Accept header (e.g. "
                            "\"application/json; api-version=1.0\") or as a query parameter (e.g. "
                            "\"?api-version=1.0\").",
                            "VssVersionNotSpecifiedException", "the request has no api-version");
  }
  if (IsOutdated(asked.api_version)) {
    return VersionException(
        exchange,
        absl::StrCat("The requested version \"", asked.api_version,
                     "\" of the resource is under preview. The -preview flag must be supplied in "
                     "the api-version for such requests. For example: \"",
                     asked.api_version, "-preview\""),
        "VssInvalidPreviewVersionException", "the api-version is none that the service has");
  }
  if (asked.service_connection.empty()) {
    return Issue(exchange, directory, random, *organization,
                 absl::StrCat("p://", organization->name, "/", asked.project, "/pipeline"));
  }
  for (const auto& connection : organization->service_connections) {
    if (!absl::EqualsIgnoreCase(connection.id, asked.service_connection) ||
        !absl::EqualsIgnoreCase(connection.project, asked.project)) {
      continue;
    }
    if (connection.not_referenced) {
      const std::string value =
          absl::StrCat("There is no explicit reference to service connection ", connection.id,
                       " from current stage Build.Job.__default.");
      return http::Because("no explicit reference to service connection in the pipeline",
                           JsonReply(exchange, 403, {{"count", value.size()}, {"value", value}}));
    }
    return Issue(
        exchange, directory, random, *organization,
        absl::StrCat("sc://", organization->name, "/", connection.project, "/", connection.name));
  }
  return Exception(
      exchange, 404,
      absl::StrCat("No service connection found with identifier ", asked.service_connection),
      "Microsoft.TeamFoundation.DistributedTask.WebApi", "ServiceEndpointNotFoundException",
      "no service connection found with identifier and project as asked");
}

}  // namespace mock::entra
