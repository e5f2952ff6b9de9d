#include "mock_common/rules/scripted_remarks.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "mock_common/text/shallow_json.h"
#include "nlohmann/json.hpp"

namespace mock::scenario {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kMostCodes = 16;

bool IsName(absl::string_view text) {
  return text.size() <= kLongestName && std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_isalnum(c) || c == '_' || c == '-' || c == '.';
         });
}

// A member that is a name; nothing happens for any other.
void Take(const ordered_json& json, const char* member, std::string* out) {
  const auto found = json.find(member);
  if (found == json.end() || !found->is_string()) return;
  const auto& text = found->get_ref<const std::string&>();
  if (!text.empty() && IsName(text)) *out = text;
}

// "AADSTS50076: Due to …"
std::vector<std::int64_t> CodeOfDescription(const ordered_json& body) {
  const auto found = body.find("error_description");
  if (found == body.end() || !found->is_string()) return {};
  absl::string_view text = found->get_ref<const std::string&>();
  std::int64_t code = 0;
  if (!absl::ConsumePrefix(&text, "AADSTS")) return {};
  if (!absl::SimpleAtoi(text.substr(0, text.find(':')), &code)) return {};
  return {code};
}

std::vector<std::int64_t> CodesOf(const ordered_json& body) {
  const auto found = body.find("error_codes");
  if (found == body.end() || !found->is_array()) return CodeOfDescription(body);
  std::vector<std::int64_t> codes;
  for (const auto& code : *found) {
    if (code.is_number_integer() && codes.size() < kMostCodes) {
      codes.push_back(code.get<std::int64_t>());
    }
  }
  return codes;
}

// The innermost code of a service's error object.
void TakeServiceCode(const ordered_json& error, std::string* out) {
  Take(error, "code", out);
  for (const char* name : {"innererror", "innerError"}) {
    const auto inner = error.find(name);
    if (inner != error.end() && inner->is_object()) Take(*inner, "code", out);
  }
}

}  // namespace

void ReadRemarks(http::Response* response) {
  // Of services whose bodies are XML.
  const absl::string_view code = response->headers.Get("x-ms-error-code");
  if (!code.empty() && IsName(code)) response->remarks.service_error_code = std::string(code);
  if (!absl::StrContains(response->body, "\"error\"")) return;
  const ordered_json body = ParseShallowJson(response->body);
  if (!body.is_object()) return;
  http::Remarks& remarks = response->remarks;
  Take(body, "error", &remarks.oauth_error);
  Take(body, "suberror", &remarks.suberror);
  Take(body, "trace_id", &remarks.trace_id);
  Take(body, "correlation_id", &remarks.correlation_id);
  if (auto codes = CodesOf(body); !codes.empty()) remarks.aadsts = std::move(codes);
  const auto error = body.find("error");
  if (error != body.end() && error->is_object()) {
    TakeServiceCode(*error, &remarks.service_error_code);
  }
}

}  // namespace mock::scenario
