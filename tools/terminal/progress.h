// How far many pieces of work are, while they are done.
#ifndef TOOLS_TERMINAL_PROGRESS_H_
#define TOOLS_TERMINAL_PROGRESS_H_

#include <cstddef>
#include <functional>
#include <ostream>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "tools/terminal/style.h"

namespace azmock {

// On a terminal one line, which is written over and over and gone at the end; elsewhere a line for
// each tenth of the work.
class Progress {
 public:
  // `out` must live as long. `now` is the time, which tests have in hand.
  Progress(std::ostream& out, bool terminal, std::size_t total, const Style& style,
           std::function<absl::Time()> now = absl::Now);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // One more is done. One call at a time.
  void Done(bool failed);

 private:
  // "412/1111 done, 230/s, 699 left (3s), 2 failed"
  std::string Text(absl::Time now) const;

  std::ostream& out_;
  const bool terminal_;
  const std::size_t total_;
  const Style style_;
  const std::function<absl::Time()> now_;
  const absl::Time began_;
  absl::Time drawn_ = absl::InfinitePast();
  std::size_t done_ = 0;
  std::size_t failed_ = 0;
};

}  // namespace azmock

#endif  // TOOLS_TERMINAL_PROGRESS_H_
