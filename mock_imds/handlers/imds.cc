#include "mock_imds/handlers/imds.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "mock_imds/assigned_identity.h"
#include "mock_imds/handlers/imds_refusal.h"
#include "mock_imds/handlers/instance_metadata.h"
#include "mock_imds/token_body.h"

namespace mock::imds {
namespace {

constexpr char kTokenPath[] = "/metadata/identity/oauth2/token";
constexpr char kInstancePath[] = "/metadata/instance";
constexpr char kVersionsPath[] = "/metadata/versions";

// As documented; tokens there are from kFirstOfTokens on.
constexpr absl::string_view kVersions[] = {
    "2017-03-01", "2017-04-02", "2017-08-01", "2017-10-01", "2017-12-01", "2018-02-01",
    "2018-04-02", "2018-10-01", "2019-02-01", "2019-03-11", "2019-04-30", "2019-06-01",
    "2019-06-04", "2019-08-01", "2019-08-15", "2019-11-01", "2020-06-01", "2020-07-15",
    "2020-09-01", "2020-10-01", "2020-12-01", "2021-01-01", "2021-02-01", "2021-03-01",
    "2021-05-01", "2021-10-01", "2021-11-01", "2021-11-15", "2021-12-13", "2023-07-01",
    "2023-11-15"};
constexpr absl::string_view kFirstOfTokens = "2018-02-01";

bool HasTokens(absl::string_view version) {
  const bool known =
      std::find(std::begin(kVersions), std::end(kVersions), version) != std::end(kVersions);
  return known && version >= kFirstOfTokens;
}

// What programs ask to see whether there is a metadata service.
http::Response HandleVersions() {
  return JsonResponse(
      200, absl::StrCat("{\"apiVersions\":[\"", absl::StrJoin(kVersions, "\",\""), "\"]}"));
}

http::Response HandleToken(const HostExchange& exchange) {
  const std::string version = exchange.Query("api-version");
  if (version.empty())
    return RefuseImds("Required query variable 'api-version' is missing", kNoVersion);
  if (!HasTokens(version)) {
    return RefuseImds(absl::StrCat("The api-version '", version, "' is not supported"),
                      kUnknownVersion);
  }
  const std::string resource = exchange.Query("resource");
  if (resource.empty())
    return RefuseImds("Required query variable 'resource' is missing", kNoResource);
  IdentityName name{exchange.Query("client_id"), exchange.Query("object_id"),
                    exchange.Query("msi_res_id")};
  // Container Instances have an endpoint of their own, which knows the older name alone.
  const bool is_vm = exchange.host.kind() == ManagedIdentityHost::IMDS;
  if (is_vm && name.resource_id.empty()) name.resource_id = exchange.Query("mi_res_id");
  if (name.object_id.empty()) name.object_id = exchange.Query("principal_id");
  const auto found = FindAssigned(exchange, name);
  if (const auto* principal = std::get_if<Principal>(&found)) {
    return TokenResponse(exchange, *principal, resource, TokenBody::kImds);
  }
  return RefuseImds(std::get<NotAssigned>(found));
}

}  // namespace

http::Response HandleImds(const HostExchange& exchange) {
  if (auto refused = RefuseForwarded(exchange)) return *std::move(refused);
  if (exchange.request.method != "GET") return RefuseMethod();
  const absl::string_view path = exchange.request.path;
  if (absl::EqualsIgnoreCase(path, kTokenPath)) return HandleToken(exchange);
  if (absl::EqualsIgnoreCase(path, kVersionsPath)) return HandleVersions();
  if (absl::StartsWithIgnoreCase(path, kInstancePath)) {
    return HandleInstanceMetadata(exchange, path.substr(sizeof kInstancePath - 1));
  }
  return http::Because("the metadata service has nothing at this path",
                       JsonResponse(404, R"({"error":"Not found"})"));
}

}  // namespace mock::imds
