#include "identity/seams/environment.h"

#include <unistd.h>

#include <cstdlib>

namespace azure::identity {
namespace {

class ProcessEnvironment final : public Environment {
 public:
  std::optional<std::string> Get(absl::string_view name) const override {
    const char* value = std::getenv(std::string(name).c_str());
    if (value == nullptr) return std::nullopt;
    return value;
  }

  std::vector<std::pair<std::string, std::string>> All() const override {
    std::vector<std::pair<std::string, std::string>> variables;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
      const absl::string_view text = *entry;
      const std::size_t equals = text.find('=');
      if (equals == absl::string_view::npos) continue;
      variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return variables;
  }
};

}  // namespace

std::shared_ptr<Environment> RealEnvironment() {
  // Has no state, so one will do for all; leaked, since it may be used until the end.
  static const auto* const kShared =
      new std::shared_ptr<Environment>(std::make_shared<ProcessEnvironment>());
  return *kShared;
}

}  // namespace azure::identity
