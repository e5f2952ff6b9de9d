#include "mock_common/tls/subject_names.h"

#include <arpa/inet.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace mock {
namespace {

bool IsIpAddress(const std::string& name) {
  in6_addr address;
  return inet_pton(AF_INET, name.c_str(), &address) == 1 ||
         inet_pton(AF_INET6, name.c_str(), &address) == 1;
}

// RFC 1123, section 2.1, with underscores (seen in test set-ups), and "*." in
// front (RFC 6125, section 6.4.3).
bool IsDnsName(absl::string_view name) {
  if (absl::StartsWith(name, "*.")) name.remove_prefix(2);
  if (name.empty() || name.size() > 253) return false;
  for (const absl::string_view label : absl::StrSplit(name, '.')) {
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') {
      return false;
    }
    for (const char c : label) {
      if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && c != '-' && c != '_') return false;
    }
  }
  return true;
}

}  // namespace

absl::StatusOr<std::string> SubjectAlternativeNames(const std::vector<std::string>& names) {
  if (names.empty()) return absl::InvalidArgumentError("a certificate needs at least one name");
  std::vector<std::string> entries;
  for (const std::string& name : names) {
    if (IsIpAddress(name)) {
      entries.push_back(absl::StrCat("IP:", name));
    } else if (IsDnsName(name)) {
      entries.push_back(absl::StrCat("DNS:", name));
    } else {
      return absl::InvalidArgumentError(
          absl::StrCat("neither a DNS name nor an IP address: \"", name, "\""));
    }
  }
  return absl::StrJoin(entries, ",");
}

}  // namespace mock
