// A stream of events says the same, wherever its bytes are cut. The first byte says where.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tools/azmock_cli/watch/server_sent_events.h"

namespace {

std::string EventsOf(absl::string_view bytes, std::size_t piece) {
  std::string all;
  azmock::ServerSentEvents events([&all](const azmock::ServerSentEvent& event) {
    absl::StrAppend(&all, event.type.size(), ":", event.type, event.data.size(), ":", event.data);
  });
  for (std::size_t at = 0; at < bytes.size(); at += piece) events.Add(bytes.substr(at, piece));
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const absl::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (EventsOf(bytes, std::max<std::size_t>(1, data[0])) != EventsOf(bytes, size)) std::abort();
  return 0;
}
