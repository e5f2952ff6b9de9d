// Forms, percent escapes and base64url: what decodes must survive a round trip.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_common/jwt/base64url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto form = mock::http::ParseForm(text)) {
    std::size_t decoded = 0;
    for (const auto& [name, value] : *form) decoded += name.size() + value.size();
    if (decoded > size) std::abort();
  }
  if (const auto decoded = mock::http::PercentDecode(text)) {
    if (decoded->size() > size) std::abort();
  }
  if (const auto bytes = mock::jwt::Base64UrlDecode(text)) {
    if (mock::jwt::Base64UrlEncode(*bytes) != text) std::abort();
  }
  if (mock::jwt::Base64UrlDecode(mock::jwt::Base64UrlEncode(text)) !=
      std::string(text.data(), text.size())) {
    std::abort();
  }
  return 0;
}
