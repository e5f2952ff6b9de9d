// RedactSecrets takes any bytes; a token in JSON behind any text does not get
// through, and redacting twice changes nothing more.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "identity/internal/text/redact.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using azure::identity::internal::RedactSecrets;
  const absl::string_view input(reinterpret_cast<const char*>(data), size);
  const std::string once = RedactSecrets(input);
  if (RedactSecrets(once) != once) std::abort();
  if (absl::StrContains(input, "s3cret")) return 0;
  if (absl::StrContains(RedactSecrets(absl::StrCat(input, ",\"access_token\": \"s3cret\"")),
                        "s3cret")) {
    std::abort();
  }
  return 0;
}
