// Whom a credential for users works for.
#ifndef IDENTITY_INTERNAL_CLIENTS_SIGNED_IN_ACCOUNT_H_
#define IDENTITY_INTERNAL_CLIENTS_SIGNED_IN_ACCOUNT_H_

#include <mutex>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "identity/authentication_record.h"
#include "identity/internal/entra/id_token.h"

namespace azure::identity::internal {

// Shared by the credential's two clients (with and without CAE). Safe for use by
// many threads at once.
class SignedInAccount {
 public:
  // A record that names nobody means that nobody has signed in.
  explicit SignedInAccount(AuthenticationRecord record);

  // nullopt while nobody has signed in.
  std::optional<std::string> home_account_id() const;

  // Makes it the account of the user who signed in, and returns its record. Without
  // an ID token, what is known of that account stays. The error, finished, is
  // azidentity's about an issuer that is no URL.
  absl::StatusOr<AuthenticationRecord> SignIn(const std::string& home_account_id,
                                              const std::optional<IdToken>& id_token);

  // Takes in what a refresh told of an account. It changes nothing if another user has
  // signed in meanwhile. Errors as of SignIn().
  absl::Status Refresh(const std::string& home_account_id, const std::optional<IdToken>& id_token);

 private:
  mutable std::mutex mutex_;
  bool known_;
  AuthenticationRecord record_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_CLIENTS_SIGNED_IN_ACCOUNT_H_
