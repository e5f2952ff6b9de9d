#include "mock_server/directory/whole_directory.h"

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

// The directory's hosts with all that they leave to defaults.
mock::imds::ManagedIdentityHosts WholeHosts(const Directory& directory) {
  mock::imds::ManagedIdentityHosts hosts = directory.hosts();
  for (Host& host : hosts) {
    host.set_endpoint(mock::imds::EndpointOf(host));
    if (!host.tenant_id().empty()) continue;
    host.set_tenant_id(directory.tenants().empty() ? std::string(mock::entra::kDefaultTenantId)
                                                   : directory.tenants(0).id());
  }
  return hosts;
}

// Entra's part is told of first.
absl::Status CheckHosts(const Directory& directory, const EntraDirectory& entras_part) {
  std::vector<mock::scenario::Problem> problems;
  mock::scenario::ValidateHostsOf(directory,
                                  mock::scenario::Place("", directory, nullptr, &problems));
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
  if (absl::Status status = CheckHosts(directory, part); !status.ok()) return status;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (absl::Status status = entra_.Merge(part); !status.ok()) return status;
  hosts_.Merge(WholeHosts(directory));
  return absl::OkStatus();
}

absl::Status WholeDirectory::Replace(const Directory& directory) {
  const EntraDirectory part = EntrasPartOf(directory);
  if (absl::Status status = CheckHosts(directory, part); !status.ok()) return status;
  const std::lock_guard<std::mutex> lock(mutex_);
  if (absl::Status status = entra_.Replace(part); !status.ok()) return status;
  hosts_.Replace(WholeHosts(directory));
  return absl::OkStatus();
}

absl::Status WholeDirectory::Remove(const Directory& what) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Directory left = Export();
  absl::Status status = mock::scenario::RemoveFromMessage(what, &left);
  if (status.ok()) status = CheckHosts(left, EntrasPartOf(left));
  if (status.ok()) status = entra_.Remove(EntrasPartOf(what));
  if (!status.ok()) return status;
  hosts_.Replace(WholeHosts(left));
  return absl::OkStatus();
}

Directory WholeDirectory::Export() const {
  EntraDirectory part = entra_.Export();
  Directory directory;
  *directory.mutable_tenants() = std::move(*part.mutable_tenants());
  *directory.mutable_issuers() = std::move(*part.mutable_issuers());
  *directory.mutable_organizations() = std::move(*part.mutable_organizations());
  const auto hosts = hosts_.hosts();
  for (const auto& host : *hosts) *directory.add_hosts() = *host;
  return directory;
}

}  // namespace azmock
