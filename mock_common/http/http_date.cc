#include "mock_common/http/http_date.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace mock::http {
namespace {

constexpr absl::string_view kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr absl::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string Date(absl::Time time, absl::string_view separator) {
  const absl::CivilSecond at = absl::ToCivilSecond(time, absl::UTCTimeZone());
  const auto day = static_cast<int>(absl::GetWeekday(at));  // Monday is 0.
  const auto two = [](int number) { return absl::Dec(number, absl::kZeroPad2); };
  return absl::StrCat(kDays[day], ", ", two(at.day()), separator, kMonths[at.month() - 1],
                      separator, absl::Dec(at.year(), absl::kZeroPad4), " ", two(at.hour()), ":",
                      two(at.minute()), ":", two(at.second()), " GMT");
}

}  // namespace

std::string HttpDate(absl::Time time) { return Date(time, " "); }

std::string CookieDate(absl::Time time) { return Date(time, "-"); }

}  // namespace mock::http
