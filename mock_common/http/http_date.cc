#include "mock_common/http/http_date.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace mock::http {
namespace {

constexpr absl::string_view kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr absl::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string Date(absl::Time time, char separator) {
  const absl::CivilSecond at = absl::ToCivilSecond(time, absl::UTCTimeZone());
  std::string date = "Mon, 23 Nov 2026 07:47:55 GMT";
  const auto put = [&date](std::size_t begin, absl::string_view text) {
    text.copy(&date[begin], text.size());
  };
  const auto put_number = [&date](std::size_t begin, std::size_t digits, std::int64_t number) {
    for (std::size_t i = begin + digits; i > begin; number /= 10) {
      date[--i] = static_cast<char>('0' + number % 10);
    }
  };
  put(0, kDays[static_cast<int>(absl::GetWeekday(at))]);  // Monday is 0.
  put_number(5, 2, at.day());
  put(8, kMonths[at.month() - 1]);
  put_number(12, 4, at.year());
  put_number(17, 2, at.hour());
  put_number(20, 2, at.minute());
  put_number(23, 2, at.second());
  date[7] = date[11] = separator;
  return date;
}

}  // namespace

std::string HttpDate(absl::Time time) { return Date(time, ' '); }

std::string CookieDate(absl::Time time) { return Date(time, '-'); }

}  // namespace mock::http
