#include "mock_entra/resources/key_vault.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "mock_entra/directory/keys.h"
#include "mock_entra/directory/well_known.h"
#include "mock_entra/exchange/identifiers.h"
#include "mock_entra/resources/access_check.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kCreated = 1577836800;  // 2020-01-01

// "https://vault.azure.net"
std::string ResourceOf(const ServiceCloud& cloud) {
  return HttpsUrl(absl::StripPrefix(cloud.vault_suffix, "."));
}

// ---- Who asks ----

std::string WordsOf(const RefusedToken& refused, absl::string_view resource) {
  switch (refused.fault) {
    case TokenFault::kMissing:
      return "AKV10000: Request is missing a Bearer or PoP token.";
    case TokenFault::kExpired:
      return "[TokenExpired] Error validating token: 'S2S12086'.";
    case TokenFault::kNotYetValid:
      return "[TokenNotYetValid] Error validating token: 'S2S12005'.";
    case TokenFault::kSignature:
      return "AKV10046: Unable to resolve the key used for signature validation.";
    case TokenFault::kAudience:
      return absl::StrCat("AKV10022: Invalid audience. Expected ", resource,
                          ", found: ", refused.caller.audience, ".");
    case TokenFault::kMalformed:
      return "[BearerReadAccessTokenFailed] Error validating token: 'S2S17001'.";
    case TokenFault::kRevoked:
      break;
  }
  return "Continuous access evaluation resulted in challenge with result: InteractionRequired and "
         "code: TokenIssuedBeforeRevocationTimestamp";
}

http::Response Unauthorized(const ServiceExchange& exchange, const Tenant& tenant,
                            absl::string_view message) {
  http::Response response = JsonError(401, "Unauthorized", message);
  response.headers.Add("WWW-Authenticate",
                       absl::StrCat("Bearer authorization=\"", exchange.to.login, "/", tenant.id,
                                    "\", resource=\"", ResourceOf(*exchange.to.cloud), "\""));
  return response;
}

http::Response TokenRefused(const ServiceExchange& exchange, const Tenant& tenant,
                            const RefusedToken& refused) {
  http::Response response =
      Unauthorized(exchange, tenant, WordsOf(refused, ResourceOf(*exchange.to.cloud)));
  if (refused.fault == TokenFault::kRevoked) {
    response.headers.Set(
        "WWW-Authenticate",
        absl::StrCat("Bearer realm=\"\", authorization_uri=\"", exchange.to.login,
                     "/common/oauth2/authorize\", ", ClaimsChallenge(refused.valid_since)));
  }
  return response;
}

http::Response WrongIssuer(const ServiceExchange& exchange, const Tenant& tenant,
                           const Caller& caller) {
  return Unauthorized(exchange, tenant,
                      absl::StrCat("AKV10032: Invalid issuer. Expected one of https://",
                                   exchange.exchange.authority.cloud->v1_issuer_host, "/",
                                   tenant.id, "/, found ", caller.issuer, "."));
}

// ---- What may be done ----

struct Operation {
  Action action;
  std::string scope;
  std::string kind;        // "secrets"
  std::string permission;  // of access policies: "get"
};

struct Verb {
  absl::string_view action, permission;
};

// What a method does to secrets: to `one` of them, or to the list.
Verb VerbOf(absl::string_view method, bool one) {
  if (!one) return {"readMetadata/action", "list"};
  if (method == "GET") return {"getSecret/action", "get"};
  if (method == "DELETE") return {"delete", "delete"};
  return {"setSecret/action", "set"};
}

// Of secrets; what is done to keys and certificates has the names of its paths.
Operation OperationOf(const http::Request& request, const KeyVault& vault,
                      const std::vector<absl::string_view>& path) {
  const std::string kind = path.empty() ? "" : Key(path[0]);
  const bool one = path.size() > 1;
  Verb verb = VerbOf(request.method, one);
  if (kind != "secrets" && request.method == "GET") verb.action = "read";
  Operation operation;
  operation.action = {absl::StrCat("Microsoft.KeyVault/vaults/", kind, "/", verb.action), true};
  operation.scope = vault.id;
  if (one) absl::StrAppend(&operation.scope, "/", kind, "/", path[1]);
  operation.kind = kind;
  operation.permission = std::string(verb.permission);
  return operation;
}

// As errors name who was refused.
std::string NameOf(const Caller& caller) {
  return absl::StrCat("appid=", caller.app_id, ";oid=", caller.object_id, ";iss=", caller.issuer);
}

std::string NameOf(const KeyVault& vault) {
  return absl::StrCat(vault.name, ";location=", vault.location);
}

http::Response ForbiddenByFirewall(const Caller& caller, const KeyVault& vault) {
  return JsonError(403, "Forbidden",
                   absl::StrCat("Client address is not authorized and caller is not a trusted "
                                "service.\r\nClient address: 127.0.0.1\r\nCaller: ",
                                NameOf(caller), "\r\nVault: ", NameOf(vault)),
                   "ForbiddenByFirewall");
}

http::Response ForbiddenByPolicy(const Caller& caller, const KeyVault& vault,
                                 const Operation& operation) {
  return JsonError(403, "Forbidden",
                   absl::StrCat("The user, group or application '", NameOf(caller),
                                "' does not have ", operation.kind, " ", operation.permission,
                                " permission on key vault '", NameOf(vault),
                                "'. For help resolving this issue, please see "
                                "https://go.microsoft.com/fwlink/?linkid=2125287"),
                   "ForbiddenByPolicy");
}

http::Response ForbiddenByRbac(const Caller& caller, const KeyVault& vault,
                               const Operation& operation) {
  const std::string resource = absl::StrReplaceAll(
      operation.scope,
      {{"resourceGroups", "resourcegroups"}, {"Microsoft.KeyVault", "microsoft.keyvault"}});
  return JsonError(
      403, "Forbidden",
      absl::StrCat("Caller is not authorized to perform action on resource.\r\nIf role "
                   "assignments, deny assignments or role definitions were changed "
                   "recently, please observe propagation time.\r\nCaller: ",
                   NameOf(caller), "\r\nAction: '", operation.action.name, "'\r\nResource: '",
                   resource,
                   "'\r\nAssignment: (not found)\r\nDenyAssignmentId: null\r\n"
                   "DecisionReason: 'DeniedWithNoValidRBAC' \r\nVault: ",
                   NameOf(vault), "\r\n"),
      "ForbiddenByRbac");
}

bool PolicyAllows(const KeyVault& vault, const Caller& caller, const std::string& permission) {
  const auto policy = vault.policies.find(Key(caller.object_id));
  if (policy == vault.policies.end()) return false;
  return std::any_of(policy->second.begin(), policy->second.end(),
                     [&](const std::string& name) { return name == permission || name == "all"; });
}

// ---- What is there ----

std::string SecretId(const ServiceExchange& exchange, const scenario::VaultSecret& secret) {
  return absl::StrCat(exchange.to.base, "/secrets/", secret.name());
}

// Secrets of the fake have one version each.
std::string VersionOf(const KeyVault& vault, const scenario::VaultSecret& secret) {
  return absl::StrReplaceAll(GuidFrom(absl::StrCat("secret ", vault.id, " ", secret.name())),
                             {{"-", ""}});
}

Json Attributes() {
  return {{"enabled", true},
          {"created", kCreated},
          {"updated", kCreated},
          {"recoveryLevel", "Recoverable+Purgeable"},
          {"recoverableDays", 90}};
}

http::Response ListSecrets(const ServiceExchange& exchange, const KeyVault& vault) {
  std::map<std::string, Json> sorted;
  for (const auto& [name, secret] : vault.secrets) {
    sorted[name] = {{"id", SecretId(exchange, secret)}, {"attributes", Attributes()}};
  }
  Json items = Json::array();
  for (auto& [name, item] : sorted) items.push_back(std::move(item));
  return JsonResponse(200, {{"value", std::move(items)}, {"nextLink", nullptr}});
}

http::Response ReadSecret(const ServiceExchange& exchange, const KeyVault& vault,
                          const std::vector<absl::string_view>& path) {
  const auto found = vault.secrets.find(Key(path[1]));
  if (found == vault.secrets.end() ||
      (path.size() > 2 && path[2] != VersionOf(vault, found->second))) {
    return http::Because(
        "the vault has no such secret, or not this version of it",
        JsonError(404, "SecretNotFound",
                  absl::StrCat("A secret with (name/id) ", path[1],
                               path.size() > 2 ? absl::StrCat("/", path[2]) : "",
                               " was not found in this key vault. If you recently deleted this "
                               "secret you may be able to recover it using the correct recovery "
                               "command. For help resolving this issue, please see "
                               "https://go.microsoft.com/fwlink/?linkid=2125182")));
  }
  const std::string id =
      absl::StrCat(SecretId(exchange, found->second), "/", VersionOf(vault, found->second));
  return JsonResponse(200,
                      {{"value", found->second.value()}, {"id", id}, {"attributes", Attributes()}});
}

http::Response AnswerCaller(const ServiceExchange& exchange, const Tenant& tenant,
                            const KeyVault& vault, const Caller& caller) {
  if (!tenant.IsNamed(caller.tenant_id)) {
    return http::Because(kForeignToken, WrongIssuer(exchange, tenant, caller));
  }
  if (vault.network_denied) {
    return http::Because("the vault's firewall lets nobody in", ForbiddenByFirewall(caller, vault));
  }
  const std::vector<absl::string_view> path = Segments(exchange.to.path);
  const Operation operation = OperationOf(exchange.request(), vault, path);
  if (vault.by_policies) {
    if (!PolicyAllows(vault, caller, operation.permission)) {
      return http::Because("no access policy of the vault gives the caller the permission",
                           ForbiddenByPolicy(caller, vault, operation));
    }
  } else if (!tenant.azure().Allows(caller.object_id, operation.action, operation.scope,
                                    exchange.exchange.now)) {
    return http::Because(kNoRole, ForbiddenByRbac(caller, vault, operation));
  }
  if (operation.kind != "secrets" || exchange.request().method != "GET" || path.size() > 3) {
    return NotInTheFake(exchange);
  }
  return path.size() == 1 ? ListSecrets(exchange, vault) : ReadSecret(exchange, vault, path);
}

http::Response Answer(const ServiceExchange& exchange, const Tenant& tenant,
                      const KeyVault& vault) {
  const TokenCheck check{exchange.keys,
                         exchange.directory,
                         exchange.exchange.now,
                         {ResourceOf(*exchange.to.cloud), std::string(kKeyVaultAppId)}};
  const auto checked = CheckToken(exchange.request(), check);
  if (const auto* refused = std::get_if<RefusedToken>(&checked)) {
    return BecauseOf(refused->fault, TokenRefused(exchange, tenant, *refused));
  }
  if (QueryParameter(exchange.request(), "api-version").empty()) {
    return http::Because("the request has no api-version",
                         JsonError(400, "BadParameter", "api-version must be specified"));
  }
  return AnswerCaller(exchange, tenant, vault, std::get<Caller>(checked));
}

}  // namespace

http::Response HandleKeyVault(const ServiceExchange& exchange) {
  const auto tenant =
      exchange.directory.FindTenantOfAzure(Directory::AzureName::kKeyVault, exchange.to.name);
  const KeyVault* const vault =
      tenant == nullptr ? nullptr : tenant->azure().FindKeyVault(exchange.to.name);
  // A real vault that is not there has no address either.
  if (vault == nullptr) {
    return http::Because(
        "no tenant has such a key vault",
        JsonError(404, "VaultNotFound",
                  absl::StrCat("azmock: no tenant of the directory has a key vault called ",
                               exchange.to.name)));
  }
  http::Response response = Answer(exchange, *tenant, *vault);
  response.headers.Add("Cache-Control", "no-cache");
  response.headers.Add("Pragma", "no-cache");
  response.headers.Add("Expires", "-1");
  response.headers.Add("x-ms-keyvault-region", vault->location);
  const absl::string_view client_id = exchange.request().headers.Get("x-ms-client-request-id");
  if (!client_id.empty()) response.headers.Add("x-ms-client-request-id", client_id);
  response.headers.Add("x-ms-request-id", exchange.exchange.trace_id);
  response.headers.Add("x-ms-keyvault-service-version", "1.9.538.1");
  response.headers.Add("x-ms-keyvault-network-info",
                       "conn_type=Ipv4;addr=127.0.0.1;act_addr_fam=InterNetwork;");
  response.headers.Add("X-Content-Type-Options", "nosniff");
  response.headers.Add("Strict-Transport-Security", "max-age=31536000;includeSubDomains");
  return response;
}

}  // namespace mock::entra
