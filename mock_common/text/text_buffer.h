// A text that is put together of many short ones, at the cost of copying them. std::string and
// absl::StrAppend ask more questions for each, which counts where answers are made by the thousand.
#ifndef MOCK_COMMON_TEXT_TEXT_BUFFER_H_
#define MOCK_COMMON_TEXT_TEXT_BUFFER_H_

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace mock {

class TextBuffer {
 public:
  // Has room for so many bytes at first, and makes more as it needs it.
  explicit TextBuffer(std::size_t room) : text_(room, '\0') {}

  // Appends the texts, one after the other. None may be a part of the buffer.
  template <typename... Texts>
  void Append(const Texts&... texts) {
    AppendViews(absl::string_view(texts)...);
  }

  std::size_t size() const { return size_; }
  // Until something is appended.
  absl::string_view view() const { return absl::string_view(text_.data(), size_); }

  // The text. Call it once, last.
  std::string Take() && {
    text_.resize(size_);
    return std::move(text_);
  }

 private:
  template <typename... Views>
  void AppendViews(const Views&... views) {
    const std::size_t more = (views.size() + ...);
    if (text_.size() - size_ < more) text_.resize(std::max(2 * text_.size(), size_ + more));
    ((size_ += views.copy(&text_[size_], views.size())), ...);
  }

  std::string text_;
  std::size_t size_ = 0;  // of it are written
};

}  // namespace mock

#endif  // MOCK_COMMON_TEXT_TEXT_BUFFER_H_
