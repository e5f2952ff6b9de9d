#include "mock_entra/exchange/json_object.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "mock_common/text/any_byte.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

bool NeedsEscape(absl::string_view text) {
  return AnyByte(text, [](char c) { return c < ' ' || c > '~' || c == '"' || c == '\\'; });
}

void AppendQuoted(absl::string_view text, std::string& out) {
  out += '"';
  out.append(text.data(), text.size());
  out += '"';
}

}  // namespace

void JsonObject::AppendName(absl::string_view name) {
  if (text_.size() > 1) text_ += ',';
  AppendQuoted(name, text_);
  text_ += ':';
}

void JsonObject::AppendText(absl::string_view value) {
  if (NeedsEscape(value)) {
    text_ += scenario::JsonText(nlohmann::json(std::string(value)));
  } else {
    AppendQuoted(value, text_);
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
