#include "mock_common/text/json_text.h"

namespace mock::scenario {
namespace {

template <typename Json>
std::string TextOf(const Json& json, int indent) {
  return json.dump(indent, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

template <typename Json>
Json Parsed(absl::string_view text) {
  return Json::parse(text.begin(), text.end(), /*cb=*/nullptr, /*allow_exceptions=*/false);
}

}  // namespace

std::string JsonText(const nlohmann::json& json, int indent) { return TextOf(json, indent); }

std::string JsonText(const nlohmann::ordered_json& json, int indent) {
  return TextOf(json, indent);
}

nlohmann::json ParseJson(absl::string_view text) { return Parsed<nlohmann::json>(text); }

nlohmann::ordered_json ParseOrderedJson(absl::string_view text) {
  return Parsed<nlohmann::ordered_json>(text);
}

nlohmann::ordered_json TextOrNull(const std::string& text) {
  return text.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(text);
}

}  // namespace mock::scenario
