#include "identity/internal/text/go_json.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/internal/text/byte_class.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
namespace {

// encoding/json's limit.
constexpr std::size_t kMaxDepth = 10'000;

void AppendUtf8(std::uint32_t rune, std::string* out) {
  if (rune < 0x80) {
    out->push_back(static_cast<char>(rune));
  } else if (rune < 0x800) {
    out->push_back(static_cast<char>(0xc0 | rune >> 6));
    out->push_back(static_cast<char>(0x80 | (rune & 0x3f)));
  } else if (rune < 0x10000) {
    out->push_back(static_cast<char>(0xe0 | rune >> 12));
    out->push_back(static_cast<char>(0x80 | (rune >> 6 & 0x3f)));
    out->push_back(static_cast<char>(0x80 | (rune & 0x3f)));
  } else {
    out->push_back(static_cast<char>(0xf0 | rune >> 18));
    out->push_back(static_cast<char>(0x80 | (rune >> 12 & 0x3f)));
    out->push_back(static_cast<char>(0x80 | (rune >> 6 & 0x3f)));
    out->push_back(static_cast<char>(0x80 | (rune & 0x3f)));
  }
}

// A byte in single quotes, as if it were a Latin-1 character.
std::string QuoteByte(char byte) {
  if (byte == '\'') return R"('\'')";
  if (byte == '"') return R"('"')";
  std::string text;
  AppendUtf8(static_cast<unsigned char>(byte), &text);
  const std::string quoted = QuoteGo(text);
  return absl::StrCat("'", quoted.substr(1, quoted.size() - 2), "'");
}

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// Reads one value. Member functions return false once error_ is set.
class Scanner {
 public:
  Scanner(absl::string_view text, JsonReader reader) : text_(text), reader_(reader) {}

  absl::StatusOr<absl::string_view> Run() {
    SkipSpace();
    const std::size_t start = position_;
    if (!ScanValue()) return absl::InvalidArgumentError(error_);
    const absl::string_view value = text_.substr(start, position_ - start);
    SkipSpace();
    if (reader_ == JsonReader::kUnmarshal && !AtEnd()) {
      Unexpected(" after top-level value");
      return absl::InvalidArgumentError(error_);
    }
    return value;
  }

 private:
  bool AtEnd() const { return position_ == text_.size(); }
  char Peek() const { return text_[position_]; }

  void SkipSpace() {
    while (!AtEnd() && IsSpace(Peek())) ++position_;
  }

  bool Unexpected(absl::string_view context) {
    error_ = absl::StrCat("invalid character ", QuoteByte(Peek()), context);
    return false;
  }

  // `between_tokens`: not inside a string, number or literal.
  bool Truncated(bool between_tokens = false) {
    if (reader_ == JsonReader::kUnmarshal) {
      error_ = "unexpected end of JSON input";
      return false;
    }
    const bool nothing_read = absl::StripAsciiWhitespace(text_).empty();
    const bool by_tokens = reader_ == JsonReader::kTokens && containers_ == "{";
    error_ = nothing_read || (by_tokens && between_tokens) ? "EOF" : "unexpected EOF";
    return false;
  }

  // A value with everything in it. Iterates over an explicit stack, since depth
  // is the sender's to choose.
  bool ScanValue() {
    value_is_next_ = true;
    while (value_is_next_ || !containers_.empty()) {
      const bool begin = value_is_next_;
      value_is_next_ = false;
      if (begin ? !BeginValue() : !ContinueContainer()) return false;
    }
    return true;
  }

  // For the loop of ScanValue: a call here would go as deep as the text does.
  bool ValueIsNext() {
    value_is_next_ = true;
    return true;
  }

  bool BeginValue() {
    SkipSpace();
    if (AtEnd()) return Truncated();
    switch (Peek()) {
      case '{':
      case '[':
        return OpenContainer();
      case '"':
        return ScanString();
      case 't':
        return ScanLiteral("true");
      case 'f':
        return ScanLiteral("false");
      case 'n':
        return ScanLiteral("null");
      default:
        return ScanNumber();
    }
  }

  bool OpenContainer() {
    if (containers_.size() == kMaxDepth) {
      error_ = "exceeded max depth";
      return false;
    }
    const char open = Peek();
    containers_.push_back(open);
    ++position_;
    SkipSpace();
    if (AtEnd()) return Truncated(open == '{');
    if (Peek() == Closer()) return CloseContainer();
    return open == '{' ? ScanMember(true) : ValueIsNext();
  }

  char Closer() const { return containers_.back() == '{' ? '}' : ']'; }

  bool CloseContainer() {
    ++position_;
    containers_.pop_back();
    return true;
  }

  // After an element: the end of its container, or a comma and the next one.
  bool ContinueContainer() {
    const bool object = containers_.back() == '{';
    SkipSpace();
    if (AtEnd()) return Truncated(object);
    if (Peek() == Closer()) return CloseContainer();
    if (Peek() != ',') {
      return Unexpected(object ? " after object key:value pair" : " after array element");
    }
    ++position_;
    return object ? ScanMember(false) : ValueIsNext();
  }

  bool ScanMember(bool first) {
    const bool by_tokens = reader_ == JsonReader::kTokens && containers_ == "{";
    SkipSpace();
    if (AtEnd()) return Truncated(true);
    if (Peek() != '"') {
      return Unexpected(by_tokens && first ? "" : " looking for beginning of object key string");
    }
    if (!ScanString()) return false;
    SkipSpace();
    if (AtEnd()) return Truncated(true);
    if (Peek() != ':') {
      if (!by_tokens) return Unexpected(" after object key");
      error_ = "expected colon after object key";
      return false;
    }
    ++position_;
    SkipSpace();
    if (AtEnd()) return Truncated(true);
    return ValueIsNext();
  }

  bool ScanLiteral(absl::string_view literal) {
    for (const char expected : literal) {
      if (AtEnd()) return Truncated();
      if (Peek() != expected) {
        return Unexpected(
            absl::StrCat(" in literal ", literal, " (expecting ", QuoteByte(expected), ")"));
      }
      ++position_;
    }
    return true;
  }

  bool ScanString() {
    position_ += 1 + SkipPlainWords(text_.substr(position_ + 1), IsWithinString);
    for (; !AtEnd(); ++position_) {
      const auto c = static_cast<unsigned char>(Peek());
      if (c == '"') {
        ++position_;
        return true;
      }
      if (c < 0x20) return Unexpected(" in string literal");
      if (c == '\\' && !ScanEscape()) return false;
    }
    return Truncated();
  }

  // Whether none of eight bytes is a quotation mark, a backslash or a control character. What is
  // subtracted from a smaller byte leaves the highest bit set; a borrow can only deceive above one.
  static bool IsWithinString(std::uint64_t word) {
    const std::uint64_t quote = word ^ EachByte('"');
    const std::uint64_t backslash = word ^ EachByte('\\');
    return ((((word - EachByte(0x20)) & ~word) | ((quote - EachByte(1)) & ~quote) |
             ((backslash - EachByte(1)) & ~backslash)) &
            EachByte(0x80)) == 0;
  }

  // Leaves the position at the escape's last character.
  bool ScanEscape() {
    if (++position_; AtEnd()) return Truncated();
    if (absl::string_view("bfnrt\\/\"").find(Peek()) != absl::string_view::npos) return true;
    if (Peek() != 'u') return Unexpected(" in string escape code");
    for (int i = 0; i < 4; ++i) {
      if (++position_; AtEnd()) return Truncated();
      if (!IsHex(Peek())) {
        return Unexpected(" in \\u hexadecimal character escape");
      }
    }
    return true;
  }

  bool ScanNumber() {
    const bool negative = Peek() == '-';
    if (negative) ++position_;
    if (negative && AtEnd()) return Truncated();
    if (!AtEnd() && Peek() == '0') {
      ++position_;
    } else if (!ScanDigits(negative ? " in numeric literal" : " looking for beginning of value")) {
      return false;
    }
    if (!AtEnd() && Peek() == '.') {
      ++position_;
      if (!ScanDigits(" after decimal point in numeric literal")) return false;
    }
    if (!AtEnd() && (Peek() == 'e' || Peek() == 'E')) {
      ++position_;
      if (!AtEnd() && (Peek() == '+' || Peek() == '-')) ++position_;
      if (!ScanDigits(" in exponent of numeric literal")) return false;
    }
    return true;
  }

  bool ScanDigits(absl::string_view context) {
    if (AtEnd()) return Truncated();
    if (!absl::ascii_isdigit(static_cast<unsigned char>(Peek()))) return Unexpected(context);
    while (!AtEnd() && absl::ascii_isdigit(static_cast<unsigned char>(Peek()))) ++position_;
    return true;
  }

  const absl::string_view text_;
  const JsonReader reader_;
  std::size_t position_ = 0;
  std::string containers_;  // the open ones: "{" or "[" each
  bool value_is_next_ = false;
  std::string error_;
};

// Cuts the next value off `rest`, which is the inside of a scanned container.
absl::string_view TakeValue(absl::string_view* rest) {
  const absl::string_view value = ScanJson(*rest, JsonReader::kDecoder).value_or("");
  if (value.empty()) {
    *rest = "";
  } else {
    rest->remove_prefix(static_cast<std::size_t>(value.data() - rest->data()) + value.size());
  }
  return value;
}

// Cuts white space and one `separator` off `rest`.
void SkipSeparator(char separator, absl::string_view* rest) {
  *rest = absl::StripLeadingAsciiWhitespace(*rest);
  if (!rest->empty() && rest->front() == separator) rest->remove_prefix(1);
}

// The value of four hexadecimal digits.
std::uint32_t HexRune(absl::string_view digits) {
  std::uint32_t rune = 0;
  for (const char c : digits.substr(0, 4)) {
    const int digit = absl::ascii_isdigit(static_cast<unsigned char>(c))
                          ? c - '0'
                          : absl::ascii_tolower(static_cast<unsigned char>(c)) - 'a' + 10;
    rune = rune << 4 | static_cast<std::uint32_t>(digit);
  }
  return rune;
}

bool IsHighSurrogate(std::uint32_t rune) { return rune >= 0xd800 && rune < 0xdc00; }
bool IsLowSurrogate(std::uint32_t rune) { return rune >= 0xdc00 && rune < 0xe000; }

// Decodes \uXXXX at the start of `rest`, with its other half if it is one of a
// pair, and cuts it off.
void AppendUnicodeEscape(absl::string_view* rest, std::string* out) {
  std::uint32_t rune = HexRune(rest->substr(2));
  rest->remove_prefix(6);
  if (IsHighSurrogate(rune) && rest->size() >= 6 && rest->substr(0, 2) == "\\u") {
    const std::uint32_t low = HexRune(rest->substr(2));
    if (IsLowSurrogate(low)) {
      rest->remove_prefix(6);
      rune = 0x10000 + ((rune - 0xd800) << 10) + (low - 0xdc00);
    }
  }
  if (IsHighSurrogate(rune) || IsLowSurrogate(rune)) rune = 0xfffd;
  AppendUtf8(rune, out);
}

char Unescape(char c) {
  switch (c) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
  }
}

}  // namespace

absl::StatusOr<absl::string_view> ScanJson(absl::string_view text, JsonReader reader) {
  return Scanner(text, reader).Run();
}

absl::string_view JsonKind(absl::string_view value) {
  switch (value.empty() ? 'n' : value.front()) {
    case '{':
      return "object";
    case '[':
      return "array";
    case '"':
      return "string";
    case 't':
    case 'f':
      return "bool";
    case 'n':
      return "null";
    default:
      return "number";
  }
}

std::size_t JsonDepth(absl::string_view value) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return deepest;
}

std::vector<JsonMember> JsonMembers(absl::string_view object) {
  std::vector<JsonMember> members;
  absl::string_view rest = object.substr(1, object.size() - 2);
  for (;;) {
    const absl::string_view name = TakeValue(&rest);
    if (name.empty()) return members;
    SkipSeparator(':', &rest);
    members.push_back({JsonString(name), TakeValue(&rest)});
    SkipSeparator(',', &rest);
  }
}

std::vector<absl::string_view> JsonElements(absl::string_view array) {
  std::vector<absl::string_view> elements;
  absl::string_view rest = array.substr(1, array.size() - 2);
  for (;;) {
    const absl::string_view value = TakeValue(&rest);
    if (value.empty()) return elements;
    elements.push_back(value);
    SkipSeparator(',', &rest);
  }
}

std::string JsonString(absl::string_view value) {
  std::string text;
  text.reserve(value.size());  // or a secret leaves pieces behind where it grows
  absl::string_view rest = value.substr(1, value.size() - 2);
  while (!rest.empty()) {
    const std::size_t plain = std::min(rest.find('\\'), rest.size());
    text.append(rest.data(), plain);
    rest.remove_prefix(plain);
    if (rest.empty()) break;
    if (rest[1] == 'u') {
      AppendUnicodeEscape(&rest, &text);
    } else {
      text.push_back(Unescape(rest[1]));
      rest.remove_prefix(2);
    }
  }
  if (AsciiPrefix(text) < text.size()) {
    std::string valid = ToValidUtf8(text);
    Cleanse(text);
    text = std::move(valid);
  }
  return text;
}

}  // namespace azure::identity::internal
