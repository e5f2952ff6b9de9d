#include "mock_imds/handlers/imds_v2.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_imds/handlers/imds_refusal.h"
#include "mock_imds/handlers/issue_credential.h"
#include "mock_imds/handlers/platform_metadata.h"

namespace mock::imds {
namespace {

using scenario::ImdsV2;

constexpr char kVersion[] = "2.0";

struct Operation {
  absl::string_view path;
  absl::string_view method;
  http::Response (*handle)(const HostExchange&);
};

constexpr Operation kOperations[] = {
    {"/metadata/identity/getplatformmetadata", "GET", HandlePlatformMetadata},
    {"/metadata/identity/issuecredential", "POST", HandleIssueCredential},
};

// IMDS refuses a variable that it does not know, where version 1 does not mind.
bool HasUnknownVariable(const HostExchange& exchange) {
  const auto pairs = http::ParseForm(exchange.request.query);
  if (!pairs) return true;
  for (const auto& pair : *pairs) {
    bool known = false;
    for (const absl::string_view name :
         {"cred-api-version", "client_id", "object_id", "msi_res_id", "bypass_cache"}) {
      known = known || absl::EqualsIgnoreCase(pair.first, name);
    }
    if (!known) return true;
  }
  return false;
}

http::Response Answer(const HostExchange& exchange, const Operation& operation) {
  if (auto refused = RefuseForwarded(exchange)) return *std::move(refused);
  if (exchange.request.method != operation.method) return RefuseMethod();
  const std::string version = exchange.Query("cred-api-version");
  if (version.empty()) {
    return RefuseImds("Required query variable 'cred-api-version' is missing",
                      "the request has no cred-api-version");
  }
  if (version != kVersion) {
    return RefuseImds(absl::StrCat("The cred-api-version '", version, "' is not supported"),
                      "the cred-api-version is none that the host has");
  }
  if (HasUnknownVariable(exchange)) {
    return RefuseImds("Unsupported query variables", "the query has a variable that is unknown");
  }
  return operation.handle(exchange);
}

// What the proxy before IMDS says while that is restarted.
http::Response OfWireServer() {
  http::Response response = TextResponse(500, "text/plain; charset=utf-8", "");
  response.headers.Add("Server", "Microsoft-IIS/10.0");
  return response;
}

void AddRequestIds(const HostExchange& exchange, http::Response* response) {
  response->remarks.trace_id = exchange.random.Uuid();
  response->headers.Add("x-ms-request-id", response->remarks.trace_id);
  const absl::string_view sent = exchange.request.headers.Get("x-ms-client-request-id");
  if (!sent.empty()) response->headers.Add("x-ms-client-request-id", sent);
}

http::Reply ReplyTo(const HostExchange& exchange, const Operation& operation) {
  http::Reply reply;
  switch (exchange.host.imds_v2().state()) {
    case ImdsV2::AVAILABLE:
      reply.response = Answer(exchange, operation);
      AddRequestIds(exchange, &reply.response);
      break;
    case ImdsV2::HANGS:
      reply.fault.kind = http::Fault::Kind::kHang;
      reply.response.remarks.reason = "version 2 of the metadata service is told to hang";
      break;
    case ImdsV2::ERRS:
      reply.response =
          http::Because("version 2 of the metadata service is told to fail", OfWireServer());
      break;
    default:
      reply.response = http::Because("the host has no version 2 of the metadata service",
                                     JsonResponse(404, R"({"error":"Not found"})"));
  }
  return reply;
}

}  // namespace

std::optional<http::Reply> ReplyOfImdsV2(const HostExchange& exchange) {
  for (const Operation& operation : kOperations) {
    if (absl::EqualsIgnoreCase(exchange.request.path, operation.path)) {
      return ReplyTo(exchange, operation);
    }
  }
  return std::nullopt;
}

}  // namespace mock::imds
