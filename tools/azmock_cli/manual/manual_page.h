// The manual page, made from the description of all commands that parses command lines.
#ifndef TOOLS_AZMOCK_CLI_MANUAL_MANUAL_PAGE_H_
#define TOOLS_AZMOCK_CLI_MANUAL_MANUAL_PAGE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace CLI {  // NOLINT(readability-identifier-naming): CLI11's own.
class App;
}

namespace azmock {

// What the description of the commands does not say: a word and what it is, each.
struct ManualSections {
  using Entries = std::vector<std::pair<std::string, std::string>>;

  std::string version;  // "azmock 0.1.0"
  Entries exit_status;
  Entries environment;  // besides the variables of options
  Entries files;
};

// In roff, for man. The same input gives the same bytes.
std::string ManualPage(const CLI::App& app, const ManualSections& sections);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_MANUAL_MANUAL_PAGE_H_
