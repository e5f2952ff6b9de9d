#include "tools/repro/setups.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tools/repro/adapt.h"
#include "tools/repro/url.h"

namespace azmock::repro {
namespace {

using mock::scenario::Library;
using mock::scenario::Scenario;

struct Named {
  const char* spelled;  // in lower case, without "credential"
  const char* credential;
  const char* scenario;  // in which it succeeds
};

constexpr Named kCredentials[] = {
    {"clientsecret", "ClientSecretCredential", "client-secret-success"},
    {"clientcertificate", "ClientCertificateCredential", "certificate-success"},
    {"certificate", "ClientCertificateCredential", "certificate-success"},
    {"clientassertion", "ClientAssertionCredential", "assertion-success"},
    {"onbehalfof", "OnBehalfOfCredential", "on-behalf-of-success"},
    {"workloadidentity", "WorkloadIdentityCredential", "workload-identity-success"},
    {"azurepipelines", "AzurePipelinesCredential", "pipelines-success"},
    {"usernamepassword", "UsernamePasswordCredential", "password-success"},
    {"devicecode", "DeviceCodeCredential", "device-code-success"},
    {"interactivebrowser", "InteractiveBrowserCredential", "browser-success"},
    {"managedidentity", "ManagedIdentityCredential", "imds-token"},
    {"azurecli", "AzureCLICredential", "az-token"},
    {"azuredevelopercli", "AzureDeveloperCLICredential", "azd-token"},
    {"azurepowershell", "AzurePowerShellCredential", "pwsh-token"},
    {"environment", "EnvironmentCredential", "environment-secret"},
    {"chainedtoken", "ChainedTokenCredential", "chained-own-token"},
    {"defaultazure", "DefaultAzureCredential", "default-environment"},
};

struct Host {
  const char* kind;
  const char* scenario;
};

constexpr Host kIdentityHosts[] = {
    {"imds", "imds-token"},         {"app_service", "app-service-token"},
    {"arc", "arc-token"},           {"cloud_shell", "cloud-shell-token"},
    {"azure_ml", "azure-ml-token"}, {"service_fabric", "service-fabric-token"},
};

constexpr Host kServices[] = {
    {"resource_manager", "resource-manager-reader"},
    {"key_vault", "key-vault-secret"},
    {"storage", "storage-blob"},
    {"graph", "graph-users"},
};

const Named* FindNamed(absl::string_view credential) {
  std::string spelled = absl::AsciiStrToLower(credential);
  absl::string_view name = spelled;
  absl::ConsumeSuffix(&name, "credential");
  for (const Named& named : kCredentials) {
    if (name == named.spelled) return &named;
  }
  return nullptr;
}

const char* ScenarioOnHost(absl::string_view host_kind) {
  for (const Host& host : kIdentityHosts) {
    if (host_kind == host.kind) return host.scenario;
  }
  return nullptr;
}

absl::StatusOr<Scenario> Copy(const Library& library, absl::string_view id) {
  const auto found = library.Find(id);
  if (!found.ok()) return found.status();
  return **found;
}

bool IsTenant(absl::string_view name) {
  return !name.empty() && name != "common" && name != "organizations" && name != "consumers";
}

// The parts of "/a/b": "a" and "b".
std::vector<std::string> PathOf(absl::string_view url) {
  const absl::string_view path = SplitUrl(url).path;
  if (path.empty()) return {};
  return absl::StrSplit(path.substr(1), '/');
}

std::string TenantOf(const explain::Facts& facts) {
  if (facts.host_kind == "entra") {
    const std::vector<std::string> path = PathOf(facts.url);
    if (!path.empty() && IsTenant(path[0])) return path[0];
  }
  return IsTenant(facts.tenant) ? facts.tenant : "";
}

// "https://dev.azure.com/<organization>/<project>/…"
void AddProject(const Scenario& setup, const explain::Facts& facts, Substitutions& names) {
  const std::vector<std::string> path = PathOf(facts.url);
  if (SplitUrl(facts.url).host != "dev.azure.com" || path.size() < 2) return;
  const auto& organization = setup.directory().organizations(0);
  names.emplace_back(organization.name(), path[0]);
  names.emplace_back(organization.service_connections(0).project(), path[1]);
}

Substitutions Identities(const Scenario& setup, const explain::Facts& facts) {
  Substitutions found;
  if (!setup.directory().organizations().empty()) AddProject(setup, facts, found);
  if (setup.directory().tenants().empty()) return found;
  const auto& tenant = setup.directory().tenants(0);
  if (const std::string id = TenantOf(facts); !id.empty()) found.emplace_back(tenant.id(), id);
  if (!facts.application_id.empty() && !tenant.applications().empty()) {
    found.emplace_back(tenant.applications(0).app_id(), facts.application_id);
  }
  return found;
}

// What follows `name` in a path of names and values, such as "resourceGroups".
std::string After(const std::vector<std::string>& path, absl::string_view name) {
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    if (absl::EqualsIgnoreCase(path[i], name)) return path[i + 1];
  }
  return "";
}

void Rename(std::string mine, std::string theirs, Substitutions& names) {
  if (!mine.empty() && !theirs.empty()) names.emplace_back(std::move(mine), std::move(theirs));
}

// The resources of the URL in place of the setup's own.
void AddResources(const Scenario& setup, absl::string_view url, Substitutions& names) {
  if (setup.directory().tenants(0).subscriptions().empty()) return;
  const auto& subscription = setup.directory().tenants(0).subscriptions(0);
  const auto& group = subscription.resource_groups(0);
  const std::vector<std::string> path = PathOf(url);
  const absl::string_view host = SplitUrl(url).host;
  const std::string name(host.substr(0, host.find('.')));
  Rename(subscription.id(), After(path, "subscriptions"), names);
  if (!group.key_vaults().empty()) {
    Rename(group.key_vaults(0).name(), name, names);
    Rename(group.key_vaults(0).secrets(0).name(), After(path, "secrets"), names);
  }
  if (!group.storage_accounts().empty()) {
    const auto& account = group.storage_accounts(0);
    Rename(account.name(), name, names);
    if (!path.empty()) Rename(account.containers(0).name(), path[0], names);
    if (path.size() > 1) {
      Rename(account.containers(0).blobs(0).name(),
             absl::StrJoin(path.begin() + 1, path.end(), "/"), names);
    }
  }
}

}  // namespace

std::string CredentialNamed(absl::string_view credential) {
  const Named* named = FindNamed(credential);
  return named == nullptr ? "" : named->credential;
}

std::string CredentialOnHost(absl::string_view host_kind) {
  if (host_kind == "pipelines") return "AzurePipelinesCredential";
  return ScenarioOnHost(host_kind) == nullptr ? "" : "ManagedIdentityCredential";
}

absl::StatusOr<Scenario> CredentialSetup(const Library& library, const explain::Facts& facts) {
  const Named* named = FindNamed(facts.credential);
  const char* id = named == nullptr ? nullptr : named->scenario;
  const char* on_host = ScenarioOnHost(facts.host_kind);
  const bool managed_identity = id != nullptr && id == absl::string_view("imds-token");
  if (on_host != nullptr && (id == nullptr || managed_identity)) id = on_host;
  if (id == nullptr)
    id = facts.host_kind == "pipelines" ? "pipelines-success" : "client-secret-success";
  auto setup = Copy(library, id);
  if (!setup.ok()) return setup;
  Adapt(Identities(*setup, facts), *setup);
  if (facts.host_kind == "pipelines" && !facts.url.empty()) {
    (*setup->mutable_client()->mutable_environment())["SYSTEM_OIDCREQUESTURI"] = facts.url;
  }
  return setup;
}

absl::StatusOr<Scenario> ServiceSetup(const Library& library, const explain::Facts& facts,
                                      absl::string_view url) {
  for (const Host& service : kServices) {
    if (facts.host_kind != service.kind) continue;
    auto setup = Copy(library, service.scenario);
    if (!setup.ok()) return setup;
    Substitutions names = Identities(*setup, facts);
    AddResources(*setup, url, names);
    Adapt(names, *setup);
    return setup;
  }
  return absl::NotFoundError(absl::StrCat("the fakes have no service at ", url));
}

}  // namespace azmock::repro
