#include "mock_imds/hosts.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "mock_imds/handlers/app_service.h"
#include "mock_imds/handlers/azure_arc.h"
#include "mock_imds/handlers/azure_ml.h"
#include "mock_imds/handlers/cloud_shell.h"
#include "mock_imds/handlers/imds.h"
#include "mock_imds/handlers/imds_v2.h"
#include "mock_imds/handlers/not_azure.h"
#include "mock_imds/handlers/pod_identity.h"
#include "mock_imds/handlers/service_fabric.h"
#include "mock_imds/host_endpoint.h"
#include "mock_imds/outage.h"
#include "mock_imds/server_header.h"

namespace mock::imds {
namespace {

bool IsLoopbackName(absl::string_view host) {
  return host == "localhost" || host == "127.0.0.1" || host == "::1";
}

bool IsSameHost(absl::string_view a, absl::string_view b) {
  return a == b || (IsLoopbackName(a) && IsLoopbackName(b));
}

// Whether a path is the endpoint's, or below it.
bool IsAt(absl::string_view path, absl::string_view endpoint) {
  const absl::string_view base = absl::StripSuffix(endpoint, "/");
  if (!absl::StartsWithIgnoreCase(path, base)) return false;
  return path.size() == base.size() || path[base.size()] == '/';
}

// Whether the request was sent to this endpoint, by the client's own account.
bool IsSentTo(const http::Request& request, const ManagedIdentityHost& host,
              const HostEndpoint& endpoint) {
  const auto sent = ParseHostEndpoint(absl::StrCat(endpoint.tls ? "https://" : "http://",
                                                   std::string(request.headers.Get("Host"))));
  if (!sent || sent->port != endpoint.port || !IsSameHost(sent->host, endpoint.host)) return false;
  // IMDS has the whole address to itself.
  return StandsForImds(host.kind()) || IsAt(request.path, endpoint.path);
}

// "//metadata/identity/oauth2/token/" -> "/metadata/identity/oauth2/token". SDKs that are told
// the metadata service's address (AZURE_POD_IDENTITY_AUTHORITY_HOST) write such paths, and pod
// identity, whose variable that is, serves them.
std::string PlainPath(absl::string_view path) {
  return absl::StrCat("/", absl::StrJoin(absl::StrSplit(path, '/', absl::SkipEmpty()), "/"));
}

std::string Prefix(const ManagedIdentityHost& host) {
  return absl::StrCat("/", absl::AsciiStrToLower(ManagedIdentityHost::Kind_Name(host.kind())));
}

bool IsImds(const ManagedIdentityHost& host) {
  return host.kind() == ManagedIdentityHost::IMDS ||
         host.kind() == ManagedIdentityHost::CONTAINER_INSTANCES;
}

http::Response Answer(const HostExchange& exchange, ArcKeys& arc_keys) {
  switch (exchange.host.kind()) {
    case ManagedIdentityHost::IMDS:
    case ManagedIdentityHost::CONTAINER_INSTANCES:
      return HandleImds(exchange);
    case ManagedIdentityHost::APP_SERVICE:
    case ManagedIdentityHost::CONTAINER_APPS:
      return HandleAppService(exchange);
    case ManagedIdentityHost::AZURE_ARC:
      return HandleAzureArc(exchange, arc_keys);
    case ManagedIdentityHost::CLOUD_SHELL:
      return HandleCloudShell(exchange);
    case ManagedIdentityHost::SERVICE_FABRIC:
      return HandleServiceFabric(exchange);
    case ManagedIdentityHost::AZURE_ML:
      return HandleAzureMl(exchange);
    case ManagedIdentityHost::POD_IDENTITY:
      return HandlePodIdentity(exchange);
    default:
      return HandleNotAzure(exchange);
  }
}

// The connection is there, unlike what the directory says: it ends, or nothing comes.
http::Reply NotReached(const ManagedIdentityHost& host) {
  http::Reply reply;
  const bool refused = host.network() == ManagedIdentityHost::REFUSED;
  reply.fault.kind = refused ? http::Fault::Kind::kReset : http::Fault::Kind::kHang;
  reply.response.remarks.reason =
      refused ? "the host's network refuses connections" : "the host's network drops packets";
  return reply;
}

}  // namespace

std::string PathAtFakes(const ManagedIdentityHost& host) {
  const auto endpoint = ParseHostEndpoint(host.endpoint());
  const std::string path = endpoint ? endpoint->path : "/";
  return StandsForImds(host.kind()) ? path : absl::StrCat(Prefix(host), path);
}

std::shared_ptr<const HostLife> Hosts::Find(const http::Request& request) const {
  const auto list = options_.list->hosts();
  // The newest first: a scenario's host, before the default one of its kind that
  // "localhost" and "127.0.0.1" both reach.
  const auto sent_to = std::find_if(list->rbegin(), list->rend(), [&](const auto& life) {
    const auto endpoint = ParseHostEndpoint(life->host.endpoint());
    return endpoint && IsSentTo(request, life->host, *endpoint);
  });
  if (sent_to != list->rend()) return *sent_to;
  const auto below = std::find_if(list->rbegin(), list->rend(), [&](const auto& life) {
    const bool imds = StandsForImds(life->host.kind());
    return imds ? IsAt(PlainPath(request.path), "/metadata")
                : IsAt(request.path, Prefix(life->host));
  });
  return below != list->rend() ? *below : nullptr;
}

http::Reply Hosts::Handle(const HostLife& life, const http::Request& request,
                          const scenario::Setting& setting) {
  const ManagedIdentityHost& host = life.host;
  if (host.network() != ManagedIdentityHost::REACHABLE) return NotReached(host);
  // Where it was asked at another address, the rest of the path is its own.
  http::Request own = request;
  absl::string_view path = request.path;
  if (absl::ConsumePrefix(&path, Prefix(host))) own.path = std::string(path);
  if (StandsForImds(host.kind())) own.path = PlainPath(own.path);
  const absl::Time now = options_.clock->Now();
  const HostExchange exchange{own,
                              setting,
                              host,
                              now,
                              now - life.began,
                              options_.identities,
                              *options_.random,
                              options_.write_key_file};
  if (auto out = ReplyInOutage(exchange)) return *std::move(out);
  std::optional<http::Reply> reply;
  if (IsImds(host)) reply = ReplyOfImdsV2(exchange);
  if (!reply) reply.emplace().response = Answer(exchange, *life.arc_keys);
  AddServerHeader(host, &reply->response);
  return *std::move(reply);
}

}  // namespace mock::imds
