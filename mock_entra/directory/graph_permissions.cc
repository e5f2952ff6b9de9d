#include "mock_entra/directory/graph_permissions.h"

#include <string>
#include <unordered_set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"

namespace mock::entra {
namespace {

constexpr absl::string_view kNames =
#include "mock_entra/directory/graph_permissions.inc"
    ;

std::unordered_set<std::string> ReadNames() {
  std::unordered_set<std::string> names;
  for (const absl::string_view line : absl::StrSplit(kNames, '\n', absl::SkipEmpty())) {
    if (!absl::StartsWith(line, "#")) names.insert(absl::AsciiStrToLower(line));
  }
  return names;
}

}  // namespace

bool IsGraphPermission(absl::string_view name) {
  static const auto* const kPermissions = new std::unordered_set<std::string>(ReadNames());
  return kPermissions->count(absl::AsciiStrToLower(name)) > 0;
}

}  // namespace mock::entra
