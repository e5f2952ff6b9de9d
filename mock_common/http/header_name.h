// Names of header fields, which have no case.
#ifndef MOCK_COMMON_HTTP_HEADER_NAME_H_
#define MOCK_COMMON_HTTP_HEADER_NAME_H_

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace mock::http {

// Whether two names are one. Most differ in length, and cost no call: a message asks some hundred
// times.
inline bool IsSameHeader(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() && absl::EqualsIgnoreCase(a, b);
}

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_HEADER_NAME_H_
