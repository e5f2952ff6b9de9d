#include "identity/internal/pipeline/retry_after.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
namespace {

// Zero for what is no positive whole number; a number over 2^63 is infinite.
absl::Duration Count(absl::string_view text, absl::Duration unit) {
  if (!text.empty() && text[0] == '+') text.remove_prefix(1);
  const bool digits = !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return absl::ascii_isdigit(c);
  });
  if (!digits) return absl::ZeroDuration();
  std::int64_t number = 0;
  return absl::SimpleAtoi(text, &number) ? number * unit : absl::InfiniteDuration();
}

// RFC 9110, section 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT", the form that
// servers must send. Not absl::ParseTime: its names follow the process's locale.
absl::Duration UntilDate(absl::string_view text, absl::Time now) {
  const std::vector<absl::string_view> parts =
      absl::StrSplit(text, absl::ByAnyChar(", :"), absl::SkipEmpty());
  if (parts.size() != 8 || parts[7] != "GMT") return absl::ZeroDuration();
  const auto* month = std::find(std::begin(kMonths), std::end(kMonths), parts[2]);
  int day = 0, year = 0, hour = 0, minute = 0, second = 0;
  if (month == std::end(kMonths) || !absl::SimpleAtoi(parts[1], &day) ||
      !absl::SimpleAtoi(parts[3], &year) || !absl::SimpleAtoi(parts[4], &hour) ||
      !absl::SimpleAtoi(parts[5], &minute) || !absl::SimpleAtoi(parts[6], &second)) {
    return absl::ZeroDuration();
  }
  const absl::CivilSecond civil(year, month - std::begin(kMonths) + 1, day, hour, minute, second);
  return std::max(absl::FromCivil(civil, absl::UTCTimeZone()) - now, absl::ZeroDuration());
}

}  // namespace

absl::Duration RetryAfter(const HttpHeaders& headers, absl::Time now) {
  for (const char* name : {"retry-after-ms", "x-ms-retry-after-ms"}) {
    const absl::Duration delay = Count(headers.Get(name), absl::Milliseconds(1));
    if (delay > absl::ZeroDuration()) return delay;
  }
  const absl::string_view value = headers.Get("retry-after");
  const absl::Duration delay = Count(value, absl::Seconds(1));
  return delay > absl::ZeroDuration() ? delay : UntilDate(value, now);
}

}  // namespace azure::identity::internal
