// Whatever az, azd or a PowerShell prints, reading it ends, and no error shows what may be a token.
//
// The input is what the tool prints; what stands between quotes also as a date.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/internal/developer_tools/go_time.h"
#include "identity/internal/developer_tools/tool_answer.h"

namespace {

using namespace azure::identity::internal;  // NOLINT: one file, one subject

// Longer than any date, so that no error may show it.
constexpr absl::string_view kToken =
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJmdXp6In0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";

void CheckDate(absl::string_view text) {
  for (const auto& date : {ParseLocalTime(text, absl::UTCTimeZone()), ParseUtcTime(text)}) {
    if (date.ok()) continue;
    const absl::Status said = BadExpiry(text, date.status());
    if (said.ok() || absl::StrContains(said.message(), kToken)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view printed(reinterpret_cast<const char*>(data), size);
  std::string token;
  std::string expiry;
  std::int64_t seconds = 0;
  const absl::Status read = ReadToolAnswer(printed, {{"accessToken", &token, nullptr},
                                                     {"expires_on", nullptr, &seconds},
                                                     {"expiresOn", &expiry, nullptr}});
  if (absl::StrContains(read.message(), kToken)) std::abort();
  CheckDate(printed);
  CheckDate(expiry);
  return 0;
}
