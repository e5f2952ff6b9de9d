// The seam to the terminal.
#ifndef IDENTITY_SEAMS_CONSOLE_H_
#define IDENTITY_SEAMS_CONSOLE_H_

#include <memory>

#include "absl/strings/string_view.h"

namespace azure::identity {

// Safe for use by many threads at once.
class Console {
 public:
  virtual ~Console() = default;

  // Shows the user a line, which has no line end yet.
  virtual void PrintLine(absl::string_view line) = 0;
};

// Standard output, flushed after each line.
std::shared_ptr<Console> RealConsole();

}  // namespace azure::identity

#endif  // IDENTITY_SEAMS_CONSOLE_H_
