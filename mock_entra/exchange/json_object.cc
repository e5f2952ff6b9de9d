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

}  // namespace

void JsonObject::AppendName(absl::string_view name) { text_.Append(Separator(), name, "\":"); }

void JsonObject::AppendText(absl::string_view value) {
  if (NeedsEscape(value)) {
    text_.Append(scenario::JsonText(nlohmann::json(std::string(value))));
  } else {
    text_.Append("\"", value, "\"");
  }
}

void JsonObject::Add(absl::string_view name, absl::string_view value) {
  if (NeedsEscape(value)) {
    AppendName(name);
    AppendText(value);
  } else {
    AddToken(name, value);  // at once, as most are
  }
}

void JsonObject::AddToken(absl::string_view name, absl::string_view token) {
  text_.Append(Separator(), name, "\":\"", token, "\"");
}

void JsonObject::Add(absl::string_view name, std::int64_t value) {
  text_.Append(Separator(), name, "\":", absl::AlphaNum(value).Piece());
}

void JsonObject::Add(absl::string_view name, const std::vector<std::string>& values) {
  AppendName(name);
  text_.Append("[");
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) text_.Append(",");
    AppendText(values[i]);
  }
  text_.Append("]");
}

void JsonObject::Add(absl::string_view name, JsonObject value) {
  AppendName(name);
  text_.Append(std::move(value).Finish());
}

std::string JsonObject::Finish() && {
  text_.Append("}");
  return std::string(text_.view());
}

}  // namespace mock::entra
