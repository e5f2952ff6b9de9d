#ifndef TOOLS_REPRO_URL_H_
#define TOOLS_REPRO_URL_H_

#include "absl/strings/string_view.h"

namespace azmock::repro {

// Parts of the text that was split; each may be empty.
struct UrlParts {
  absl::string_view host;  // without port
  absl::string_view path;  // as written, without query
};

// Of a URL with scheme and host; no text is an error.
UrlParts SplitUrl(absl::string_view url);

}  // namespace azmock::repro

#endif  // TOOLS_REPRO_URL_H_
