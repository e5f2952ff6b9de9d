#include "tools/azmock_cli/replay/shell_words.h"

namespace azmock {

std::vector<std::string> ShellWords(absl::string_view command) {
  std::vector<std::string> words;
  bool in_word = false;
  bool quoted = false;
  for (const char c : command) {
    if (c == ' ' && !quoted) {
      in_word = false;
      continue;
    }
    if (!in_word) words.emplace_back();
    in_word = true;
    if (c == '"') {
      quoted = !quoted;
    } else {
      words.back().push_back(c);
    }
  }
  return words;
}

}  // namespace azmock
