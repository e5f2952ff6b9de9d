#include "mock_imds/fake_tools/pwsh_script.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/strip.h"

namespace mock::imds {
namespace {

void AppendUtf8(std::uint32_t c, std::string* out) {
  const auto add = [out](std::uint32_t byte) { out->push_back(static_cast<char>(byte)); };
  if (c < 0x80) return add(c);
  if (c < 0x800) {
    add(0xC0 | (c >> 6));
  } else if (c < 0x10000) {
    add(0xE0 | (c >> 12));
    add(0x80 | ((c >> 6) & 0x3F));
  } else {
    add(0xF0 | (c >> 18));
    add(0x80 | ((c >> 12) & 0x3F));
    add(0x80 | ((c >> 6) & 0x3F));
  }
  add(0x80 | (c & 0x3F));
}

void SkipSpace(absl::string_view* text) { *text = absl::StripLeadingAsciiWhitespace(*text); }

// The text in quotes that `rest` begins with, after "=". In single quotes a quote is
// written twice.
std::string AssignedIn(absl::string_view rest) {
  // The end of $table['name'].
  if (absl::ConsumePrefix(&rest, "'") || absl::ConsumePrefix(&rest, "\"")) {
    absl::ConsumePrefix(&rest, "]");
  }
  SkipSpace(&rest);
  if (!absl::ConsumePrefix(&rest, "=")) return "";
  SkipSpace(&rest);
  if (rest.empty() || (rest[0] != '\'' && rest[0] != '"')) return "";
  const char quote = rest[0];
  std::string value;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (rest[i] == quote) {
      if (i + 1 == rest.size() || rest[i + 1] != quote) return value;
      ++i;
    }
    value.push_back(rest[i]);
  }
  return "";  // It does not end.
}

}  // namespace

std::optional<std::string> DecodeScript(absl::string_view base64) {
  std::string bytes;
  if (!absl::Base64Unescape(base64, &bytes) || bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [&bytes](std::size_t at) -> std::uint32_t {
    return static_cast<unsigned char>(bytes[at]) |
           static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + 1])) << 8;
  };
  constexpr std::uint32_t kReplacement = 0xFFFD;
  std::string script;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    std::uint32_t c = unit(i);
    if (c >= 0xD800 && c < 0xE000) {
      const std::uint32_t low = i + 2 < bytes.size() ? unit(i + 2) : 0;
      const bool pair = c < 0xDC00 && low >= 0xDC00 && low < 0xE000;
      c = pair ? 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) : kReplacement;
      if (pair) i += 2;
    }
    AppendUtf8(c, &script);
  }
  return script;
}

std::string AssignedText(absl::string_view script, absl::string_view name) {
  const std::string lower = absl::AsciiStrToLower(script);
  const std::string wanted = absl::AsciiStrToLower(name);
  for (std::size_t at = lower.find(wanted); at != std::string::npos;
       at = lower.find(wanted, at + 1)) {
    std::string value = AssignedIn(script.substr(at + wanted.size()));
    if (!value.empty()) return value;
  }
  return "";
}

}  // namespace mock::imds
