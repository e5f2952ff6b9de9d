#include "tools/repro/words.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"

namespace azmock::repro {
namespace {

constexpr std::size_t kShortestDigest = 27;  // of SHA-1 in base64url

// How many bytes of `text` are of the form, in which "x" is a hexadecimal digit, "d" a decimal one
// and anything else itself; 0 if it is not.
std::size_t FormLength(absl::string_view text, absl::string_view form) {
  if (text.size() < form.size()) return 0;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const unsigned char c = text[i];
    const bool fits = form[i] == 'x'   ? absl::ascii_isxdigit(c)
                      : form[i] == 'd' ? absl::ascii_isdigit(c)
                                       : text[i] == form[i];
    if (!fits) return 0;
  }
  return form.size();
}

std::size_t UuidLength(absl::string_view text) {
  return FormLength(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx");
}

// With "T" or a space before the time of day, with or without a fraction and "Z".
std::size_t TimeLength(absl::string_view text) {
  std::size_t length =
      std::max(FormLength(text, "dddd-dd-ddTdd:dd:dd"), FormLength(text, "dddd-dd-dd dd:dd:dd"));
  if (length == 0) return 0;
  if (length + 1 < text.size() && text[length] == '.') {
    ++length;
    while (length < text.size() && absl::ascii_isdigit(text[length])) ++length;
  }
  if (length < text.size() && text[length] == 'Z') ++length;
  return length;
}

bool IsNamePart(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_'; }

std::size_t NameLength(absl::string_view text) {
  std::size_t length = 0;
  while (length < text.size()) {
    const char c = text[length];
    const bool joins = length > 0 && (c == '.' || c == '-' || c == '@' || c == '\'') &&
                       length + 1 < text.size() && IsNamePart(text[length + 1]);
    if (!IsNamePart(c) && !joins) break;
    ++length;
  }
  return length;
}

bool IsDigest(absl::string_view name) {
  if (name.size() < kShortestDigest) return false;
  const auto count = [&name](int (*is)(int)) {
    return std::count_if(name.begin(), name.end(), [is](unsigned char c) { return is(c) != 0; });
  };
  const bool hexadecimal = count(std::isxdigit) == static_cast<std::ptrdiff_t>(name.size());
  return hexadecimal || (count(std::isdigit) > 0 && count(std::isupper) > 0 &&
                         count(std::islower) > 0 && count(std::ispunct) < 5);
}

std::size_t SpaceLength(absl::string_view text) {
  if (absl::ascii_isspace(static_cast<unsigned char>(text[0]))) return 1;
  const bool escape =
      text.size() > 1 && text[0] == '\\' && (text[1] == 'r' || text[1] == 'n' || text[1] == 't');
  return escape ? 2 : 0;
}

Word FirstWord(absl::string_view text) {
  if (const std::size_t length = UuidLength(text)) return {text.substr(0, length), Word::kId};
  if (const std::size_t length = TimeLength(text)) return {text.substr(0, length), Word::kTime};
  if (const std::size_t length = NameLength(text)) {
    const absl::string_view name = text.substr(0, length);
    return {name, IsDigest(name) ? Word::kId : Word::kName};
  }
  return {text.substr(0, 1), Word::kMark};
}

}  // namespace

std::vector<Word> SplitWords(absl::string_view text) {
  std::vector<Word> words;
  while (!text.empty()) {
    if (const std::size_t length = SpaceLength(text)) {
      text.remove_prefix(length);
      continue;
    }
    words.push_back(FirstWord(text));
    text.remove_prefix(words.back().text.size());
  }
  return words;
}

}  // namespace azmock::repro
