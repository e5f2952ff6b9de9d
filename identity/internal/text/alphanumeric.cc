#include "identity/internal/text/alphanumeric.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace azure::identity::internal {

bool IsAlphanumericOr(absl::string_view others, absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [others](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || absl::StrContains(others, c);
  });
}

}  // namespace azure::identity::internal
