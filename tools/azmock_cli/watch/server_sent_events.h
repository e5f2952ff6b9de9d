// Server-sent events, as a server's stream of bytes.
#ifndef TOOLS_AZMOCK_CLI_WATCH_SERVER_SENT_EVENTS_H_
#define TOOLS_AZMOCK_CLI_WATCH_SERVER_SENT_EVENTS_H_

#include <functional>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace azmock {

struct ServerSentEvent {
  std::string type;  // "" for a message
  std::string data;
};

// Takes the bytes as they come, cut anywhere. Fields other than "event" and "data" are left out.
class ServerSentEvents {
 public:
  explicit ServerSentEvents(std::function<void(const ServerSentEvent&)> on_event)
      : on_event_(std::move(on_event)) {}

  void Add(absl::string_view bytes);

 private:
  void AddLine(absl::string_view line);

  const std::function<void(const ServerSentEvent&)> on_event_;
  std::string line_;       // its end has not come
  ServerSentEvent event_;  // likewise
};

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_WATCH_SERVER_SENT_EVENTS_H_
