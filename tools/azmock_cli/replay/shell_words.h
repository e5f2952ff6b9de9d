// A command line as /bin/sh takes it apart, so far as clients write one.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_SHELL_WORDS_H_
#define TOOLS_AZMOCK_CLI_REPLAY_SHELL_WORDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace azmock {

// Words between spaces; double quotes keep spaces, and are gone. Nothing else is special.
std::vector<std::string> ShellWords(absl::string_view command);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_SHELL_WORDS_H_
