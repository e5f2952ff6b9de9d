// IndentJson takes any bytes, changes white space only, and leaves what it laid
// out as it is.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/string_view.h"
#include "identity/internal/text/json_indent.h"

namespace {

std::string WithoutSpace(absl::string_view text) {
  std::string out(text);
  out.erase(std::remove_if(
                out.begin(), out.end(),
                [](char c) { return absl::string_view(" \t\r\n").find(c) != std::string::npos; }),
            out.end());
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using azure::identity::internal::IndentJson;
  const absl::string_view input(reinterpret_cast<const char*>(data), size);
  const auto indented = IndentJson(input);
  if (!indented) return 0;
  if (WithoutSpace(*indented) != WithoutSpace(input)) std::abort();
  if (IndentJson(*indented) != indented) std::abort();
  return 0;
}
