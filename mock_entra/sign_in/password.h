// Whether users are who they say, by their passwords.
#ifndef MOCK_ENTRA_SIGN_IN_PASSWORD_H_
#define MOCK_ENTRA_SIGN_IN_PASSWORD_H_

#include <variant>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/errors/refusal.h"

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

}  // namespace mock::entra

#endif  // MOCK_ENTRA_SIGN_IN_PASSWORD_H_
