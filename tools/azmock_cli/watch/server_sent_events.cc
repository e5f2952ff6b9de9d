#include "tools/azmock_cli/watch/server_sent_events.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace azmock {

void ServerSentEvents::Add(absl::string_view bytes) {
  for (std::size_t end; (end = bytes.find('\n')) != absl::string_view::npos;) {
    absl::StrAppend(&line_, bytes.substr(0, end));
    bytes.remove_prefix(end + 1);
    AddLine(std::exchange(line_, ""));
  }
  absl::StrAppend(&line_, bytes);
}

void ServerSentEvents::AddLine(absl::string_view line) {
  line = absl::StripSuffix(line, "\r");
  if (line.empty()) {
    const ServerSentEvent event = std::exchange(event_, {});
    if (!event.data.empty()) on_event_(event);
  } else if (absl::ConsumePrefix(&line, "data:")) {
    absl::StrAppend(&event_.data, event_.data.empty() ? "" : "\n", absl::StripPrefix(line, " "));
  } else if (absl::ConsumePrefix(&line, "event:")) {
    event_.type = std::string(absl::StripPrefix(line, " "));
  }
}

}  // namespace azmock
