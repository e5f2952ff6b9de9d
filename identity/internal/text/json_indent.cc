#include "identity/internal/text/json_indent.h"

#include <cstddef>

#include "absl/strings/ascii.h"

namespace azure::identity::internal {
namespace {

constexpr std::size_t kMaxDepth = 10'000;  // encoding/json's maxNestingDepth
constexpr std::size_t kMaxIndentation = std::size_t{16} << 20;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Reads `in` and writes `out` in step; false from any method means "not JSON".
// Containers are kept on a stack of our own, so that depth costs no call stack.
class Indenter {
 public:
  explicit Indenter(absl::string_view json) : in_(json) { out_.reserve(json.size() * 2); }

  std::optional<std::string> Run() {
    SkipSpace();
    do {
      if (!Value()) return std::nullopt;
    } while (!open_.empty());
    for (; position_ < in_.size(); ++position_) {
      if (!IsSpace(in_[position_])) return std::nullopt;
      out_ += in_[position_];
    }
    return std::move(out_);
  }

 private:
  // A scalar with what follows it up to the next value, or the opening of a
  // container up to its first value.
  bool Value() {
    if (Next() != '{' && Next() != '[') return Scalar() && AfterValue();
    const bool object = Next() == '{';
    open_ += object ? '}' : ']';
    if (open_.size() > kMaxDepth) return false;
    Copy();
    SkipSpace();
    if (Next() == open_.back()) {
      open_.pop_back();
      Copy();
      return AfterValue();
    }
    return NewLine() && (!object || Key());
  }

  // Commas and closing brackets, up to the next value or the document's end.
  bool AfterValue() {
    while (!open_.empty()) {
      SkipSpace();
      const char closing = open_.back();
      if (Next() == ',') {
        Copy();
        SkipSpace();
        return NewLine() && (closing == ']' || Key());
      }
      if (Next() != closing) return false;
      open_.pop_back();
      if (!NewLine()) return false;
      Copy();
    }
    return true;
  }

  bool Key() {
    if (!String()) return false;
    SkipSpace();
    if (Next() != ':') return false;
    Copy();
    out_ += ' ';
    SkipSpace();
    return true;
  }

  bool Scalar() {
    switch (Next()) {
      case '"':
        return String();
      case 't':
        return Literal("true");
      case 'f':
        return Literal("false");
      case 'n':
        return Literal("null");
      default:
        return Number();
    }
  }

  bool Literal(absl::string_view word) {
    if (in_.substr(position_, word.size()) != word) return false;
    Copy(word.size());
    return true;
  }

  bool String() {
    if (Next() != '"') return false;
    Copy();
    while (Next() != '"') {
      if (AtEnd() || static_cast<unsigned char>(Next()) < 0x20) return false;
      if (Next() == '\\') {
        if (!Escape()) return false;
      } else {
        Copy();
      }
    }
    Copy();
    return true;
  }

  bool Escape() {
    Copy();
    if (AtEnd() || absl::string_view("bfnrt\\/\"u").find(Next()) == absl::string_view::npos) {
      return false;
    }
    const bool unicode = Next() == 'u';
    Copy();
    for (int digit = 0; unicode && digit < 4; ++digit) {
      if (!absl::ascii_isxdigit(static_cast<unsigned char>(Next()))) return false;
      Copy();
    }
    return true;
  }

  bool Number() {
    if (Next() == '-') Copy();
    if (Next() == '0') {
      Copy();
    } else if (!Digits()) {
      return false;
    }
    if (Next() == '.') {
      Copy();
      if (!Digits()) return false;
    }
    if (Next() == 'e' || Next() == 'E') {
      Copy();
      if (Next() == '+' || Next() == '-') Copy();
      if (!Digits()) return false;
    }
    return true;
  }

  bool Digits() {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(Next()))) return false;
    while (absl::ascii_isdigit(static_cast<unsigned char>(Next()))) Copy();
    return true;
  }

  bool NewLine() {
    indentation_ += 1 + 2 * open_.size();
    if (indentation_ > kMaxIndentation) return false;
    out_ += '\n';
    out_.append(2 * open_.size(), ' ');
    return true;
  }

  void SkipSpace() {
    while (!AtEnd() && IsSpace(in_[position_])) ++position_;
  }

  void Copy(std::size_t count = 1) {
    out_.append(in_.data() + position_, count);
    position_ += count;
  }

  bool AtEnd() const { return position_ == in_.size(); }

  // NUL at the end; a NUL in the document is no JSON either, outside of a
  // string as in it.
  char Next() const { return AtEnd() ? '\0' : in_[position_]; }

  absl::string_view in_;
  std::size_t position_ = 0;
  std::string out_;
  std::string open_;  // the closing bracket of every open container
  std::size_t indentation_ = 0;
};

}  // namespace

std::optional<std::string> IndentJson(absl::string_view json) { return Indenter(json).Run(); }

}  // namespace azure::identity::internal
