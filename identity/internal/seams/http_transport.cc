#include "identity/internal/seams/http_transport.h"

#include <algorithm>

#include "absl/strings/match.h"

namespace azure::identity {

const std::string* HttpHeaders::Find(absl::string_view name) const {
  for (const Field& field : fields_) {
    if (absl::EqualsIgnoreCase(field.first, name)) return &field.second;
  }
  return nullptr;
}

absl::string_view HttpHeaders::Get(absl::string_view name) const {
  const std::string* value = Find(name);
  return value == nullptr ? absl::string_view() : absl::string_view(*value);
}

void HttpHeaders::Set(absl::string_view name, absl::string_view value) {
  // The arguments may point into a field that goes away.
  Field field(name, value);
  fields_.erase(std::remove_if(fields_.begin(), fields_.end(),
                               [&field](const Field& other) {
                                 return absl::EqualsIgnoreCase(other.first, field.first);
                               }),
                fields_.end());
  fields_.push_back(std::move(field));
}

void HttpHeaders::Add(absl::string_view name, absl::string_view value) {
  fields_.emplace_back(name, value);
}

}  // namespace azure::identity
