// Colours for those who read on a terminal, and none for anybody else.
#ifndef TOOLS_TERMINAL_STYLE_H_
#define TOOLS_TERMINAL_STYLE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace azmock {

enum class ColorMode { kAuto, kAlways, kNever };

enum class Color { kGood, kBad, kDim };

class Style {
 public:
  // No colours.
  Style() = default;

  // What `mode` means for an open file: kAuto is colours on a terminal that has them, unless
  // NO_COLOR is set (https://no-color.org).
  static Style For(ColorMode mode, int descriptor);

  // Each line of `text` in its colour, without its end.
  std::string Paint(Color color, absl::string_view text) const;

  bool is_colored() const { return is_colored_; }

 private:
  explicit Style(bool is_colored) : is_colored_(is_colored) {}

  bool is_colored_ = false;
};

}  // namespace azmock

#endif  // TOOLS_TERMINAL_STYLE_H_
