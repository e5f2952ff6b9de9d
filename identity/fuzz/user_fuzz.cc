// Whatever says who signed in, reading it ends, and a record that was read is
// written and read again as the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "identity/authentication_record.h"
#include "identity/internal/entra/id_token.h"

namespace {

using azure::identity::AuthenticationRecord;

void CheckRecord(absl::string_view json) {
  const auto record = AuthenticationRecord::FromJson(json);
  if (!record.ok()) return;
  const auto again = AuthenticationRecord::FromJson(record->ToJson());
  if (!again.ok() || *again != *record) std::abort();
}

void CheckIdToken(absl::string_view value) {
  using namespace azure::identity::internal;  // NOLINT: one file, one subject
  (void)ParseIdToken(value);
  (void)ParseClientInfo(value);
  // The claims alone, as a fuzzer would hardly find them.
  const std::string claims = absl::WebSafeBase64Escape(value);
  const auto token = ParseIdToken(absl::StrCat("\"h.", claims, ".s\""));
  const auto info = ParseClientInfo(absl::StrCat("\"", claims, "\""));
  if (token.ok() && info.ok() && HomeAccountId(*token, *info).empty() &&
      !(token->subject.empty() && info->uid.empty())) {
    std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view input(reinterpret_cast<const char*>(data), size);
  CheckRecord(input);
  CheckIdToken(input);
  return 0;
}
