// CheckMessage takes any bytes; what it finds has a rule and a place in the text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/string_view.h"
#include "identity/message_check/message_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view input(reinterpret_cast<const char*>(data), size);
  for (const auto layout :
       {azure::identity::ErrorLayout::kAzidentity, azure::identity::ErrorLayout::kGuide}) {
    for (const auto& each : azure::identity::CheckMessage(input, layout)) {
      const auto lines = static_cast<std::size_t>(each.line);
      if (each.rule.empty() || each.line < 1 || each.column < 1 || lines > size + 1) std::abort();
    }
  }
  return 0;
}
