#include "mock_entra/resources/resource_manager.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "mock_entra/resources/access_check.h"
#include "mock_entra/resources/cloud_document.h"
#include "mock_entra/resources/resource_manager_errors.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;
using Path = std::vector<absl::string_view>;

constexpr absl::string_view kVaults = "Microsoft.KeyVault/vaults";
constexpr absl::string_view kAccounts = "Microsoft.Storage/storageAccounts";

bool IsRead(const http::Request& request) {
  return request.method == "GET" || request.method == "HEAD";
}

// Of a path below "/providers/": "Microsoft.KeyVault/vaults" of
// {Microsoft.KeyVault, vaults, x}.
std::string TypeOf(const Path& below) {
  std::string type(below[0]);
  for (std::size_t i = 1; i < below.size(); i += 2) absl::StrAppend(&type, "/", below[i]);
  return type;
}

// What the method does to what is at the path.
std::string VerbOf(const http::Request& request) {
  if (IsRead(request)) return "read";
  if (request.method == "DELETE") return "delete";
  return request.method == "POST" ? "action" : "write";
}

// The operation's name, as roles have it.
std::string ActionOf(const http::Request& request, const Path& path) {
  for (auto part = path.begin(); part != path.end(); ++part) {
    if (!absl::EqualsIgnoreCase(*part, "providers") || part + 1 == path.end()) continue;
    return absl::StrCat(TypeOf({part + 1, path.end()}), "/", VerbOf(request));
  }
  return absl::StrCat(path.size() > 2 ? "Microsoft.Resources/subscriptions/resourceGroups/"
                                      : "Microsoft.Resources/subscriptions/",
                      VerbOf(request));
}

// A list is asked of what holds it.
std::string ScopeOf(const Path& path) {
  const auto end = path.size() % 2 == 0 ? path.end() : path.end() - 1;
  return absl::StrCat("/", absl::StrJoin(path.begin(), end, "/"));
}

Json ToJson(const Tenant& tenant, const Subscription& subscription) {
  return {{"id", absl::StrCat("/subscriptions/", subscription.id)},
          {"authorizationSource", "RoleBased"},
          {"managedByTenants", Json::array()},
          {"subscriptionId", subscription.id},
          {"tenantId", tenant.id},
          {"displayName", subscription.display_name},
          {"state", "Enabled"},
          {"subscriptionPolicies",
           {{"locationPlacementId", "Public_2014-09-01"},
            {"quotaId", "PayAsYouGo_2014-09-01"},
            {"spendingLimit", "Off"}}}};
}

Json ToJson(const ResourceGroup& group) {
  return {{"id", group.id},
          {"name", group.name},
          {"type", "Microsoft.Resources/resourceGroups"},
          {"location", group.location},
          {"properties", {{"provisioningState", "Succeeded"}}}};
}

Json ToJson(const ServiceExchange& exchange, const Tenant& tenant, const KeyVault& vault) {
  const Json properties = {
      {"sku", {{"family", "A"}, {"name", "standard"}}},
      {"tenantId", tenant.id},
      {"accessPolicies", Json::array()},
      {"enableRbacAuthorization", !vault.by_policies},
      {"vaultUri", absl::StrCat(HttpsUrl(vault.name), exchange.to.cloud->vault_suffix, "/")},
      {"provisioningState", "Succeeded"}};
  return {{"id", vault.id},
          {"name", vault.name},
          {"type", std::string(kVaults)},
          {"location", vault.location},
          {"properties", properties}};
}

Json ToJson(const ServiceExchange& exchange, const StorageAccount& account) {
  const std::string blob =
      absl::StrCat(HttpsUrl(account.name), exchange.to.cloud->blob_suffix, "/");
  return {
      {"id", account.id},
      {"name", account.name},
      {"type", std::string(kAccounts)},
      {"location", account.location},
      {"kind", "StorageV2"},
      {"sku", {{"name", "Standard_LRS"}, {"tier", "Standard"}}},
      {"properties", {{"primaryEndpoints", {{"blob", blob}}}, {"provisioningState", "Succeeded"}}}};
}

http::Response NoContent() {
  http::Response response;
  response.status = 204;
  return response;
}

http::Response List(Json items) {
  const std::size_t count = items.size();
  return JsonResponse(
      200, {{"value", std::move(items)}, {"count", {{"type", "Total"}, {"value", count}}}});
}

http::Response ListSubscriptions(const ServiceExchange& exchange, const Caller& caller) {
  Json items = Json::array();
  const auto tenant = exchange.directory.FindTenant(caller.tenant_id);
  if (tenant == nullptr) return List(std::move(items));
  for (const Subscription& subscription : tenant->azure().subscriptions()) {
    const std::string scope = absl::StrCat("/subscriptions/", subscription.id);
    if (tenant->azure().HasRoleAround(caller.object_id, scope, exchange.exchange.now)) {
      items.push_back(ToJson(*tenant, subscription));
    }
  }
  return List(std::move(items));
}

http::Response ListTenants(const ServiceExchange& exchange, const Caller& caller) {
  const auto tenant = exchange.directory.FindTenant(caller.tenant_id);
  if (tenant == nullptr) return JsonResponse(200, {{"value", Json::array()}});
  const Json item = {{"id", absl::StrCat("/tenants/", tenant->id)},
                     {"tenantId", tenant->id},
                     {"countryCode", "US"},
                     {"displayName", tenant->display_name},
                     {"domains", tenant->domains()},
                     {"tenantCategory", "Home"}};
  return JsonResponse(200, {{"value", Json::array({item})}});
}

http::Response ReadResource(const ServiceExchange& exchange, const Tenant& tenant,
                            const Path& path) {
  const absl::string_view name = path.back();
  const std::string type = TypeOf({path.begin() + 5, path.end()});
  const std::string id = absl::StrCat("/", absl::StrJoin(path, "/"));
  const KeyVault* const vault = tenant.azure().FindKeyVault(name);
  if (absl::EqualsIgnoreCase(type, kVaults) && vault != nullptr &&
      absl::EqualsIgnoreCase(vault->id, id)) {
    return JsonResponse(200, ToJson(exchange, tenant, *vault));
  }
  const StorageAccount* const account = tenant.azure().FindStorageAccount(name);
  if (absl::EqualsIgnoreCase(type, kAccounts) && account != nullptr &&
      absl::EqualsIgnoreCase(account->id, id)) {
    return JsonResponse(200, ToJson(exchange, *account));
  }
  return http::Because("the group has no such resource", ResourceNotFound(type, name, path[3]));
}

// What the caller may read: the path begins with the tenant's subscription.
http::Response Read(const ServiceExchange& exchange, const Tenant& tenant, const Path& path) {
  const Subscription& subscription = *tenant.azure().FindSubscription(path[1]);
  if (path.size() == 2) return JsonResponse(200, ToJson(tenant, subscription));
  if (!absl::EqualsIgnoreCase(path[2], "resourceGroups")) return NotInTheFake(exchange);
  if (path.size() == 3) {
    Json groups = Json::array();
    for (const ResourceGroup& group : subscription.groups) groups.push_back(ToJson(group));
    return JsonResponse(200, {{"value", std::move(groups)}});
  }
  const ResourceGroup* const group = tenant.azure().FindGroup(path[1], path[3]);
  if (group == nullptr) {
    return http::Because("the subscription has no such group", GroupNotFound(path[3]));
  }
  if (path.size() == 4) {
    // HEAD asks whether there is such a group, and takes nothing else for a yes.
    if (exchange.request().method == "HEAD") return NoContent();
    return JsonResponse(200, ToJson(*group));
  }
  const bool is_resource = absl::EqualsIgnoreCase(path[4], "providers") && path.size() == 8;
  return is_resource ? ReadResource(exchange, tenant, path) : NotInTheFake(exchange);
}

http::Response AnswerInSubscription(const ServiceExchange& exchange, const Caller& caller,
                                    const Path& path) {
  const auto tenant =
      exchange.directory.FindTenantOfAzure(Directory::AzureName::kSubscription, path[1]);
  if (tenant == nullptr) {
    return http::Because("no tenant has such a subscription", SubscriptionNotFound(path[1]));
  }
  if (!tenant->IsNamed(caller.tenant_id)) {
    return http::Because(kForeignToken, WrongTenant(exchange, caller, *tenant));
  }
  const Action action{ActionOf(exchange.request(), path), /*on_data=*/false};
  const std::string scope = ScopeOf(path);
  if (!tenant->azure().Allows(caller.object_id, action, scope, exchange.exchange.now)) {
    return http::Because(kNoRole, NotAuthorized(caller, action.name, scope));
  }
  return IsRead(exchange.request()) ? Read(exchange, *tenant, path) : NotInTheFake(exchange);
}

http::Response AnswerManagement(const ServiceExchange& exchange) {
  const Path path = Segments(exchange.to.path);
  if (absl::EqualsIgnoreCase(exchange.to.path, "/metadata/endpoints")) {
    return CloudDocument(exchange.request(), exchange.to);
  }
  if (QueryParameter(exchange.request(), "api-version").empty()) {
    return http::Because("the request has no api-version", VersionMissing());
  }
  const std::string classic = HttpsUrl(exchange.to.cloud->classic_management);
  const std::string current = HttpsUrl(exchange.to.cloud->resource_manager);
  const TokenCheck check{
      exchange.keys,
      exchange.directory,
      exchange.exchange.now,
      {classic, absl::StrCat(classic, "/"), current, absl::StrCat(current, "/")}};
  const auto checked = CheckToken(exchange.request(), check);
  if (const auto* refused = std::get_if<RefusedToken>(&checked)) {
    return BecauseOf(refused->fault,
                     TokenRefused(exchange, *refused, SubscriptionOf(exchange.to.path)));
  }
  const Caller& caller = std::get<Caller>(checked);
  if (path.size() == 1 && IsRead(exchange.request())) {
    if (absl::EqualsIgnoreCase(path[0], "subscriptions"))
      return ListSubscriptions(exchange, caller);
    if (absl::EqualsIgnoreCase(path[0], "tenants")) return ListTenants(exchange, caller);
  }
  if (SubscriptionOf(exchange.to.path).empty()) return NotInTheFake(exchange);
  return AnswerInSubscription(exchange, caller, path);
}

}  // namespace

std::string SubscriptionOf(absl::string_view path) {
  const Path segments = Segments(path);
  const bool is_in_one =
      segments.size() > 1 && absl::EqualsIgnoreCase(segments[0], "subscriptions");
  return is_in_one ? std::string(segments[1]) : "";
}

http::Response HandleResourceManager(const ServiceExchange& exchange) {
  http::Response response = AnswerManagement(exchange);
  response.headers.Add("Cache-Control", "no-cache");
  response.headers.Add("Pragma", "no-cache");
  response.headers.Add("Expires", "-1");
  if (response.status >= 400) response.headers.Add("x-ms-failure-cause", "gateway");
  response.headers.Add("x-ms-request-id", exchange.exchange.trace_id);
  response.headers.Add("x-ms-correlation-request-id", exchange.exchange.correlation_id);
  response.headers.Add("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  response.headers.Add("X-Content-Type-Options", "nosniff");
  return response;
}

}  // namespace mock::entra
