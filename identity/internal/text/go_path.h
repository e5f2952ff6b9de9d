// Paths taken apart as Go's path/filepath does on Linux.
#ifndef IDENTITY_INTERNAL_TEXT_GO_PATH_H_
#define IDENTITY_INTERNAL_TEXT_GO_PATH_H_

#include <string>

#include "absl/strings/string_view.h"

namespace azure::identity::internal {

// The last element, without slashes at the end: "c.key" for "/a/b/c.key"; "." for "".
std::string PathBase(absl::string_view path);

// All but the last element, in its shortest form: "/a/b" for "/a/./x/../b/c.key".
std::string PathDirectory(absl::string_view path);

// ".key" for "/a/c.key"; "" if the last element has no dot.
std::string PathExtension(absl::string_view path);

}  // namespace azure::identity::internal

#endif  // IDENTITY_INTERNAL_TEXT_GO_PATH_H_
