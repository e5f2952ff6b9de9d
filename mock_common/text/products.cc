#include "mock_common/text/products.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace mock::scenario {
namespace {

constexpr std::size_t kLongestProduct = 48;
constexpr std::size_t kLongestVersion = 32;
constexpr std::size_t kLongestUserAgent = 1024;
constexpr int kMostProducts = 8;
// Between two separators. Keys and random texts have longer runs than names and versions.
constexpr std::size_t kLongestRunOfName = 18;
constexpr std::size_t kLongestRunOfVersion = 8;

// Letters and digits in runs that are not longer than `longest_run`, with separators.
bool IsMadeOfRuns(absl::string_view text, std::size_t longest_run) {
  std::size_t run = 0;
  for (const char c : text) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      if (++run > longest_run) return false;
    } else if (c == '.' || c == '-' || c == '_' || c == '+') {
      run = 0;
    } else {
      return false;
    }
  }
  return !text.empty();
}

bool IsName(absl::string_view text) {
  return text.size() <= kLongestProduct && IsMadeOfRuns(text, kLongestRunOfName);
}

bool IsVersion(absl::string_view text) {
  if (text.size() > kLongestVersion || !IsMadeOfRuns(text, kLongestRunOfVersion)) return false;
  if (!absl::ConsumePrefix(&text, "v")) absl::ConsumePrefix(&text, "go");
  return !text.empty() && absl::ascii_isdigit(static_cast<unsigned char>(text[0]));
}

// Takes a comment, which may have others in it, off the front.
void SkipComment(absl::string_view* text) {
  int depth = 0;
  std::size_t at = 0;
  for (; at < text->size(); ++at) {
    if ((*text)[at] == '(') ++depth;
    if ((*text)[at] == ')' && --depth == 0) break;
  }
  text->remove_prefix(std::min(at + 1, text->size()));
}

}  // namespace

void AppendProducts(absl::string_view user_agent, std::string* out) {
  user_agent = user_agent.substr(0, kLongestUserAgent);
  int products = 0;
  while (!user_agent.empty() && products < kMostProducts) {
    if (user_agent[0] == '(') {
      SkipComment(&user_agent);
      continue;
    }
    const std::size_t end = std::min(user_agent.find_first_of(" \t("), user_agent.size());
    const absl::string_view word = user_agent.substr(0, end);
    const bool is_blank = end == 0;
    user_agent.remove_prefix(is_blank ? 1 : end);
    const std::size_t slash = word.find('/');
    if (is_blank || slash == absl::string_view::npos) continue;
    if (!IsName(word.substr(0, slash)) || !IsVersion(word.substr(slash + 1))) continue;
    absl::StrAppend(out, products++ == 0 ? "" : " ", word);
  }
}

}  // namespace mock::scenario
