#include "identity/seams/errno_text.h"

#include <cerrno>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace azure::identity::internal {
namespace {

absl::StatusCode CodeOf(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return absl::StatusCode::kNotFound;
    case EACCES:
    case EPERM:
      return absl::StatusCode::kPermissionDenied;
    default:
      return absl::StatusCode::kUnavailable;
  }
}

}  // namespace

std::string ErrnoText(int error) {
  const char* known = strerrordesc_np(error);
  if (known == nullptr) return absl::StrCat("errno ", error);
  // Go has the C library's sentences without the capital; abbreviations keep it.
  std::string text = known;
  if (text.size() > 1 && !absl::ascii_isupper(text[1])) text[0] = absl::ascii_tolower(text[0]);
  return text;
}

absl::Status PathError(absl::string_view operation, absl::string_view path, int error) {
  return absl::Status(CodeOf(error), absl::StrCat(operation, " ", path, ": ", ErrnoText(error)));
}

absl::Status FileTooLargeError(absl::string_view path, std::int64_t max_bytes) {
  return absl::ResourceExhaustedError(
      absl::StrCat("read ", path, ": file is larger than ", max_bytes, " bytes"));
}

}  // namespace azure::identity::internal
