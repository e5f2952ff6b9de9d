#include "identity/internal/text/go_path.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace azure::identity::internal {
namespace {

// What follows the last slash.
absl::string_view AfterLastSlash(absl::string_view path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0
}

std::string Clean(absl::string_view path) {
  const bool rooted = absl::StartsWith(path, "/");
  std::vector<absl::string_view> elements;
  for (const absl::string_view element : absl::StrSplit(path, '/', absl::SkipEmpty())) {
    const bool up = element == "..";
    if (element == "." || (up && rooted && elements.empty())) continue;
    if (up && !elements.empty() && elements.back() != "..") {
      elements.pop_back();
    } else {
      elements.push_back(element);
    }
  }
  const std::string clean = absl::StrCat(rooted ? "/" : "", absl::StrJoin(elements, "/"));
  return clean.empty() ? "." : clean;
}

}  // namespace

std::string PathBase(absl::string_view path) {
  if (path.empty()) return ".";
  while (absl::ConsumeSuffix(&path, "/")) {
  }
  return path.empty() ? "/" : std::string(AfterLastSlash(path));
}

std::string PathDirectory(absl::string_view path) {
  return Clean(path.substr(0, path.rfind('/') + 1));
}

std::string PathExtension(absl::string_view path) {
  const absl::string_view name = AfterLastSlash(path);
  const std::size_t dot = name.rfind('.');
  return dot == absl::string_view::npos ? "" : std::string(name.substr(dot));
}

}  // namespace azure::identity::internal
