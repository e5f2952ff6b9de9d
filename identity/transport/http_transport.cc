#include "identity/transport/http_transport.h"

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
  Field field(name, value);  // the arguments may point into a field that goes away
  Remove(field.first);
  fields_.push_back(std::move(field));
}

void HttpHeaders::Add(absl::string_view name, absl::string_view value) {
  fields_.emplace_back(name, value);
}

void HttpHeaders::Remove(absl::string_view name) {
  fields_.erase(std::remove_if(fields_.begin(), fields_.end(),
                               [name](const Field& field) {
                                 return absl::EqualsIgnoreCase(field.first, name);
                               }),
                fields_.end());
}

}  // namespace azure::identity
