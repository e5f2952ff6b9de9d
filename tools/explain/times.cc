#include "tools/explain/times.h"

#include <re2/re2.h>

#include <cstdint>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "tools/explain/find.h"

namespace azmock::explain {
namespace {

#define AZMOCK_TIME R"((\d{1,4}[-/]\d{1,2}[-/]\d{1,4}[T ]\d{1,2}:\d\d:\d\d(?:\.\d+)?Z?(?: [AP]M)?))"

// Entra ID and the services speak UTC, whether they say so or not.
std::optional<absl::Time> Parse(const std::string& text) {
  for (const char* format :
       {"%Y-%m-%dT%H:%M:%E*S%Ez", "%Y-%m-%d %H:%M:%E*S%Ez", "%Y-%m-%dT%H:%M:%E*S",
        "%Y-%m-%d %H:%M:%E*S", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %H:%M:%S"}) {
    absl::Time time;
    if (!text.empty() && absl::ParseTime(format, text, &time, nullptr)) return time;
  }
  return std::nullopt;
}

// "3 minutes 2 seconds": the two largest units.
std::string Words(absl::Duration duration) {
  constexpr std::int64_t kDay = 24 * 60 * 60;
  const struct {
    std::int64_t seconds;
    const char* name;
  } units[] = {{kDay, "day"}, {60 * 60, "hour"}, {60, "minute"}, {1, "second"}};
  std::int64_t left = absl::ToInt64Seconds(absl::AbsDuration(duration));
  std::string words;
  int count = 0;
  for (const auto& unit : units) {
    const std::int64_t number = left / unit.seconds;
    left %= unit.seconds;
    if (number == 0 || count == 2) continue;
    ++count;
    absl::StrAppend(&words, words.empty() ? "" : " ", number, " ", unit.name,
                    number == 1 ? "" : "s");
  }
  return words.empty() ? "less than a second" : words;
}

void AddAssertion(const Facts& facts, std::vector<std::string>& times) {
  const auto now = Parse(facts.entra_now);
  const auto until = Parse(facts.valid_until);
  const auto from = Parse(facts.valid_from);
  if (!now.has_value()) return;
  const std::string clock = absl::StrCat("Entra ID's clock said ", facts.entra_now, ": ");
  if (until.has_value() && *now > *until) {
    times.push_back(absl::StrCat(
        "The assertion was valid until ", facts.valid_until, ", ", clock, Words(*now - *until),
        " too late. If it was made just before it was sent, that and its life are the skew of the "
        "clock; else it is the age of what was kept."));
  } else if (from.has_value() && *now < *from) {
    times.push_back(absl::StrCat("The assertion is valid from ", facts.valid_from, ", ", clock,
                                 Words(*from - *now),
                                 " too early. The clock of who made it is fast by at least that."));
  }
  if (from.has_value() && until.has_value() && *until > *from) {
    times.push_back(absl::StrCat("The assertion was made to live ", Words(*until - *from), "."));
  }
}

void AddAccessToken(absl::string_view text, std::vector<std::string>& times) {
  static const RE2 kExpired("(?i)expiry UTC time '" AZMOCK_TIME
                            "' is earlier than current UTC time '" AZMOCK_TIME);
  std::string expiry;
  std::string now;
  if (!RE2::PartialMatch(Piece(text), kExpired, &expiry, &now)) return;
  const auto expired = Parse(expiry);
  const auto seen = Parse(now);
  if (!expired.has_value() || !seen.has_value()) return;
  times.push_back(absl::StrCat("The access token was valid until ", expiry,
                               ", the service's clock said ", now, ": ", Words(*seen - *expired),
                               " too late."));
}

void AddRefreshToken(const Facts& facts, absl::string_view text, std::vector<std::string>& times) {
  static const RE2 kIssued("(?i)(?:token|grant) was issued on '?" AZMOCK_TIME);
  static const RE2 kLife(R"((?i)maximum allowed lifetime for this request is (\d{1,9}))");
  static const RE2 kRevoked("(?i)TokensValidFrom date[^']{0,80}'" AZMOCK_TIME);
  const std::string issued = FindFirst(text, kIssued);
  const auto issue = Parse(issued);
  if (!issue.has_value()) return;
  if (const auto now = Parse(facts.timestamp); now.has_value() && *now > *issue) {
    times.push_back(absl::StrCat("The token was issued on ", issued, ", Entra ID's clock said ",
                                 facts.timestamp, ": it was ", Words(*now - *issue), " old."));
  }
  std::int64_t life = 0;
  if (absl::SimpleAtoi(FindFirst(text, kLife), &life)) {
    times.push_back(absl::StrCat("The tenant lets it live ", Words(absl::Seconds(life)), "."));
  }
  const std::string revoked = FindFirst(text, kRevoked);
  if (const auto revocation = Parse(revoked); revocation.has_value() && *revocation > *issue) {
    times.push_back(absl::StrCat("All tokens from before ", revoked, " were revoked, ",
                                 Words(*revocation - *issue), " after this one was issued."));
  }
}

void AddClocks(const Facts& facts, std::vector<std::string>& times) {
  const auto log = Parse(facts.log_time);
  const auto entra = Parse(facts.timestamp);
  if (!log.has_value() || !entra.has_value()) return;
  const absl::Duration apart = *log - *entra;
  const bool near = absl::AbsDuration(apart) < absl::Minutes(5);
  const bool far = absl::AbsDuration(apart) > absl::Hours(24);
  times.push_back(absl::StrCat(
      "The log's line is of ", facts.log_time, ", the answer of ", facts.timestamp, ": ",
      Words(apart), " apart",
      near  ? ", so the clock of the machine is right."
      : far ? ", so the line repeats an older answer."
            : ", so the clock of the machine is wrong, or the log is in another time zone."));
}

void AddWait(absl::string_view text, std::vector<std::string>& times) {
  static const RE2 kAfter(
      R"((?i)retry[- ]?after(?:[- ]ms)?["']?(?: is)?[ :=]{1,3}["'\[]{0,2}(\d{1,9}))");
  static const RE2 kMilliseconds("(?i)retry[- ]?after[- ]ms");
  std::int64_t wait = 0;
  if (!absl::SimpleAtoi(FindFirst(text, kAfter), &wait) || wait == 0) return;
  const bool milliseconds = RE2::PartialMatch(Piece(text), kMilliseconds);
  times.push_back(absl::StrCat("The service asks to wait ",
                               Words(milliseconds ? absl::Milliseconds(wait) : absl::Seconds(wait)),
                               " (Retry-After)."));
}

#undef AZMOCK_TIME

}  // namespace

std::vector<std::string> TimesOf(const Facts& facts, absl::string_view text) {
  std::vector<std::string> times;
  AddAssertion(facts, times);
  AddAccessToken(text, times);
  AddRefreshToken(facts, text, times);
  AddClocks(facts, times);
  AddWait(text, times);
  return times;
}

}  // namespace azmock::explain
