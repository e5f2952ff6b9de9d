// Whatever a file of tokens has become, reading it ends, its errors show none of it, and what is
// written in its place can be read, with all refresh tokens and no access token that was not there.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/internal/cache/token_document.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace azure::identity::internal;  // NOLINT: one file, one subject
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto document = ReadTokenDocument(text);
  const auto merged = MergeTokenDocument(text, {}, absl::InfinitePast());
  if (document.ok() != merged.ok()) std::abort();
  if (!document.ok()) {
    // Words that the error has whatever the file is are nothing of the file's.
    static const auto* const kAlways = new absl::Status(ReadTokenDocument("[]").status());
    if (size > 8 && absl::StrContains(document.status().message(), text) &&
        !absl::StrContains(kAlways->message(), text)) {
      std::abort();
    }
    return 0;
  }
  const auto again = ReadTokenDocument(*merged);
  if (!again.ok() || again->access_tokens.size() > document->access_tokens.size() ||
      again->refresh_tokens.size() != document->refresh_tokens.size()) {
    std::abort();
  }
  return 0;
}
