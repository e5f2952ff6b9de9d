// The arguments of command-line tools.
#ifndef MOCK_IMDS_FAKE_TOOLS_FLAGS_H_
#define MOCK_IMDS_FAKE_TOOLS_FLAGS_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace mock::imds {

// The options of a command: each way to write one, with the name it is found by.
struct FlagSet {
  std::map<std::string, std::string> with_value;  // {"-o", "output"}, {"--output", "output"}
  std::map<std::string, std::string> without_value;
};

struct ParsedFlags {
  std::vector<std::string> words;  // before the first option
  std::map<std::string, std::vector<std::string>> values;
  std::vector<std::string> unknown;   // options and what follows them
  std::vector<std::string> no_value;  // options, as written, at the end without their value

  // The last of several, as all these tools have it; "" if there is none.
  std::string Last(const std::string& name) const;
  bool Has(const std::string& name) const { return values.count(name) > 0; }
};

// `arguments` begin after the tool's name. "--name value" and "--name=value" are the same.
ParsedFlags ParseFlags(const std::vector<std::string>& arguments, const FlagSet& flags);

// The command line for the journal. What comes with an option that `flags` has not may be
// a password, and is "<redacted>".
std::string ShownCommand(absl::string_view tool, const std::vector<std::string>& arguments,
                         const FlagSet& flags);

// Whether `version` ("1.18.0") comes before `other`; an empty one is the newest.
bool IsOlder(absl::string_view version, absl::string_view other);

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_FLAGS_H_
