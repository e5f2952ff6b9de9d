// What the library tells a listener about its work.
#ifndef IDENTITY_LOG_H_
#define IDENTITY_LOG_H_

#include <functional>
#include <memory>
#include <set>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/seams/environment.h"

namespace azure::identity {

// The kinds of log message; the names are azcore's, with azidentity's
// "Authentication".
enum class LogEvent { kAuthentication, kRequest, kResponse, kResponseError, kRetry };

// "Authentication", "Request", "Response", "ResponseError", "Retry".
absl::string_view LogEventName(LogEvent event);

// Called with every message, from any thread and possibly several at once.
// Messages never hold a secret, a token, an assertion or a request body.
using LogListener = std::function<void(LogEvent, absl::string_view message)>;

// Passes messages of the chosen events to a listener; without a listener
// nothing is formatted. Immutable and safe for use by many threads. It is given
// to credentials through ClientOptions, not set for the process.
class Logger {
 public:
  Logger() = default;

  // An empty set of events means all of them.
  explicit Logger(LogListener listener, std::set<LogEvent> events = {});

  // Whether Write would pass a message of this event on.
  bool ShouldLog(LogEvent event) const;
  void Write(LogEvent event, absl::string_view message) const;

 private:
  LogListener listener_;
  std::set<LogEvent> events_;
};

// What credentials use when ClientOptions name no logger: a logger to standard
// error if AZURE_SDK_GO_LOGGING is exactly "all" in `environment`, one record a
// line as FormatLogRecord has it; otherwise a logger that passes nothing on.
std::shared_ptr<const Logger> DefaultLogger(const Environment& environment);

// "[Nov 23 04:29:20.346765] Authentication: …\n", in the time zone given.
std::string FormatLogRecord(absl::Time time, absl::TimeZone zone, LogEvent event,
                            absl::string_view message);

}  // namespace azure::identity

#endif  // IDENTITY_LOG_H_
