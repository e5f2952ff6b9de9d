#include "identity/internal/text/shown_body.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "identity/internal/text/redact.h"

namespace azure::identity::internal {
namespace {

constexpr std::size_t kShownWhole = std::size_t{64} << 10;
constexpr std::size_t kShownOfMore = std::size_t{4} << 10;

// Where `text` can be cut at or before `at` without cutting a character of UTF-8.
std::size_t CharacterBoundary(absl::string_view text, std::size_t at) {
  std::size_t boundary = at;
  while (boundary > 0 && at - boundary < 4 &&
         (static_cast<unsigned char>(text[boundary]) & 0xC0) == 0x80) {
    --boundary;
  }
  return boundary;
}

}  // namespace

std::string ShownBody(absl::string_view body) {
  if (body.size() <= kShownWhole) return RedactSecrets(body);
  // A secret that the cut goes through is one that is cut short, which is redacted too.
  const std::size_t shown = CharacterBoundary(body, kShownOfMore);
  return absl::StrCat(RedactSecrets(body.substr(0, shown)), "\n… [", shown, " of ", body.size(),
                      " bytes]");
}

}  // namespace azure::identity::internal
