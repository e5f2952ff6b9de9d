#include "identity/internal/crypto/pem.h"

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace azure::identity::internal {
namespace {

constexpr absl::string_view kBegin = "-----BEGIN ";
constexpr absl::string_view kEnd = "-----END ";
constexpr absl::string_view kDashes = "-----";

// Takes the first line off `text`, without its end and trailing white space.
absl::string_view TakeLine(absl::string_view& text) {
  const std::size_t end = text.find('\n');
  absl::string_view line = text.substr(0, end);
  text.remove_prefix(end == absl::string_view::npos ? text.size() : end + 1);
  return absl::StripTrailingAsciiWhitespace(line);
}

// Moves `text` to the next line that starts with dashes; returns what it passed.
absl::string_view TakeUntilDashes(absl::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && !absl::StartsWith(text.substr(length), kDashes)) {
    const std::size_t end = text.find('\n', length);
    length = end == absl::string_view::npos ? text.size() : end + 1;
  }
  const absl::string_view passed = text.substr(0, length);
  text.remove_prefix(length);
  return passed;
}

// The type that a line such as "-----BEGIN CERTIFICATE-----" names.
std::optional<absl::string_view> TypeOf(absl::string_view line, absl::string_view start) {
  if (!absl::ConsumePrefix(&line, start) || !absl::ConsumeSuffix(&line, kDashes)) {
    return std::nullopt;
  }
  return line;
}

std::optional<SecretString> DecodeBase64(absl::string_view text) {
  std::string compact;
  compact.reserve(text.size());  // so that it never grows: it may be a key
  for (const char c : text) {
    if (c == '.') return std::nullopt;  // absl takes it for padding
    if (!absl::ascii_isspace(static_cast<unsigned char>(c))) compact.push_back(c);
  }
  std::string bytes;
  const bool decoded = compact.size() % 4 == 0 && absl::Base64Unescape(compact, &bytes);
  Cleanse(compact);
  if (!decoded) return std::nullopt;
  return SecretString(std::move(bytes));
}

// The headers are the first lines, as long as they have a colon.
std::optional<PemBlock> ReadBlock(absl::string_view type, absl::string_view body) {
  PemBlock block;
  block.type = std::string(type);
  while (!body.empty()) {
    absl::string_view rest = body;
    const absl::string_view line = TakeLine(rest);
    const std::size_t colon = line.find(':');
    if (colon == absl::string_view::npos) break;
    block.headers[std::string(absl::StripAsciiWhitespace(line.substr(0, colon)))] =
        std::string(absl::StripAsciiWhitespace(line.substr(colon + 1)));
    body = rest;
  }
  std::optional<SecretString> bytes = DecodeBase64(body);
  if (!bytes) return std::nullopt;
  block.bytes = *std::move(bytes);
  return block;
}

}  // namespace

PemText ReadPem(absl::string_view text) {
  PemText result;
  while (TakeUntilDashes(text), !text.empty()) {
    const std::optional<absl::string_view> type = TypeOf(TakeLine(text), kBegin);
    if (!type) continue;
    const absl::string_view body = TakeUntilDashes(text);
    absl::string_view after = text;
    std::optional<PemBlock> block;
    if (TypeOf(TakeLine(after), kEnd) == type) {
      block = ReadBlock(*type, body);
      text = after;
    }
    if (block) {
      result.blocks.push_back(*std::move(block));
    } else {
      result.malformed.emplace_back(*type);
    }
  }
  return result;
}

}  // namespace azure::identity::internal
