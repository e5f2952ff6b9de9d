// Whatever an authority answers, reading it ends, and an error shows no token.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "identity/internal/entra/claims.h"
#include "identity/internal/entra/metadata_json.h"
#include "identity/internal/entra/token_response.h"
#include "identity/internal/text/go_json.h"

namespace {

using namespace azure::identity::internal;  // NOLINT: one file, one subject

void CheckTokenResponse(absl::string_view body) {
  const auto response = ParseTokenResponse(body, {"scope"}, absl::FromUnixSeconds(1'800'000'000));
  if (response.ok() && response->access_token.empty()) std::abort();
  // The marker is longer than what an error may show of a bad number.
  const std::string marker(80, 'S');
  const auto cut = ParseTokenResponse(absl::StrCat(R"({"access_token":")", marker, "\",", body),
                                      {"scope"}, absl::FromUnixSeconds(1'800'000'000));
  if (!cut.ok() && absl::StrContains(cut.status().message(), marker)) std::abort();
}

void CheckJson(absl::string_view text) {
  for (const JsonReader reader :
       {JsonReader::kUnmarshal, JsonReader::kDecoder, JsonReader::kTokens}) {
    const auto value = ScanJson(text, reader);
    if (!value.ok()) continue;
    // What was scanned once scans again, and so does everything in it.
    if (ScanJson(*value, JsonReader::kUnmarshal).value_or("") != *value) std::abort();
    if (JsonKind(*value) == "string") JsonString(*value);
    if (JsonKind(*value) == "array") {
      for (const absl::string_view element : JsonElements(*value)) {
        if (!ScanJson(element, JsonReader::kUnmarshal).ok()) std::abort();
      }
    }
    if (JsonKind(*value) == "object") {
      for (const JsonMember& member : JsonMembers(*value)) {
        if (!ScanJson(member.value, JsonReader::kUnmarshal).ok()) std::abort();
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view input(reinterpret_cast<const char*>(data), size);
  CheckTokenResponse(input);
  CheckJson(input);
  const auto members = MetadataMembers(input);
  if (members.ok()) (void)MetadataText(input, *members, "issuer");
  (void)ClaimsParameter(input, /*cae=*/true);
  return 0;
}
