// A text that is put together of many short ones, at the cost of copying them. std::string and
// absl::StrAppend ask more questions for each, which counts where answers are made by the thousand.
#ifndef MOCK_COMMON_TEXT_TEXT_BUFFER_H_
#define MOCK_COMMON_TEXT_TEXT_BUFFER_H_

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace mock {

// Two kilobytes, of which most answers have less, stand in it; longer texts on the heap.
class TextBuffer {
 public:
  TextBuffer() = default;
  // Leaves an unspecified text in the other.
  TextBuffer(TextBuffer&& other) noexcept
      : heap_(std::move(other.heap_)), size_(other.size_), room_(other.room_) {
    if (heap_ == nullptr) std::copy_n(other.inline_, size_, inline_);
  }
  TextBuffer& operator=(TextBuffer&&) = delete;

  // Appends the texts, one after the other. None may be a part of the buffer.
  template <typename... Texts>
  void Append(const Texts&... texts) {
    AppendViews(absl::string_view(texts)...);
  }

  std::size_t size() const { return size_; }
  // Until something is appended.
  absl::string_view view() const { return absl::string_view(data(), size_); }

 private:
  const char* data() const { return heap_ == nullptr ? inline_ : heap_.get(); }

  template <typename... Views>
  void AppendViews(const Views&... views) {
    const std::size_t more = (views.size() + ...);
    if (room_ - size_ < more) Grow(more);
    char* const text = heap_ == nullptr ? inline_ : heap_.get();
    ((size_ += views.copy(text + size_, views.size())), ...);
  }

  void Grow(std::size_t more) {
    const std::size_t room = std::max(2 * room_, size_ + more);
    auto longer = std::make_unique<char[]>(room);
    std::copy_n(data(), size_, longer.get());
    heap_ = std::move(longer);
    room_ = room;
  }

  std::unique_ptr<char[]> heap_;  // null as long as `inline_` is enough
  std::size_t size_ = 0;
  std::size_t room_ = sizeof(inline_);
  char inline_[2048];  // of which the first `size_` bytes are written
};

}  // namespace mock

#endif  // MOCK_COMMON_TEXT_TEXT_BUFFER_H_
