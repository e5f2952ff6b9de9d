#include "tools/terminal/style.h"

#include <unistd.h>

#include <cstdlib>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace azmock {
namespace {

constexpr char kReset[] = "\x1b[0m";

const char* Begin(Color color) {
  switch (color) {
    case Color::kGood:
      return "\x1b[32m";
    case Color::kBad:
      return "\x1b[31m";
    case Color::kDim:
      return "\x1b[2m";
  }
  return "";
}

std::string Variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Style Style::For(ColorMode mode, int descriptor) {
  if (mode != ColorMode::kAuto) return Style(mode == ColorMode::kAlways);
  return Style(isatty(descriptor) != 0 && Variable("NO_COLOR").empty() &&
               Variable("TERM") != "dumb");
}

std::string Style::Paint(Color color, absl::string_view text) const {
  if (!is_colored_) return std::string(text);
  std::string painted;
  const char* before = "";
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    absl::StrAppend(&painted, before);
    if (!line.empty()) absl::StrAppend(&painted, Begin(color), line, kReset);
    before = "\n";
  }
  return painted;
}

}  // namespace azmock
