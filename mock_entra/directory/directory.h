// What the fake Entra ID knows: tenants, their applications and resources.
#ifndef MOCK_ENTRA_DIRECTORY_DIRECTORY_H_
#define MOCK_ENTRA_DIRECTORY_DIRECTORY_H_

#include <memory>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/jwt/certificate.h"
#include "mock_common/scenario/directory.pb.h"
#include "mock_entra/directory/users.h"
#include "mock_entra/grants/device_codes.h"
#include "mock_entra/grants/grants.h"
#include "mock_entra/issuers/issuer_registry.h"

namespace mock::entra {

struct Secret {
  std::string value;
  absl::Time not_before = absl::InfinitePast();
  absl::Time not_after = absl::InfiniteFuture();
};

// Trust in another issuer's assertions.
struct FederatedCredential {
  std::string issuer;
  std::string subject;
  std::string audience;  // never empty
};

struct Application {
  std::string app_id;
  std::string display_name;
  std::vector<Secret> secrets;
  std::string service_principal_id;  // the token's `oid`
  bool disabled = false;
  bool public_client = false;
  std::vector<jwt::Certificate> certificates;
  std::vector<std::string> trusted_subject_names;
  std::vector<jwt::Certificate> trusted_roots;
  std::vector<FederatedCredential> federated_credentials;
  bool no_on_behalf_of = false;
  bool refuse_replayed_assertions = false;
  // For users; see scenario::Application.
  std::vector<std::string> redirect_uris;
  std::vector<std::string> consent_needed;
  bool admin_consent_only = false;
  bool assignment_required = false;
  std::vector<std::string> assigned_users;
  scenario::Application::Audience audience = scenario::Application::ANY;
  bool family_of_clients = false;
  absl::Duration refresh_token_lifetime = absl::Hours(24 * 90);
  bool single_page = false;
  bool single_use_refresh_tokens = false;
};

struct Resource {
  std::string app_id;
  int token_version = 1;  // 1 or 2
  std::vector<std::string> roles;
  absl::Duration token_lifetime = absl::Seconds(3599);
};

// A service principal that hosts give tokens of; see mock_imds.
struct ManagedIdentity {
  std::string name;
  std::string client_id;
  std::string principal_id;  // the token's `oid`
  std::string resource_id;   // the token's `xms_mirid`
};

// What gives managed identities their tokens: its endpoint and tenant are filled in.
using Hosts = std::vector<std::shared_ptr<const scenario::ManagedIdentityHost>>;

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

// The port of "http://localhost" does not matter (RFC 8252, section 7.3).
bool HasRedirectUri(const Application& application, absl::string_view uri);

// Immutable once it is in a directory.
class Tenant {
 public:
  std::string id;
  std::string display_name;  // never empty

  // Whether the tenant is called so: its ID or a domain, without regard to case.
  bool IsNamed(absl::string_view name) const;

  // By client ID, without regard to case; null if there is none.
  const Application* FindApplication(absl::string_view app_id) const;

  // By application ID URI (a trailing slash and case do not matter) or client
  // ID; null if there is none. An application of the tenant is a resource too,
  // by its client ID or "api://<client ID>".
  const Resource* FindResource(absl::string_view uri) const;

  // By name; null if there is none.
  const ManagedIdentity* FindManagedIdentity(absl::string_view name) const;
  // By name, without regard to case; null if there is none. Deleted ones are there.
  const Account* FindUser(absl::string_view name) const;
  // Whether users of any of the applications may be sent back there. The port of
  // "http://localhost" does not matter.
  bool HasRedirectUri(absl::string_view uri) const;

  // Null if the domain's users sign in here.
  const FederatedDomain* FindFederatedDomain(absl::string_view domain) const;

  const std::vector<Policy>& policies() const { return policies_; }
  int smart_lockout_threshold() const { return smart_lockout_threshold_; }
  const DeviceLogin& device_login() const { return device_login_; }

  // What it has promised: the same object as long as the tenant is there.
  Grants& grants() const { return *grants_; }

  // What it was made of.
  const scenario::Tenant& proto() const { return proto_; }

 private:
  friend class TenantBuilder;

  scenario::Tenant proto_;
  std::vector<std::string> domains_;
  std::unordered_map<std::string, Application> applications_;
  std::unordered_map<std::string, Resource> resources_;
  std::unordered_map<std::string, ManagedIdentity> managed_identities_;
  std::unordered_map<std::string, Account> users_;
  std::vector<Policy> policies_;
  int smart_lockout_threshold_ = 10;
  DeviceLogin device_login_;
  std::vector<FederatedDomain> federated_domains_;
  std::shared_ptr<Grants> grants_;
};

// Safe for use by many threads. Readers get an immutable tenant, which stays
// valid whatever becomes of the directory.
class Directory {
 public:
  struct Options {
    // A tenant that is asked for by a well-formed GUID comes to be. Entra
    // answers AADSTS90002, so that is the default.
    bool create_unknown_tenants = false;
  };

  Directory() = default;
  explicit Directory(Options options) : options_(options) {}

  // Adds the tenants, or adds to those that are there: applications and
  // resources that the tenant has already are replaced, and so are issuers and
  // organizations. All or nothing. Certificates must be PEM; a caller that allows
  // file names reads them before (see mock_entra/materialise.h).
  // Errors: kInvalidArgument, naming the field:
  //   tenants[0].applications[1].secrets[0].not_after: "tomorrow" is not an RFC 3339 time
  absl::Status Merge(const scenario::Directory& directory);

  // In place of everything that was merged; a later Export gives it back. Issuers
  // that stay keep their keys. All or nothing. Errors: as Merge.
  absl::Status Replace(const scenario::Directory& directory);

  // Takes away what `what` names (see mock_common/scenario/directory_edit.h). All or
  // nothing. Errors: as RemoveFromDirectory.
  absl::Status Remove(const scenario::Directory& what);

  // All that was merged and is still there, with its secrets; tenants sorted by ID.
  scenario::Directory Export() const;

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

  // Any tenant that has the application; null if none has.
  std::shared_ptr<const Tenant> FindTenantOfApplication(absl::string_view app_id) const;

  // Of all tenants.
  DeviceCodes& device_codes() { return device_codes_; }

  // By name, without regard to case; null if there is none.
  std::shared_ptr<const Organization> FindOrganization(absl::string_view name) const;

  // In the order in which they came; never null. A host that does not change stays
  // the same object.
  std::shared_ptr<const Hosts> hosts() const;

  // Those of the merged directories, and of their organizations.
  IssuerRegistry& issuers() { return issuers_; }

  // In no particular order.
  std::vector<std::string> TenantIds() const;

 private:
  using Tenants = std::unordered_map<std::string, std::shared_ptr<const Tenant>>;

  std::shared_ptr<const Tenant> Lookup(const std::string& key) const;
  // The caller holds the lock.
  absl::Status MergeLocked(const scenario::Directory& directory);
  void ReplaceLocked(const scenario::Directory& directory);
  scenario::Directory ExportLocked() const;

  const Options options_;
  mutable std::shared_mutex mutex_;
  Tenants tenants_;                                       // by lower-case ID
  std::unordered_map<std::string, std::string> domains_;  // lower-case name to key of tenants_
  std::unordered_map<std::string, std::shared_ptr<const Organization>> organizations_;
  void UpdateHostsLocked();
  std::shared_ptr<const Hosts> hosts_ = std::make_shared<const Hosts>();
  std::unordered_map<std::string, std::shared_ptr<Grants>> grants_;   // as tenants_
  std::unordered_map<std::string, std::string> application_tenants_;  // one that has it
  DeviceCodes device_codes_;
  scenario::Directory beside_tenants_;  // what was merged of issuers, organizations, …
  IssuerRegistry issuers_;
};

// The tenant that every server starts with; README.md names it.
scenario::Directory DefaultDirectory();

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_DIRECTORY_H_
