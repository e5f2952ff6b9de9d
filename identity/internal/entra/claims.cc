#include "identity/internal/entra/claims.h"

#include <cmath>
#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "identity/internal/text/go_json.h"
#include "nlohmann/json.hpp"

namespace azure::identity::internal {
namespace {

using ::nlohmann::json;

constexpr std::size_t kMaxBytes = std::size_t{16} << 10;
constexpr std::size_t kMaxDepth = 64;

constexpr char kCapabilities[] = R"({"access_token":{"xms_cc":{"values":["CP1"]}}})";

absl::Status NotJson(absl::string_view error) {
  return absl::InvalidArgumentError(absl::StrCat(
      "claims must be JSON. Are they base64 encoded? json.Unmarshal returned \"", error, "\""));
}

// What reads and writes JSON here goes as deep as the challenge does, which a resource server
// made; a real one has a few levels and some hundred bytes.
absl::Status CheckSize(absl::string_view challenge) {
  if (challenge.size() > kMaxBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("claims of ", challenge.size(), " bytes are more than ", kMaxBytes));
  }
  if (JsonDepth(challenge) > kMaxDepth) {
    return absl::InvalidArgumentError(
        absl::StrCat("claims are nested deeper than ", kMaxDepth, " levels"));
  }
  return absl::OkStatus();
}

// Adds `from` to `into` without replacing anything. False if that cannot be.
bool Merge(const json& from, json* into) {
  for (const auto& [name, value] : from.items()) {
    const auto [existing, added] = into->emplace(name, value);
    if (added) continue;
    if (!value.is_object() || !existing->is_object()) return false;
    if (!Merge(value, &*existing)) return false;
  }
  return true;
}

// As Go writes them: "1.50e3" is 1500. Beyond 64 bits they stay as they are.
void WriteWholeNumbers(json* value) {
  if (value->is_structured()) {
    for (json& element : *value) WriteWholeNumbers(&element);
  } else if (value->is_number_float()) {
    const double number = value->get<double>();
    const bool is_whole = std::trunc(number) == number && std::fabs(number) < 0x1p62;
    if (is_whole) *value = static_cast<std::int64_t>(number);
  }
}

}  // namespace

absl::StatusOr<std::string> ClaimsParameter(absl::string_view challenge, bool cae) {
  if (!cae) return std::string(challenge);
  if (challenge.empty()) return kCapabilities;

  const absl::StatusOr<absl::string_view> scanned = ScanJson(challenge, JsonReader::kUnmarshal);
  if (!scanned.ok()) return NotJson(scanned.status().message());
  if (JsonKind(*scanned) != "object") {
    return NotJson(absl::StrCat("json: cannot unmarshal ", JsonKind(*scanned),
                                " into Go value of type map[string]interface {}"));
  }
  if (const absl::Status size = CheckSize(*scanned); !size.ok()) return size;
  json merged = json::parse(scanned->begin(), scanned->end(), nullptr, /*allow_exceptions=*/false);
  if (merged.is_discarded()) return NotJson("a string is not valid UTF-8");
  if (!Merge(json::parse(kCapabilities), &merged)) {
    return absl::InvalidArgumentError("challenge claims conflict with client capabilities");
  }
  WriteWholeNumbers(&merged);
  return merged.dump();
}

}  // namespace azure::identity::internal
