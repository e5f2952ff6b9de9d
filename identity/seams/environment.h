// The seam to environment variables.
#ifndef IDENTITY_SEAMS_ENVIRONMENT_H_
#define IDENTITY_SEAMS_ENVIRONMENT_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace azure::identity {

// Safe for use by many threads at once, as long as nobody changes the process
// environment meanwhile.
class Environment {
 public:
  virtual ~Environment() = default;

  // The variable's value; nullopt if it is not set. Set but empty gives "".
  virtual std::optional<std::string> Get(absl::string_view name) const = 0;

  // Every variable, for a child process.
  virtual std::vector<std::pair<std::string, std::string>> All() const = 0;

  // The value, or "" if the variable is not set.
  std::string GetOrEmpty(absl::string_view name) const { return Get(name).value_or(""); }
};

// The process environment, read at each call.
std::shared_ptr<Environment> RealEnvironment();

}  // namespace azure::identity

#endif  // IDENTITY_SEAMS_ENVIRONMENT_H_
