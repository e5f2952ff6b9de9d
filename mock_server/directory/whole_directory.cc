#include "mock_server/directory/whole_directory.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "mock_common/text/message_edit.h"
#include "mock_common/text/place.h"
#include "mock_common/text/problem.h"
#include "mock_entra/directory/validate.h"
#include "mock_entra/directory/well_known.h"
#include "mock_imds/host_endpoint.h"
#include "mock_server/scenario/validate_hosts_of.h"
#include "mock_server/scenario/validate_tools_of.h"

namespace azmock {
namespace {

using mock::scenario::Directory;
using mock::scenario::EntraDirectory;
using Host = mock::scenario::ManagedIdentityHost;

EntraDirectory EntrasPartOf(const Directory& directory) {
  EntraDirectory part;
  *part.mutable_tenants() = directory.tenants();
  *part.mutable_issuers() = directory.issuers();
  *part.mutable_organizations() = directory.organizations();
  return part;
}

// The tenant of what names none.
std::string DefaultTenantOf(const Directory& directory) {
  return directory.tenants().empty() ? std::string(mock::entra::kDefaultTenantId)
                                     : directory.tenants(0).id();
}

// The directory's tools, likewise its hosts, with all that they leave to defaults.
mock::imds::DeveloperToolList WholeTools(const Directory& directory) {
  mock::imds::DeveloperToolList tools = directory.developer_tools();
  for (auto& tool : tools) {
    if (tool.tenant_id().empty()) tool.set_tenant_id(DefaultTenantOf(directory));
  }
  return tools;
}

mock::imds::ManagedIdentityHosts WholeHosts(const Directory& directory) {
  mock::imds::ManagedIdentityHosts hosts = directory.hosts();
  for (Host& host : hosts) {
    host.set_endpoint(mock::imds::EndpointOf(host));
    if (host.tenant_id().empty()) host.set_tenant_id(DefaultTenantOf(directory));
  }
  return hosts;
}

// Tools are called by their kind, and go as a whole.
absl::Status RemoveTools(const Directory& what, Directory* from) {
  using mock::scenario::DeveloperTool;
  for (int i = 0; i < what.developer_tools_size(); ++i) {
    const DeveloperTool::Kind kind = what.developer_tools(i).kind();
    auto* const tools = from->mutable_developer_tools();
    const auto known = std::find_if(tools->begin(), tools->end(),
                                    [kind](const auto& tool) { return tool.kind() == kind; });
    if (known == tools->end()) {
      return absl::NotFoundError(absl::StrCat("developer_tools[", i,
                                              "].kind: ", DeveloperTool::Kind_Name(kind),
                                              " is not in the directory"));
    }
    tools->erase(known);
  }
  return absl::OkStatus();
}

// Tenants as they are while something is checked.
class ServedTenants {
 public:
  explicit ServedTenants(mock::entra::Directory* entra) : entra_(*entra) {}

  const mock::scenario::Tenant* Find(const std::string& name) {
    auto tenant = entra_.FindTenant(name);
    if (tenant == nullptr) return nullptr;
    kept_.push_back(std::move(tenant));
    return &kept_.back()->proto();
  }

 private:
  mock::entra::Directory& entra_;
  std::vector<std::shared_ptr<const mock::entra::Tenant>> kept_;
};

// Hosts and tools of this directory alone.
const mock::scenario::Tenant* NoneServed(const std::string&) { return nullptr; }

// Entra's part is told of first.
absl::Status CheckWhole(const Directory& directory, const EntraDirectory& entras_part,
                        const mock::scenario::ServedTenant& served) {
  std::vector<mock::scenario::Problem> problems;
  const mock::scenario::Place place("", directory, nullptr, &problems);
  mock::scenario::ValidateHostsOf(directory, place, served);
  mock::scenario::ValidateToolsOf(directory, place, served);
  if (problems.empty()) return absl::OkStatus();
  absl::Status status = mock::entra::ValidateDirectory(entras_part);
  return status.ok()
             ? absl::InvalidArgumentError(absl::StrCat(problems[0].field, ": ", problems[0].text))
             : status;
}

}  // namespace

Directory DefaultHosts() {
  Directory directory;
  for (const Host::Kind kind : {Host::IMDS, Host::APP_SERVICE, Host::CONTAINER_APPS,
                                Host::AZURE_ARC, Host::CLOUD_SHELL, Host::AZURE_ML}) {
    Host& host = *directory.add_hosts();
    host.set_kind(kind);
    mock::scenario::Assignment& system = *host.add_identities();
    system.set_identity(std::string(mock::entra::kDefaultSystemIdentity));
    system.set_system_assigned(true);
    host.add_identities()->set_identity(std::string(mock::entra::kDefaultUserIdentity));
  }
  return directory;
}

absl::Status WholeDirectory::Merge(const Directory& directory) {
  const EntraDirectory part = EntrasPartOf(directory);
  const std::lock_guard<std::mutex> lock(mutex_);
  ServedTenants tenants(&entra_);
  const auto served = [&tenants](const std::string& name) { return tenants.Find(name); };
  if (absl::Status status = CheckWhole(directory, part, served); !status.ok()) return status;
  if (absl::Status status = entra_.Merge(part); !status.ok()) return status;
  hosts_.Merge(WholeHosts(directory));
  tools_.Merge(WholeTools(directory));
  return absl::OkStatus();
}

absl::Status WholeDirectory::Replace(const Directory& directory) {
  const EntraDirectory part = EntrasPartOf(directory);
  if (absl::Status status = CheckWhole(directory, part, NoneServed); !status.ok()) return status;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (absl::Status status = entra_.Replace(part); !status.ok()) return status;
  hosts_.Replace(WholeHosts(directory));
  tools_.Replace(WholeTools(directory));
  return absl::OkStatus();
}

absl::Status WholeDirectory::Remove(const Directory& what) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Directory left = Export();
  Directory named = what;
  named.clear_developer_tools();
  absl::Status status = mock::scenario::RemoveFromMessage(named, &left);
  if (status.ok()) status = RemoveTools(what, &left);
  if (status.ok()) status = CheckWhole(left, EntrasPartOf(left), NoneServed);
  if (status.ok()) status = entra_.Remove(EntrasPartOf(what));
  if (!status.ok()) return status;
  hosts_.Reduce(WholeHosts(left));
  tools_.Reduce(WholeTools(left));
  return absl::OkStatus();
}

Directory WholeDirectory::Export() const {
  EntraDirectory part = entra_.Export();
  Directory directory;
  *directory.mutable_tenants() = std::move(*part.mutable_tenants());
  *directory.mutable_issuers() = std::move(*part.mutable_issuers());
  *directory.mutable_organizations() = std::move(*part.mutable_organizations());
  const auto hosts = hosts_.hosts();
  for (const auto& life : *hosts) *directory.add_hosts() = life->host;
  *directory.mutable_developer_tools() = tools_.tools();
  return directory;
}

}  // namespace azmock
