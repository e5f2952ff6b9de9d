#include "identity/internal/text/json_indent.h"

#include <cstddef>

#include "absl/status/statusor.h"
#include "identity/internal/text/go_json.h"

namespace azure::identity::internal {
namespace {

constexpr std::size_t kMaxIndentation = std::size_t{16} << 20;

// Lays out a value that is known to be JSON. Depth costs no call stack.
class Layout {
 public:
  explicit Layout(absl::string_view value) : rest_(value) { out_.reserve(value.size() * 2); }

  // nullopt if there is too much to indent.
  std::optional<std::string> Run() {
    while (!rest_.empty()) {
      if (!Next(rest_.front())) return std::nullopt;
    }
    return std::move(out_);
  }

 private:
  bool Next(char c) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      rest_.remove_prefix(1);
      return true;
    }
    const bool closing = c == '}' || c == ']';
    if (opened_ && !closing) {
      ++depth_;
      if (!NewLine()) return false;
    }
    if (closing && !opened_) {
      --depth_;
      if (!NewLine()) return false;
    }
    opened_ = c == '{' || c == '[';
    if (c == '"') {
      Copy(StringSize());
      return true;
    }
    Copy(1);
    if (c == ':') out_ += ' ';
    return c != ',' || NewLine();
  }

  // Of the string that `rest_` starts with, with both quotes.
  std::size_t StringSize() const {
    std::size_t end = 1;
    while (rest_[end] != '"') end += rest_[end] == '\\' ? 2 : 1;
    return end + 1;
  }

  bool NewLine() {
    indentation_ += 1 + 2 * depth_;
    if (indentation_ > kMaxIndentation) return false;
    out_ += '\n';
    out_.append(2 * depth_, ' ');
    return true;
  }

  void Copy(std::size_t count) {
    out_.append(rest_.data(), count);
    rest_.remove_prefix(count);
  }

  absl::string_view rest_;
  std::string out_;
  bool opened_ = false;    // the last thing written: a bracket whose container may be empty
  std::size_t depth_ = 0;  // of containers that are not empty
  std::size_t indentation_ = 0;
};

}  // namespace

std::optional<std::string> IndentJson(absl::string_view json) {
  const absl::StatusOr<absl::string_view> value = ScanJson(json, JsonReader::kUnmarshal);
  if (!value.ok()) return std::nullopt;
  std::optional<std::string> text = Layout(*value).Run();
  const auto end = static_cast<std::size_t>(value->data() - json.data()) + value->size();
  if (text.has_value()) text->append(json.data() + end, json.size() - end);
  return text;
}

}  // namespace azure::identity::internal
