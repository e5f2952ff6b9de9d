// Quoting and URL texts take any bytes and give clean ones.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "identity/internal/text/go_text.h"
#include "identity/internal/text/go_url.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace azure::identity::internal;  // NOLINT: the fuzz target is all there is here.
  const absl::string_view input(reinterpret_cast<const char*>(data), size);

  const std::string quoted = QuoteGo(input);
  if (quoted.size() < 2 || ToValidUtf8(quoted) != quoted) std::abort();
  const bool clean = std::none_of(quoted.begin(), quoted.end(),
                                  [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (!clean) std::abort();

  const std::string valid = ToValidUtf8(input);
  if (ToValidUtf8(valid) != valid) std::abort();

  UrlWithDecodedPath(input);
  UrlWithEscapedPath(input);
  RedactUrl(input, {"api-version"});
  const std::string redacted = RedactUrl(absl::StrCat("https://h/", input), {"api-version"});
  if (RedactUrl(redacted, {"api-version"}) != redacted) std::abort();
  const std::string escaped = QueryEscape(input);
  if (absl::StrContains(escaped, '&') || absl::StrContains(escaped, '=')) std::abort();
  return 0;
}
