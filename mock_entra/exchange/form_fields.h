// The fields of forms and queries, decoded, in their order.
#ifndef MOCK_ENTRA_EXCHANGE_FORM_FIELDS_H_
#define MOCK_ENTRA_EXCHANGE_FORM_FIELDS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace mock::entra {

using FormFields = std::vector<std::pair<std::string, std::string>>;

// The first field of that name, or "".
inline absl::string_view FieldOf(const FormFields& form, absl::string_view name) {
  for (const auto& [key, value] : form) {
    if (key == name) return value;
  }
  return "";
}

}  // namespace mock::entra

#endif  // MOCK_ENTRA_EXCHANGE_FORM_FIELDS_H_
