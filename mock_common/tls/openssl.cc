#include "mock_common/tls/openssl.h"

#include <openssl/err.h>

#include "absl/strings/str_cat.h"

namespace mock {

absl::Status OpensslError(absl::string_view what) {
  // The first entry is the cause, the others are its consequences.
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  const char* reason = code == 0 ? nullptr : ERR_reason_error_string(code);
  return absl::InternalError(absl::StrCat(what, ": ", reason ? reason : "unknown OpenSSL error"));
}

}  // namespace mock
