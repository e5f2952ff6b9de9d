#include "identity/token_credential.h"

#include <cxxabi.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <typeinfo>

#include "absl/strings/string_view.h"

namespace azure::identity {
namespace {

// `name`, of C++, without the namespaces and classes around it; those of template
// arguments stay.
absl::string_view Unqualified(absl::string_view name) {
  int depth = 0;  // inside of template arguments, or of "(anonymous namespace)"
  std::size_t start = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '<' || name[i] == '(') ++depth;
    if (name[i] == '>' || name[i] == ')') --depth;
    if (depth == 0 && name[i] == ':') start = i + 1;
  }
  return name.substr(start);
}

}  // namespace

std::string TokenCredential::name() const {
  const char* const mangled = typeid(*this).name();
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(mangled, nullptr, nullptr, &status), std::free);
  return std::string(name == nullptr ? mangled : Unqualified(name.get()));
}

}  // namespace azure::identity
