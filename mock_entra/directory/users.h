// Users of a tenant, and what it asks of them.
#ifndef MOCK_ENTRA_DIRECTORY_USERS_H_
#define MOCK_ENTRA_DIRECTORY_USERS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_entra/directory/directory.pb.h"

namespace mock::entra {

// A user's account; see scenario::User for the fields.
struct Account {
  std::string name;
  std::string id;
  std::string display_name;
  std::string password;
  absl::Time password_expires = absl::InfiniteFuture();
  bool disabled = false;
  bool locked = false;
  bool deleted = false;
  absl::Time sessions_valid_from = absl::InfinitePast();
  bool must_enrol = false;
  std::string home_tenant_id;  // "" for a member
  std::vector<std::string> groups;
  std::string email, given_name, family_name;
  std::string claims;  // JSON; "" if none
};

// A user as tokens name them.
struct User {
  std::string id;  // the token's `oid`
  std::string name;
  std::string principal_name;
};

struct Policy {
  using Control = scenario::ConditionalAccessPolicy;

  std::string id;
  scenario::ConditionalAccessPolicy::Control control = Control::CONTROL_UNSPECIFIED;
  std::vector<std::string> users;      // in lower case; empty for all
  std::vector<std::string> resources;  // URIs as given; empty for all
  absl::Duration max_age;
};

struct DeviceLogin {
  int pending_polls = 0;
  int slow_down_polls = 0;
  std::string approved_by;
  bool declined = false;
  absl::Duration lifetime = absl::Minutes(15);
  absl::Duration interval = absl::Seconds(5);
};

struct FederatedDomain {
  std::string domain;
  std::string metadata_url;
  std::string protocol;
};

// "ada@contoso.example" -> "contoso.example"; "" if there is none.
absl::string_view DomainOf(absl::string_view user_name);

// Of messages that ValidateDirectory has accepted.
Account ToAccount(absl::string_view tenant_id, const scenario::User& proto);
Policy ToPolicy(absl::string_view tenant_id, int index,
                const scenario::ConditionalAccessPolicy& proto);
DeviceLogin ToDeviceLogin(const scenario::DeviceLogin& proto);
FederatedDomain ToFederatedDomain(const scenario::FederatedDomain& proto);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_USERS_H_
