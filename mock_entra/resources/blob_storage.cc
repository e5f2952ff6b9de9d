#include "mock_entra/resources/blob_storage.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "mock_entra/directory/well_known.h"
#include "mock_entra/resources/access_check.h"
#include "mock_entra/resources/blob_xml.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kContainers =
    "Microsoft.Storage/storageAccounts/blobServices/containers/";

constexpr BlobError kNoToken = {
    "NoAuthenticationInformation",
    "Server failed to authenticate the request. Please refer to the information in the "
    "www-authenticate header.",
    ""};
constexpr absl::string_view kNotAuthenticated =
    "Server failed to authenticate the request. Make sure the value of Authorization header is "
    "formed correctly including the signature.";
constexpr absl::string_view kIssuerDetail = "Issuer validation failed. Issuer did not match.";

http::Response Error(const ServiceExchange& exchange, int status, const BlobError& error,
                     absl::string_view reason) {
  http::Response response;
  response.remarks.service_error_code = std::string(error.code);
  response.remarks.reason = std::string(reason);
  response.status = status;
  response.reason = std::string(error.message);
  response.headers.Add("Content-Type", "application/xml");
  response.headers.Add("x-ms-error-code", error.code);
  response.body = ErrorXml(error, exchange.exchange.trace_id, exchange.exchange.now);
  return response;
}

// The version of the API that the request is of; without one the first, of 2009.
absl::string_view VersionOf(const http::Request& request) {
  const absl::string_view version = request.headers.Get("x-ms-version");
  return version.empty() ? "2009-09-19" : version;
}

http::Response Unauthorized(const ServiceExchange& exchange, const Tenant& tenant,
                            absl::string_view detail, absl::string_view reason) {
  // Older versions know no challenge.
  if (!detail.empty() && VersionOf(exchange.request()) < "2019-12-12") {
    return Error(exchange, 403, {"AuthenticationFailed", kNotAuthenticated, detail}, reason);
  }
  BlobError error = kNoToken;
  if (!detail.empty()) {
    error.code = "InvalidAuthenticationInfo";
    error.detail = detail;
  }
  http::Response response = Error(exchange, 401, error, reason);
  response.headers.Add("WWW-Authenticate",
                       absl::StrCat("Bearer authorization_uri=", exchange.to.login, "/", tenant.id,
                                    "/oauth2/authorize resource_id=", kAzureStorage));
  return response;
}

absl::string_view DetailOf(TokenFault fault) {
  switch (fault) {
    case TokenFault::kMissing:
      return "";
    case TokenFault::kExpired:
      return "Lifetime validation failed. The token is expired.";
    case TokenFault::kNotYetValid:
      return "Lifetime validation failed. The token is not yet valid.";
    case TokenFault::kAudience:
      return "Audience validation failed. Audience did not match.";
    case TokenFault::kMalformed:
      return "The token is malformed.";
    default:
      return "Signature validation failed. Signature verification failed.";
  }
}

http::Response NotFound(const ServiceExchange& exchange, bool container) {
  return container
             ? Error(exchange, 404,
                     {"ContainerNotFound", "The specified container does not exist.", ""},
                     "the account has no such container")
             : Error(exchange, 404, {"BlobNotFound", "The specified blob does not exist.", ""},
                     "the container has no such blob");
}

http::Response Xml(std::string body) {
  http::Response response;
  response.headers.Add("Content-Type", "application/xml");
  response.body = std::move(body);
  return response;
}

struct Target {
  std::string container;  // "" for the account
  std::string blob;       // "" for the container
};

// Names of blobs may have slashes.
Target TargetOf(absl::string_view path) {
  absl::ConsumePrefix(&path, "/");
  const std::size_t slash = path.find('/');
  if (slash == absl::string_view::npos) return {std::string(path), ""};
  return {std::string(path.substr(0, slash)), std::string(path.substr(slash + 1))};
}

Action ActionOf(const http::Request& request, const Target& target) {
  const bool read = request.method == "GET" || request.method == "HEAD";
  const std::string verb = request.method == "DELETE" ? "delete" : read ? "read" : "write";
  // The list of a container's blobs is data.
  const bool lists_blobs = QueryParameter(request, "comp") == "list" && !target.container.empty();
  if (!target.blob.empty() || lists_blobs) {
    return {absl::StrCat(kContainers, "blobs/", verb), /*on_data=*/true};
  }
  return {absl::StrCat(kContainers, verb), /*on_data=*/false};
}

std::string ScopeOf(const StorageAccount& account, const Target& target) {
  if (target.container.empty()) return account.id;
  return absl::StrCat(account.id, "/blobServices/default/containers/", target.container);
}

// The bytes that are asked for: [begin, end). Nullopt for all of them.
std::optional<std::pair<std::size_t, std::size_t>> RangeOf(const http::Request& request,
                                                           std::size_t size) {
  absl::string_view range = request.headers.Get("x-ms-range");
  if (range.empty()) range = request.headers.Get("Range");
  if (!absl::ConsumePrefix(&range, "bytes=")) return std::nullopt;
  const std::size_t dash = range.find('-');
  if (dash == absl::string_view::npos) return std::nullopt;
  std::size_t begin = 0;
  std::size_t last = 0;
  if (!absl::SimpleAtoi(range.substr(0, dash), &begin)) return std::nullopt;
  const bool has_last = absl::SimpleAtoi(range.substr(dash + 1), &last) && last >= begin;
  return std::make_pair(begin, has_last ? std::min(last, size - 1) + 1 : size);
}

http::Response ReadBlob(const ServiceExchange& exchange, const scenario::Blob& blob) {
  http::Response response;
  const std::string& content = blob.content();
  response.headers.Add("Content-Type", ContentTypeOf(blob));
  response.headers.Add("Last-Modified", LastModified());
  response.headers.Add("ETag", EtagOf(blob.name()));
  response.headers.Add("x-ms-blob-type", "BlockBlob");
  response.headers.Add("Accept-Ranges", "bytes");
  response.body = content;
  const auto range = RangeOf(exchange.request(), content.size());
  if (!range || exchange.request().method == "HEAD") return response;
  if (range->first >= content.size()) {
    return Error(exchange, 416,
                 {"InvalidRange",
                  "The range specified is invalid for the current size of the resource.", ""},
                 "the range begins behind the end of the blob");
  }
  response.status = 206;
  response.body = content.substr(range->first, range->second - range->first);
  response.headers.Add("Content-Range", absl::StrCat("bytes ", range->first, "-", range->second - 1,
                                                     "/", content.size()));
  return response;
}

http::Response Read(const ServiceExchange& exchange, const StorageAccount& account,
                    const Target& target) {
  const std::string endpoint = absl::StrCat(exchange.to.base, "/");
  const std::string component = QueryParameter(exchange.request(), "comp");
  if (target.container.empty()) {
    return component == "list" ? Xml(ContainersXml(endpoint, account)) : NotInTheFake(exchange);
  }
  const auto container = std::find_if(
      account.containers.begin(), account.containers.end(),
      [&](const scenario::BlobContainer& known) { return known.name() == target.container; });
  if (container == account.containers.end()) return NotFound(exchange, /*container=*/true);
  if (target.blob.empty()) {
    if (component == "list") return Xml(BlobsXml(endpoint, *container));
    http::Response response;
    response.headers.Add("Last-Modified", LastModified());
    response.headers.Add("ETag", EtagOf(container->name()));
    return component.empty() ? response : NotInTheFake(exchange);
  }
  if (!component.empty()) return NotInTheFake(exchange);
  const auto blob =
      std::find_if(container->blobs().begin(), container->blobs().end(),
                   [&](const scenario::Blob& known) { return known.name() == target.blob; });
  return blob == container->blobs().end() ? NotFound(exchange, /*container=*/false)
                                          : ReadBlob(exchange, *blob);
}

http::Response Answer(const ServiceExchange& exchange, const Tenant& tenant,
                      const StorageAccount& account) {
  const std::string own = absl::StrCat("https://", account.name, exchange.to.cloud->blob_suffix);
  const TokenCheck check{exchange.keys,
                         exchange.directory,
                         exchange.exchange.now,
                         {std::string(kAzureStorage), absl::StrCat(kAzureStorage, "/"), own,
                          absl::StrCat(own, "/"), std::string(kStorageAppId)},
                         /*evaluates_continuously=*/false};
  const auto checked = CheckToken(exchange.request(), check);
  const auto* const refused = std::get_if<RefusedToken>(&checked);
  const bool is_missing = refused != nullptr && refused->fault == TokenFault::kMissing;
  if (!is_missing && VersionOf(exchange.request()) < "2017-11-09") {
    return Unauthorized(exchange, tenant,
                        "Authentication scheme Bearer is not supported in this version.",
                        "the x-ms-version is older than bearer tokens");
  }
  if (refused != nullptr) {
    return BecauseOf(refused->fault, Unauthorized(exchange, tenant, DetailOf(refused->fault),
                                                  ReasonOf(refused->fault)));
  }
  const Caller& caller = std::get<Caller>(checked);
  if (!tenant.IsNamed(caller.tenant_id)) {
    return Unauthorized(exchange, tenant, kIssuerDetail, kForeignToken);
  }
  if (account.network_denied) {
    return Error(
        exchange, 403,
        {"AuthorizationFailure", "This request is not authorized to perform this operation.", ""},
        "the account's firewall lets nobody in");
  }
  const Target target = TargetOf(exchange.to.path);
  if (!tenant.azure().Allows(caller.object_id, ActionOf(exchange.request(), target),
                             ScopeOf(account, target), exchange.exchange.now)) {
    return Error(exchange, 403,
                 {"AuthorizationPermissionMismatch",
                  "This request is not authorized to perform this operation using this "
                  "permission.",
                  ""},
                 kNoRole);
  }
  const std::string& method = exchange.request().method;
  return method == "GET" || method == "HEAD" ? Read(exchange, account, target)
                                             : NotInTheFake(exchange);
}

}  // namespace

http::Response HandleBlobStorage(const ServiceExchange& exchange) {
  const auto tenant =
      exchange.directory.FindTenantOfAzure(Directory::AzureName::kStorageAccount, exchange.to.name);
  const StorageAccount* const account =
      tenant == nullptr ? nullptr : tenant->azure().FindStorageAccount(exchange.to.name);
  http::Response response;
  if (account == nullptr) {
    // A real account that is not there has no address either.
    const std::string message = absl::StrCat(
        "azmock: no tenant of the directory has a storage account called ", exchange.to.name);
    response = Error(exchange, 404, {"AccountNotFound", message, ""},
                     "no tenant has such a storage account");
  } else {
    response = Answer(exchange, *tenant, *account);
  }
  response.headers.Add("Server", "Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0");
  response.headers.Add("x-ms-request-id", exchange.exchange.trace_id);
  const absl::string_view client_id = exchange.request().headers.Get("x-ms-client-request-id");
  if (!client_id.empty()) response.headers.Add("x-ms-client-request-id", client_id);
  const absl::string_view version = exchange.request().headers.Get("x-ms-version");
  response.headers.Add("x-ms-version", version.empty() ? "2021-12-02" : version);
  return response;
}

}  // namespace mock::entra
