#include "tools/terminal/progress.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace azmock {
namespace {

constexpr char kEraseLine[] = "\r\x1b[K";
constexpr absl::Duration kRedraw = absl::Milliseconds(100);

}  // namespace

Progress::Progress(std::ostream& out, bool terminal, std::size_t total, const Style& style,
                   std::function<absl::Time()> now)
    : out_(out),
      terminal_(terminal),
      total_(total),
      style_(style),
      now_(std::move(now)),
      began_(now_()) {}

Progress::~Progress() {
  if (terminal_) out_ << kEraseLine << std::flush;
}

void Progress::Done(bool failed) {
  ++done_;
  if (failed) ++failed_;
  const absl::Time now = now_();
  if (!terminal_) {
    const bool next_tenth = done_ * 10 / total_ > (done_ - 1) * 10 / total_;
    if (next_tenth) out_ << Text(now) << std::endl;
  } else if (failed || now - drawn_ >= kRedraw) {
    drawn_ = now;
    out_ << kEraseLine << Text(now) << std::flush;
  }
}

std::string Progress::Text(absl::Time now) const {
  const double seconds = absl::ToDoubleSeconds(now - began_);
  const double rate = seconds > 0 ? static_cast<double>(done_) / seconds : 0;
  const std::size_t left = total_ - done_;
  std::string text = absl::StrFormat("%d/%d done, %.0f/s, %d left", done_, total_, rate, left);
  if (left > 0 && rate > 0) {
    absl::StrAppendFormat(&text, " (%.0fs)", static_cast<double>(left) / rate);
  }
  const std::string failed = absl::StrFormat("%d failed", failed_);
  return absl::StrCat(text, ", ", failed_ == 0 ? failed : style_.Paint(Color::kBad, failed));
}

}  // namespace azmock
