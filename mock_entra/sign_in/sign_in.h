// Whether users are who they say, and may have what they ask for.
#ifndef MOCK_ENTRA_SIGN_IN_SIGN_IN_H_
#define MOCK_ENTRA_SIGN_IN_SIGN_IN_H_

#include <optional>
#include <string>
#include <variant>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/promises/grants.h"

namespace mock::entra {

// The account that `user_name` and `password` open in the tenant, or why none. In
// this order:
//   500208   a personal account that is no guest here
//   50020    somebody of another tenant of the directory who is no guest here
//   50034    nobody of that name, or a deleted user
//   50053    locked, or too many wrong passwords within the last minute
//   50057    disabled
//   50056    has no password
//   50126    wrong password, which is counted
//   50055    the password has expired
// A guest's password is that of the home tenant.
std::variant<const Account*, Refusal> CheckPassword(Directory& directory, const Tenant& tenant,
                                                    absl::string_view user_name,
                                                    absl::string_view password, absl::Time now);

// What a sign-in is to be used for.
struct Access {
  const Tenant& tenant;
  const Application& application;
  const SignIn& sign_in;
  std::string resource_uri;
  const Resource& resource;
  absl::Time now;
  bool v1 = false;       // the v1.0 endpoint words some errors differently
  bool renewal = false;  // by a refresh token
};

// Why the sign-in is not good enough, if so: 50105 not assigned to the application,
// then the first Conditional Access policy that is not satisfied: 50076, 50079 for a
// user who must enrol, 53003, 53000, 53001, 53005, 50005, 50158, 50097, 530032,
// 50131; for renewals 70043 and 50078.
std::optional<Refusal> CheckAccess(const Access& access);

// Whether the user must be asked before the application gets at the resource.
bool NeedsConsent(const Access& access);

// 65001; 90094 if only an administrator may consent.
Refusal ConsentMissing(const Access& access);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_SIGN_IN_SIGN_IN_H_
