// The secret that the admin service asks for.
#ifndef TOOLS_AZMOCK_CLI_SERVING_CONTROL_TOKEN_H_
#define TOOLS_AZMOCK_CLI_SERVING_CONTROL_TOKEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace azmock {

// Whether only this machine can reach the address.
bool IsLoopback(absl::string_view address);

struct ControlToken {
  std::string value;       // "" asks for none
  bool generated = false;  // so nobody knows it yet
};

// That of the file, without the space around it; without a file none if the address is
// one that only this machine can reach, else a new one. Errors: kNotFound and
// kUnavailable, naming the file; kInvalidArgument for one of less than 16 characters or
// with characters that no header can carry.
absl::StatusOr<ControlToken> GetControlToken(const std::string& file, absl::string_view address);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_SERVING_CONTROL_TOKEN_H_
