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
#include "mock_common/scenario/directory.pb.h"

namespace mock::entra {

struct Secret {
  std::string value;
  absl::Time not_before = absl::InfinitePast();
  absl::Time not_after = absl::InfiniteFuture();
};

struct Application {
  std::string app_id;
  std::string display_name;
  std::vector<Secret> secrets;
  std::string service_principal_id;  // the token's `oid`
  bool disabled = false;
  bool public_client = false;
};

struct Resource {
  std::string app_id;
  int token_version = 1;  // 1 or 2
  std::vector<std::string> roles;
  absl::Duration token_lifetime = absl::Seconds(3599);
};

// Immutable once it is in a directory.
class Tenant {
 public:
  std::string id;
  std::string display_name;  // never empty

  // By client ID, without regard to case; null if there is none.
  const Application* FindApplication(absl::string_view app_id) const;

  // By application ID URI (a trailing slash and case do not matter) or client
  // ID; null if there is none. An application of the tenant is a resource too,
  // by its client ID or "api://<client ID>".
  const Resource* FindResource(absl::string_view uri) const;

 private:
  friend class TenantBuilder;

  std::vector<std::string> domains_;
  std::unordered_map<std::string, Application> applications_;
  std::unordered_map<std::string, Resource> resources_;
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
  // resources that the tenant has already are replaced. All or nothing.
  // Errors: kInvalidArgument, naming the field:
  //   tenants[0].applications[1].secrets[0].not_after: "tomorrow" is not an RFC 3339 time
  absl::Status Merge(const scenario::Directory& directory);

  // A tenant that has the well-known resources only. No effect if it exists.
  // Errors: as Merge.
  absl::Status CreateTenant(absl::string_view id);

  // False if there was none.
  bool RemoveTenant(absl::string_view id);

  // By ID or domain name, without regard to case; null if there is none.
  std::shared_ptr<const Tenant> FindTenant(absl::string_view id_or_domain);

  // In no particular order.
  std::vector<std::string> TenantIds() const;

 private:
  using Tenants = std::unordered_map<std::string, std::shared_ptr<const Tenant>>;

  std::shared_ptr<const Tenant> Lookup(const std::string& key) const;

  const Options options_;
  mutable std::shared_mutex mutex_;
  Tenants tenants_;                                       // by lower-case ID
  std::unordered_map<std::string, std::string> domains_;  // lower-case name to key of tenants_
};

// The tenant that every server starts with; README.md names it.
scenario::Directory DefaultDirectory();

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_DIRECTORY_H_
