// Requests of the admin service: the first line is a query, the rest a body.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>

#include "absl/strings/string_view.h"
#include "mock_common/admin/json_message.h"
#include "mock_server/admin/calls.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(text.find('\n'), size);
  const absl::string_view body = text.substr(std::min(line + 1, size));
  for (const auto& call : mock::admin::Calls(nullptr)) {
    const std::unique_ptr<google::protobuf::Message> message(call.request->New());
    // What is read can be written, and read again.
    if (!mock::admin::FromJson(body, text.substr(0, line), message.get()).ok()) continue;
    const auto json = mock::admin::ToJson(*message);
    if (!json.ok() || !mock::admin::FromJson(*json, "", message.get()).ok()) std::abort();
  }
  return 0;
}
