#include "identity/internal/text/go_text.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "absl/strings/str_format.h"
#include "identity/internal/text/byte_class.h"

namespace azure::identity::internal {
namespace {

// One code point of a UTF-8 text, or one byte that belongs to none.
struct Rune {
  char32_t code = 0;
  std::size_t size = 1;
  bool valid = false;
};

bool IsContinuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

Rune DecodeRune(absl::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1, true};
  const std::size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < size) return {};
  char32_t code = first & (0xFF >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if (!IsContinuation(byte(i))) return {};
    code = code << 6 | (byte(i) & 0x3F);
  }
  static constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < kSmallest[size] || code > 0x10FFFF || surrogate) return {};
  return {code, size, true};
}

// The assigned code points above ASCII that Go's strconv.IsPrint refuses:
// categories Cc, Cf, Zs, Zl, Zp and Co. Sorted.
constexpr struct {
  char32_t first, last;
} kUnprintable[] = {{0x80, 0xA0},       {0xAD, 0xAD},       {0x600, 0x605},     {0x61C, 0x61C},
                    {0x6DD, 0x6DD},     {0x70F, 0x70F},     {0x890, 0x891},     {0x8E2, 0x8E2},
                    {0x1680, 0x1680},   {0x180E, 0x180E},   {0x2000, 0x200F},   {0x2028, 0x202F},
                    {0x205F, 0x206F},   {0x3000, 0x3000},   {0xE000, 0xF8FF},   {0xFEFF, 0xFEFF},
                    {0xFFF0, 0xFFFB},   {0xFFFE, 0xFFFF},   {0x110BD, 0x110BD}, {0x110CD, 0x110CD},
                    {0x13430, 0x1343F}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE007F},
                    {0xF0000, 0x10FFFF}};

bool IsPrintable(char32_t code) {
  if (code < 0x80) return code >= ' ' && code != 0x7F;
  const auto* range = std::lower_bound(
      std::begin(kUnprintable), std::end(kUnprintable), code,
      [](const auto& candidate, char32_t value) { return candidate.last < value; });
  return range == std::end(kUnprintable) || code < range->first;
}

void AppendEscaped(std::string& out, char32_t code) {
  static constexpr absl::string_view kControls = "\a\b\f\n\r\t\v";
  static constexpr absl::string_view kLetters = "abfnrtv";
  const std::size_t control =
      code < 0x80 ? kControls.find(static_cast<char>(code)) : absl::string_view::npos;
  if (control != absl::string_view::npos) {
    out += {'\\', kLetters[control]};
  } else if (code < 0x80) {
    absl::StrAppendFormat(&out, "\\x%02x", static_cast<unsigned>(code));
  } else if (code < 0x10000) {
    absl::StrAppendFormat(&out, "\\u%04x", static_cast<std::uint32_t>(code));
  } else {
    absl::StrAppendFormat(&out, "\\U%08x", static_cast<std::uint32_t>(code));
  }
}

// `value` / 10^digits, without trailing zeros: "1.5", "2".
std::string Decimal(std::uint64_t value, int digits) {
  std::uint64_t unit = 1;
  for (int i = 0; i < digits; ++i) unit *= 10;
  std::string fraction = absl::StrFormat("%0*d", digits, value % unit);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return absl::StrFormat("%d%s%s", value / unit, fraction.empty() ? "" : ".", fraction);
}

}  // namespace

std::string QuoteGo(absl::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const Rune rune = DecodeRune(text.substr(i));
    if (!rune.valid) {
      absl::StrAppendFormat(&out, "\\x%02x", static_cast<unsigned char>(text[i]));
    } else if (rune.code == '"' || rune.code == '\\') {
      out += {'\\', static_cast<char>(rune.code)};
    } else if (IsPrintable(rune.code)) {
      out.append(text.data() + i, rune.size);
    } else {
      AppendEscaped(out, rune.code);
    }
    i += rune.size;
  }
  out += '"';
  return out;
}

std::string FormatGoDuration(absl::Duration duration) {
  const std::int64_t nanoseconds = absl::ToInt64Nanoseconds(duration);
  const bool negative = nanoseconds < 0;
  const std::uint64_t value = negative ? 0 - static_cast<std::uint64_t>(nanoseconds)
                                       : static_cast<std::uint64_t>(nanoseconds);
  const std::string sign = negative ? "-" : "";
  if (value == 0) return "0s";
  if (value < 1'000) return sign + Decimal(value, 0) + "ns";
  if (value < 1'000'000) return sign + Decimal(value, 3) + "µs";
  if (value < 1'000'000'000) return sign + Decimal(value, 6) + "ms";

  constexpr std::uint64_t kMinute = 60'000'000'000;
  const std::string seconds = Decimal(value % kMinute, 9) + "s";
  const std::uint64_t minutes = value / kMinute;
  if (minutes == 0) return sign + seconds;
  if (minutes < 60) return absl::StrFormat("%s%dm%s", sign, minutes, seconds);
  return absl::StrFormat("%s%dh%dm%s", sign, minutes / 60, minutes % 60, seconds);
}

std::string ToValidUtf8(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (;;) {
    const std::size_t ascii = AsciiPrefix(text);
    out.append(text.data(), ascii);
    text.remove_prefix(ascii);
    if (text.empty()) return out;
    const Rune rune = DecodeRune(text);
    if (rune.valid) {
      out.append(text.data(), rune.size);
    } else {
      out += "\xEF\xBF\xBD";
    }
    text.remove_prefix(rune.size);
  }
}

}  // namespace azure::identity::internal
