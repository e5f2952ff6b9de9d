// One tenant: its applications, resources, users and managed identities.
#ifndef MOCK_ENTRA_DIRECTORY_TENANT_H_
#define MOCK_ENTRA_DIRECTORY_TENANT_H_

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/jwt/certificate.h"
#include "mock_entra/directory/azure.h"
#include "mock_entra/directory/directory.pb.h"
#include "mock_entra/directory/users.h"
#include "mock_entra/promises/promises.h"

namespace mock::entra {

struct ClientSecret {
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

struct AppRole {
  std::string role;
  std::vector<std::string> members;  // users' names, groups' IDs, client IDs
};

// What tokens for an application have beside the usual claims; see scenario::Application.
struct TokenConfiguration {
  std::vector<AppRole> roles;
  bool groups = false;
  std::vector<std::string> optional_id_claims;
  std::vector<std::string> optional_access_claims;
  std::string claims;  // JSON; "" if none
};

struct Application {
  std::string app_id;
  std::string display_name;
  std::vector<ClientSecret> secrets;
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
  std::vector<std::string> redirect_uris;  // of all platforms
  std::vector<std::string> single_page_redirect_uris;
  std::vector<std::string> consent_needed;
  bool admin_consent_only = false;
  bool assignment_required = false;
  std::vector<std::string> assigned_users;
  scenario::Application::Audience audience = scenario::Application::ANY;
  bool family_of_clients = false;
  absl::Duration refresh_token_lifetime = absl::Hours(24 * 90);
  bool single_page = false;
  bool single_use_refresh_tokens = false;
  bool id_tokens = false;  // from /authorize
  TokenConfiguration tokens;
  absl::Time tokens_valid_from = absl::InfinitePast();
};

struct Resource {
  std::string app_id;
  int token_version = 1;  // 1 or 2
  std::vector<std::string> roles;
  std::vector<std::string> scopes;  // any, if empty
  absl::Duration token_lifetime = absl::Seconds(3599);
  bool no_bound_tokens = false;
};

// A service principal that hosts give tokens of; see mock_imds.
struct ManagedIdentity {
  std::string name;
  std::string client_id;
  std::string principal_id;  // the token's `oid`
  std::string resource_id;   // the token's `xms_mirid`
};

// The port of "http://localhost" does not matter (RFC 8252, section 7.3).
bool HasRedirectUri(const Application& application, absl::string_view uri);

// Likewise, whether it is one of the single-page-application platform.
bool IsSinglePageRedirectUri(const Application& application, absl::string_view uri);

// Immutable once it is in a directory.
class Tenant : public std::enable_shared_from_this<Tenant> {
 public:
  std::string id;
  std::string display_name;  // never empty

  // Whether the tenant is called so: its ID or a domain, without regard to case.
  bool IsNamed(absl::string_view name) const;

  // By client ID, without regard to case; null if there is none.
  const Application* FindApplication(absl::string_view app_id) const;

  // By application ID URI (a trailing slash and case do not matter) or client ID, of
  // which each may stand after "spn:", or by the address of an account (see
  // ServiceOfAccount); null if there is none. Microsoft's resources are in every tenant.
  // An application of the tenant is a resource too, by its client ID or "api://<client ID>".
  const Resource* FindResource(absl::string_view name) const;

  // By name; null if there is none.
  const ManagedIdentity* FindManagedIdentity(absl::string_view name) const;
  // By client ID, without regard to case; null if there is none.
  const ManagedIdentity* FindManagedIdentityOfClient(absl::string_view client_id) const;
  // By name, without regard to case; null if there is none. Deleted ones are there.
  const Account* FindUser(absl::string_view name) const;
  // Whether users of any of the applications may be sent back there. The port of
  // "http://localhost" does not matter.
  bool HasRedirectUri(absl::string_view uri) const;

  // Null if the domain's users sign in here.
  const FederatedDomain* FindFederatedDomain(absl::string_view domain) const;

  // By object ID, without regard to case; null if there is none.
  const Account* FindUserOfId(absl::string_view object_id) const;

  const std::vector<std::string>& domains() const { return domains_; }
  const Azure& azure() const { return azure_; }
  const std::vector<Policy>& policies() const { return policies_; }
  int smart_lockout_threshold() const { return smart_lockout_threshold_; }
  const DeviceLogin& device_login() const { return device_login_; }

  // What it has promised: the same object as long as the tenant is there.
  Promises& promises() const { return *promises_; }

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
  std::unordered_map<std::string, std::string> user_names_;  // keys of users_, by Key(ID)
  std::vector<Policy> policies_;
  int smart_lockout_threshold_ = 10;
  DeviceLogin device_login_;
  std::vector<FederatedDomain> federated_domains_;
  Azure azure_;
  std::shared_ptr<Promises> promises_;
};

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_TENANT_H_
