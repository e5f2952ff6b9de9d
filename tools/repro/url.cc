#include "tools/repro/url.h"

#include <cstddef>

namespace azmock::repro {

UrlParts SplitUrl(absl::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == absl::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("?#"));
  UrlParts parts;
  parts.host = url.substr(0, url.find_first_of(":/"));
  if (const std::size_t path = url.find('/'); path != absl::string_view::npos) {
    parts.path = url.substr(path);
  }
  return parts;
}

}  // namespace azmock::repro
