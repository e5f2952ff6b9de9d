// Environment variables from a map.
#ifndef IDENTITY_TESTING_FAKE_ENVIRONMENT_H_
#define IDENTITY_TESTING_FAKE_ENVIRONMENT_H_

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "identity/seams/environment.h"

namespace azure::identity {

// Set and Unset may not run while another thread reads.
class FakeEnvironment final : public Environment {
 public:
  FakeEnvironment() = default;
  // These and no others.
  explicit FakeEnvironment(std::map<std::string, std::string> variables)
      : variables_(std::move(variables)) {}

  std::optional<std::string> Get(absl::string_view name) const override {
    const auto found = variables_.find(std::string(name));
    if (found == variables_.end()) return std::nullopt;
    return found->second;
  }
  std::vector<std::pair<std::string, std::string>> All() const override {
    return {variables_.begin(), variables_.end()};
  }

  // Not while another thread reads.
  void Set(const std::string& name, const std::string& value) { variables_[name] = value; }
  void Unset(const std::string& name) { variables_.erase(name); }

 private:
  std::map<std::string, std::string> variables_;
};

}  // namespace azure::identity

#endif  // IDENTITY_TESTING_FAKE_ENVIRONMENT_H_
