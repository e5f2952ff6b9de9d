#include "identity/log.h"

#include <cstdio>
#include <utility>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity {

absl::string_view LogEventName(LogEvent event) {
  switch (event) {
    case LogEvent::kAuthentication:
      return "Authentication";
    case LogEvent::kRequest:
      return "Request";
    case LogEvent::kResponse:
      return "Response";
    case LogEvent::kResponseError:
      return "ResponseError";
    case LogEvent::kRetry:
      return "Retry";
  }
  return "";
}

Logger::Logger(LogListener listener, std::set<LogEvent> events)
    : listener_(std::move(listener)), events_(std::move(events)) {}

bool Logger::ShouldLog(LogEvent event) const {
  return listener_ && (events_.empty() || events_.count(event) != 0);
}

void Logger::Write(LogEvent event, absl::string_view message) const {
  if (ShouldLog(event)) listener_(event, message);
}

std::shared_ptr<const Logger> DefaultLogger(const Environment& environment) {
  if (environment.GetOrEmpty("AZURE_SDK_GO_LOGGING") != "all") {
    return std::make_shared<const Logger>();
  }
  return std::make_shared<const Logger>([](LogEvent event, absl::string_view message) {
    const std::string record = FormatLogRecord(absl::Now(), absl::LocalTimeZone(), event, message);
    // One write, so that records of several threads do not mix.
    std::fwrite(record.data(), 1, record.size(), stderr);
  });
}

std::string FormatLogRecord(absl::Time time, absl::TimeZone zone, LogEvent event,
                            absl::string_view message) {
  // Not absl::FormatTime: its month names follow the process's locale.
  const absl::TimeZone::CivilInfo civil = zone.At(time);
  return absl::StrFormat("[%s %2d %02d:%02d:%02d.%06d] %s: %s\n",
                         internal::kMonths[civil.cs.month() - 1], civil.cs.day(), civil.cs.hour(),
                         civil.cs.minute(), civil.cs.second(),
                         absl::ToInt64Microseconds(civil.subsecond), LogEventName(event), message);
}

}  // namespace azure::identity
