// What a shell offers for the next word of a command line, found in the description of all commands
// that parses them.
#ifndef TOOLS_AZMOCK_CLI_COMPLETION_COMPLETE_H_
#define TOOLS_AZMOCK_CLI_COMPLETION_COMPLETE_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own.
class App;
}

namespace azmock {

struct Candidate {
  std::string word;
  std::string description;  // one line; may be empty
};

struct Completion {
  std::vector<Candidate> candidates;
  std::string also;  // what else fits, which shells know: "file", "folder", "command", or ""
};

// The values of a type, such as "ID"; none of one that has no list.
using ValuesOfType = std::function<std::vector<Candidate>(const std::string& type)>;

// `words` are those after the program's name; the last, which may be empty, is what is completed.
// As bash does, they may have "=" as a word of its own.
Completion Complete(const CLI::App& app, const std::vector<std::string>& words,
                    const ValuesOfType& values);

// Its first sentence, in one line and without its end.
std::string Summary(absl::string_view description);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_COMPLETION_COMPLETE_H_
