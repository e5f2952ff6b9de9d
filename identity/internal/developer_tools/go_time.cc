#include "identity/internal/developer_tools/go_time.h"

#include <cstddef>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
namespace {

constexpr absl::string_view kLocalLayout = "2006-01-02 15:04:05.999999";
constexpr absl::string_view kUtcLayout = "2006-01-02T15:04:05Z";

bool IsDigitAt(absl::string_view text, std::size_t at) {
  return at < text.size() && absl::ascii_isdigit(static_cast<unsigned char>(text[at]));
}

// Reads a time element by element. After the first error the rest is left alone.
class TimeReader {
 public:
  TimeReader(absl::string_view text, absl::string_view layout)
      : text_(text), layout_(layout), rest_(text) {}

  void Literal(absl::string_view literal) {
    if (!status_.ok() || absl::ConsumePrefix(&rest_, literal)) return;
    Fail(literal);
  }

  int Year() {
    if (!status_.ok()) return 0;
    for (std::size_t i = 0; i < 4; ++i) {
      if (!IsDigitAt(rest_, i)) return Fail("2006");
    }
    return Take(4);
  }

  // An element of two digits, of which an hour and a day may have one alone.
  int Number(absl::string_view element, bool may_be_short) {
    if (!status_.ok()) return 0;
    if (!IsDigitAt(rest_, 0)) return Fail(element);
    if (IsDigitAt(rest_, 1)) return Take(2);
    return may_be_short ? Take(1) : Fail(element);
  }

  void CheckRange(bool in_range, absl::string_view what) {
    if (status_.ok() && !in_range) FailWith(absl::StrCat(": ", what, " out of range"));
  }

  // Go takes a fraction also where the layout has none, and more digits than it has.
  absl::Duration Fraction() {
    if (!status_.ok() || rest_.size() < 2 || (rest_[0] != '.' && rest_[0] != ',') ||
        !IsDigitAt(rest_, 1)) {
      return absl::ZeroDuration();
    }
    rest_.remove_prefix(1);
    absl::Duration fraction;
    absl::Duration unit = absl::Seconds(1);
    for (; IsDigitAt(rest_, 0); rest_.remove_prefix(1)) {
      unit /= 10;
      fraction += unit * (rest_[0] - '0');
    }
    return fraction;
  }

  void End() {
    if (status_.ok() && !rest_.empty()) FailWith(absl::StrCat(": extra text: ", QuoteGo(rest_)));
  }

  const absl::Status& status() const { return status_; }

 private:
  int Take(std::size_t digits) {
    int number = 0;
    for (std::size_t i = 0; i < digits; ++i) number = number * 10 + (rest_[i] - '0');
    rest_.remove_prefix(digits);
    return number;
  }

  int Fail(absl::string_view element) {
    status_ = absl::InvalidArgumentError(absl::StrCat("parsing time ", QuoteGo(text_), " as ",
                                                      QuoteGo(layout_), ": cannot parse ",
                                                      QuoteGo(rest_), " as ", QuoteGo(element)));
    return 0;
  }

  void FailWith(const std::string& message) {
    status_ = absl::InvalidArgumentError(absl::StrCat("parsing time ", QuoteGo(text_), message));
  }

  const absl::string_view text_;
  const absl::string_view layout_;
  absl::string_view rest_;
  absl::Status status_;
};

int DaysIn(int month, int year) {
  const absl::CivilMonth first(year, month);
  return static_cast<int>(absl::CivilDay(first + 1) - absl::CivilDay(first));
}

absl::StatusOr<absl::Time> Parse(absl::string_view text, absl::string_view layout,
                                 absl::string_view between, absl::string_view suffix,
                                 absl::TimeZone zone) {
  TimeReader reader(text, layout);
  const int year = reader.Year();
  reader.Literal("-");
  const int month = reader.Number("01", /*may_be_short=*/false);
  reader.CheckRange(month >= 1 && month <= 12, "month");
  reader.Literal("-");
  const int day = reader.Number("02", /*may_be_short=*/true);
  reader.Literal(between);
  const int hour = reader.Number("15", /*may_be_short=*/true);
  reader.CheckRange(hour < 24, "hour");
  reader.Literal(":");
  const int minute = reader.Number("04", /*may_be_short=*/false);
  reader.CheckRange(minute < 60, "minute");
  reader.Literal(":");
  const int second = reader.Number("05", /*may_be_short=*/false);
  reader.CheckRange(second < 60, "second");
  const absl::Duration fraction = reader.Fraction();
  if (!suffix.empty()) reader.Literal(suffix);
  reader.End();
  if (!reader.status().ok()) return reader.status();
  // Go looks at the day when it knows the month.
  reader.CheckRange(day >= 1 && day <= DaysIn(month, year), "day");
  if (!reader.status().ok()) return reader.status();
  return absl::FromCivil(absl::CivilSecond(year, month, day, hour, minute, second), zone) +
         fraction;
}

}  // namespace

absl::StatusOr<absl::Time> ParseLocalTime(absl::string_view text, absl::TimeZone zone) {
  return Parse(text, kLocalLayout, " ", "", zone);
}

absl::StatusOr<absl::Time> ParseUtcTime(absl::string_view text) {
  return Parse(text, kUtcLayout, "T", "Z", absl::UTCTimeZone());
}

}  // namespace azure::identity::internal
