#include "mock_entra/directory/times.h"

namespace mock::entra {

absl::Time TimeOr(const std::string& text, absl::Time otherwise) {
  absl::Time time = otherwise;
  std::string why;
  if (!text.empty()) absl::ParseTime(absl::RFC3339_full, text, &time, &why);
  return time;
}

}  // namespace mock::entra
