#include "identity/transport/http_transport.h"

#include "absl/strings/match.h"
#include "identity/internal/secrets/secret_string.h"

namespace azure::identity {

HttpHeaders::~HttpHeaders() {
  for (Field& field : fields_) internal::Cleanse(field.second);
}

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
  Append(std::move(field));
}

void HttpHeaders::Add(absl::string_view name, absl::string_view value) {
  Append(Field(name, value));
}

// Both make a new vector, since short values stand in its memory and stay there when they move.
void HttpHeaders::Remove(absl::string_view name) {
  if (Find(name) == nullptr) return;
  HttpHeaders kept;
  kept.fields_.reserve(fields_.size());
  for (Field& field : fields_) {
    if (!absl::EqualsIgnoreCase(field.first, name)) kept.fields_.push_back(std::move(field));
  }
  *this = std::move(kept);
}

void HttpHeaders::Append(Field&& field) {
  if (fields_.size() == fields_.capacity()) {
    HttpHeaders longer;
    longer.fields_.reserve(2 * fields_.size() + 8);
    for (Field& moved : fields_) longer.fields_.push_back(std::move(moved));
    *this = std::move(longer);
  }
  fields_.push_back(std::move(field));
  internal::Cleanse(field.second);
}

HttpBody::HttpBody(std::string text) : std::string(std::move(text)) { internal::Cleanse(text); }

HttpBody::~HttpBody() { internal::Cleanse(*this); }

}  // namespace azure::identity
