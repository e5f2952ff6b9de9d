#include "mock_entra/exchange/json_object.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

// Looks at all of it: tokens are long, and a loop without a way out is several times as fast.
bool NeedsNoEscape(absl::string_view text) {
  bool escapes = false;
  for (const char c : text) escapes |= c < ' ' || c > '~' || c == '"' || c == '\\';
  return !escapes;
}

}  // namespace

void JsonObject::AppendName(absl::string_view name) {
  absl::StrAppend(&text_, text_.size() == 1 ? "\"" : ",\"", name, "\":");
}

void JsonObject::AppendText(absl::string_view value) {
  if (NeedsNoEscape(value)) {
    absl::StrAppend(&text_, "\"", value, "\"");
  } else {
    text_ += scenario::JsonText(nlohmann::json(std::string(value)));
  }
}

void JsonObject::Add(absl::string_view name, absl::string_view value) {
  AppendName(name);
  AppendText(value);
}

void JsonObject::Add(absl::string_view name, std::int64_t value) {
  AppendName(name);
  absl::StrAppend(&text_, value);
}

void JsonObject::Add(absl::string_view name, const std::vector<std::string>& values) {
  AppendName(name);
  text_ += '[';
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) text_ += ',';
    AppendText(values[i]);
  }
  text_ += ']';
}

void JsonObject::Add(absl::string_view name, JsonObject value) {
  AppendName(name);
  text_ += std::move(value).Finish();
}

std::string JsonObject::Finish() && {
  text_ += '}';
  return std::move(text_);
}

}  // namespace mock::entra
