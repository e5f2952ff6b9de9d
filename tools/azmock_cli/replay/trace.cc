#include "tools/azmock_cli/replay/trace.h"

#include "absl/strings/str_cat.h"
#include "tools/explain/journal/exchange_text.h"

namespace azmock {

std::string TraceText(const Replay& replay, const Style& style) {
  if (replay.exchanges.empty()) return "  the client asked for nothing\n";
  std::string text;
  for (const auto& entry : replay.exchanges) {
    absl::StrAppend(&text, explain::ExchangeText(entry, replay.began, style));
  }
  return text;
}

}  // namespace azmock
