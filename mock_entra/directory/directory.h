// What the fake Entra ID knows: tenants, their applications and resources.
#ifndef MOCK_ENTRA_DIRECTORY_DIRECTORY_H_
#define MOCK_ENTRA_DIRECTORY_DIRECTORY_H_

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_entra/directory/default_directory.h"  // IWYU pragma: export
#include "mock_entra/directory/directory.pb.h"
#include "mock_entra/directory/tenant.h"
#include "mock_entra/issuers/issuer_registry.h"
#include "mock_entra/promises/device_codes.h"
#include "mock_entra/promises/promise_limits.h"
#include "mock_entra/promises/promises.h"

namespace mock::entra {

// An organization of Azure DevOps.
struct Organization {
  struct ServiceConnection {
    std::string id, name, project;
    bool not_referenced = false;
  };

  std::string name;
  std::string id;
  std::vector<std::string> access_tokens;
  std::vector<ServiceConnection> service_connections;

  // The `iss` of its assertions.
  std::string Issuer() const;
};

// Safe for use by many threads. Readers get an immutable tenant, which stays
// valid whatever becomes of the directory. A change takes as long as the tenants are that it is
// about, and never keeps readers waiting meanwhile: they see it when it is made.
class Directory {
 public:
  struct Options {
    // A tenant that is asked for by a well-formed GUID comes to be. Entra
    // answers AADSTS90002, so that is the default.
    bool create_unknown_tenants = false;
    PromiseLimits promise_limits = {};
    IssuerKeys issuer_keys = nullptr;  // see IssuerRegistry
  };

  // Not defaulted: clang does not initialize a const member by itself.
  Directory() : options_() {}
  explicit Directory(Options options)
      : options_(std::move(options)),
        device_codes_(options_.promise_limits),
        issuers_(options_.issuer_keys) {}

  // Adds the tenants, or adds to those that are there: applications and
  // resources that the tenant has already are replaced, and so are issuers and
  // organizations. Of what is unique in all of Azure the last one counts. All or nothing.
  // Certificates must be PEM; a caller that allows
  // file names reads them before (see mock_server/arming/materialise.h).
  // Errors: kInvalidArgument, naming the field:
  //   tenants[0].applications[1].secrets[0].not_after: "tomorrow" is not an RFC 3339 time
  absl::Status Merge(const scenario::EntraDirectory& directory);

  // In place of everything that was merged; a later Export gives it back. Issuers
  // that stay keep their keys. All or nothing. Errors: as Merge.
  absl::Status Replace(const scenario::EntraDirectory& directory);

  // Takes away what `what` names (see mock_common/text/message_edit.h). All or
  // nothing. Errors: as RemoveFromMessage.
  absl::Status Remove(const scenario::EntraDirectory& what);

  // All that was merged and is still there, with its secrets; tenants sorted by ID.
  scenario::EntraDirectory Export() const;

  // A tenant that has the well-known resources only. No effect if it exists.
  // Errors: as Merge.
  absl::Status CreateTenant(absl::string_view id);

  // False if there was none.
  bool RemoveTenant(absl::string_view id);

  // By ID or domain name, without regard to case; null if there is none.
  std::shared_ptr<const Tenant> FindTenant(absl::string_view id_or_domain);

  // The tenant of a user, for what is asked of no one tenant ("organizations"): by the
  // domain of the name; null if there is none.
  std::shared_ptr<const Tenant> FindTenantOfUser(absl::string_view user_name);

  // The state of the tenant is as if it were new: what it has promised, and what it has seen.
  // Replace forgets that of all tenants, Remove and RemoveTenant that of those that go.
  // Nothing happens if there is no such tenant.
  void ForgetTenant(absl::string_view id_or_domain);

  // The ID of a tenant that has registered the application; "" if none has: Microsoft's own
  // are in all.
  std::string OwnerOfApplication(absl::string_view app_id) const;
  // Any tenant that has the application; null if none has.
  std::shared_ptr<const Tenant> FindTenantOfApplication(absl::string_view app_id) const;

  // The tenant that has this in Azure; null if none has.
  enum class AzureName { kSubscription, kKeyVault, kStorageAccount };
  std::shared_ptr<const Tenant> FindTenantOfAzure(AzureName kind, absl::string_view name) const;

  // Of all tenants.
  DeviceCodes& device_codes() { return device_codes_; }

  // By name, without regard to case; null if there is none.
  std::shared_ptr<const Organization> FindOrganization(absl::string_view name) const;

  // Those of the merged directories, and of their organizations.
  IssuerRegistry& issuers() { return issuers_; }

  // In no particular order.
  std::vector<std::string> TenantIds() const;

 private:
  using Tenants = std::unordered_map<std::string, std::shared_ptr<const Tenant>>;

  // A tenant that is made and not in the directory yet.
  struct Made {
    std::string key;
    std::shared_ptr<const Tenant> tenant;
    std::shared_ptr<Promises> promises;
  };

  std::shared_ptr<const Tenant> Lookup(const std::string& key) const;

  // The caller holds change_mutex_, and so may read what stands below.
  absl::Status CheckNames(const scenario::EntraDirectory& directory) const;
  absl::StatusOr<std::vector<Made>> MakeMerged(const scenario::EntraDirectory& directory) const;
  Made Make(scenario::Tenant proto) const;

  // The caller holds both mutexes. `named` has the applications whose owner is to be known.
  void Install(const Made& made, const scenario::Tenant& named);
  // The tenant stays; returns it, null if there is none.
  std::shared_ptr<const Tenant> ForgetNames(const std::string& key);
  // All of them, with what they promised; returns them for the caller to let go of later.
  std::vector<std::shared_ptr<const Tenant>> ForgetTenants(
      const std::unordered_set<std::string>& keys);
  void ReplaceBeside(const scenario::EntraDirectory& directory);
  void AddBeside(const scenario::EntraDirectory& directory);

  const Options options_;
  std::mutex change_mutex_;  // one change at a time; taken before mutex_
  mutable std::shared_mutex mutex_;
  Tenants tenants_;                                       // by lower-case ID
  std::unordered_map<std::string, std::string> domains_;  // lower-case name to key of tenants_
  std::unordered_map<std::string, std::shared_ptr<const Organization>> organizations_;
  std::unordered_map<std::string, std::shared_ptr<Promises>> promises_;  // as tenants_
  std::unordered_map<std::string, std::string> application_tenants_;     // one that has it
  // Whose a subscription, vault or account is; see AzureKey.
  std::unordered_map<std::string, std::string> azure_tenants_;
  DeviceCodes device_codes_;
  scenario::EntraDirectory beside_tenants_;  // what was merged of issuers, organizations, …
  IssuerRegistry issuers_;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_DIRECTORY_H_
