// Who signed in, for the next time.
#ifndef IDENTITY_AUTHENTICATION_RECORD_H_
#define IDENTITY_AUTHENTICATION_RECORD_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace azure::identity {

// Which account a credential for users works for. It holds no secret, so an
// application may keep it. A credential that is given one looks for this
// account's tokens in its cache.
struct AuthenticationRecord {
  std::string authority;        // "https://login.microsoftonline.com"
  std::string client_id;        // the application's
  std::string home_account_id;  // tells accounts apart, whatever the tenant
  std::string tenant_id;        // the tenant that was asked
  std::string username;         // often an e-mail address
  std::string version;          // "1.0"

  // One line of JSON: {"authority":…,"clientId":…,"homeAccountId":…,
  // "tenantId":…,"username":…,"version":…}, to the byte as azidentity writes it.
  std::string ToJson() const;

  // Reads what ToJson(), or any Azure SDK, wrote. Errors, all kInvalidArgument:
  // what Go's json.Unmarshal says of text that is not JSON or of a member that is
  // no string; "AuthenticationRecord must have a version"; `unsupported
  // AuthenticationRecord version "2.0". This module supports [1.0]`.
  static absl::StatusOr<AuthenticationRecord> FromJson(absl::string_view json);

  // Equal are records of which all fields are.
  friend bool operator==(const AuthenticationRecord& a, const AuthenticationRecord& b) {
    return a.authority == b.authority && a.client_id == b.client_id &&
           a.home_account_id == b.home_account_id && a.tenant_id == b.tenant_id &&
           a.username == b.username && a.version == b.version;
  }
  friend bool operator!=(const AuthenticationRecord& a, const AuthenticationRecord& b) {
    return !(a == b);
  }
};

}  // namespace azure::identity

#endif  // IDENTITY_AUTHENTICATION_RECORD_H_
