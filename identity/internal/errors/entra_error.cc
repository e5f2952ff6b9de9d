#include "identity/internal/errors/entra_error.h"

#include <cstdint>
#include <string>

#include "absl/strings/numbers.h"
#include "identity/internal/text/go_text.h"
#include "nlohmann/json.hpp"

namespace azure::identity::internal {
namespace {

// More is no error of Entra ID, and is not kept (see ShownBody).
constexpr std::size_t kMaxBody = std::size_t{64} << 10;

std::string StringField(const nlohmann::json& object, const char* name) {
  const auto field = object.find(name);
  if (field == object.end() || !field->is_string()) return "";
  return field->get<std::string>();
}

}  // namespace

std::optional<ErrorDetails::Entra> ParseEntraError(absl::string_view body) {
  if (body.size() > kMaxBody) return std::nullopt;
  const nlohmann::json json =
      nlohmann::json::parse(ToValidUtf8(body), nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return std::nullopt;
  const auto error = json.find("error");
  if (error == json.end() || !error->is_string()) return std::nullopt;

  ErrorDetails::Entra entra;
  entra.error = error->get<std::string>();
  entra.suberror = StringField(json, "suberror");
  entra.description = StringField(json, "error_description");
  entra.timestamp = StringField(json, "timestamp");
  entra.trace_id = StringField(json, "trace_id");
  entra.correlation_id = StringField(json, "correlation_id");
  entra.error_uri = StringField(json, "error_uri");
  entra.claims = StringField(json, "claims");
  const auto codes = json.find("error_codes");
  if (codes != json.end() && codes->is_array()) {
    for (const nlohmann::json& code : *codes) {
      std::int64_t number = 0;
      if (code.is_number_integer()) {
        entra.error_codes.push_back(code.get<std::int64_t>());
      } else if (code.is_string() && absl::SimpleAtoi(code.get<std::string>(), &number)) {
        entra.error_codes.push_back(number);
      }
    }
  }
  return entra;
}

}  // namespace azure::identity::internal
