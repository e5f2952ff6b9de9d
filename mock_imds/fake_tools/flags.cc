#include "mock_imds/fake_tools/flags.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace mock::imds {
namespace {

constexpr absl::string_view kRedacted = "<redacted>";

bool IsOption(absl::string_view argument) {
  return absl::StartsWith(argument, "-") && argument.size() > 1;
}

// "--name" of "--name=value".
std::string OptionOf(const std::string& argument) { return argument.substr(0, argument.find('=')); }

// As a shell takes it.
std::string Shown(const std::string& argument) {
  const bool plain = !argument.empty() && std::all_of(argument.begin(), argument.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
           absl::StrContains("-_./:=+,@", absl::string_view(&c, 1));
  });
  if (plain) return argument;
  return absl::StrCat("\"", absl::StrReplaceAll(argument, {{"\\", "\\\\"}, {"\"", "\\\""}}), "\"");
}

std::vector<int> Numbers(absl::string_view version) {
  std::vector<int> numbers;
  for (const absl::string_view part : absl::StrSplit(version, '.')) {
    int number = 0;
    numbers.push_back(absl::SimpleAtoi(part, &number) ? number : 0);
  }
  return numbers;
}

}  // namespace

std::string ParsedFlags::Last(const std::string& name) const {
  const auto found = values.find(name);
  return found == values.end() ? "" : found->second.back();
}

ParsedFlags ParseFlags(const std::vector<std::string>& arguments, const FlagSet& flags) {
  ParsedFlags parsed;
  bool has_option = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (!IsOption(argument)) {
      (has_option ? parsed.unknown : parsed.words).push_back(argument);
      continue;
    }
    has_option = true;
    const std::string option = OptionOf(argument);
    const auto taking = flags.with_value.find(option);
    const auto plain = flags.without_value.find(argument);
    if (plain != flags.without_value.end()) {
      parsed.values[plain->second].push_back("true");
    } else if (taking == flags.with_value.end()) {
      parsed.unknown.push_back(argument);
    } else if (option.size() < argument.size()) {
      parsed.values[taking->second].push_back(argument.substr(option.size() + 1));
    } else if (i + 1 == arguments.size()) {
      parsed.no_value.push_back(argument);
    } else {
      parsed.values[taking->second].push_back(arguments[++i]);
    }
  }
  return parsed;
}

std::string ShownCommand(absl::string_view tool, const std::vector<std::string>& arguments,
                         const FlagSet& flags) {
  std::string command(tool);
  bool hidden = false;
  for (const std::string& argument : arguments) {
    const std::string option = OptionOf(argument);
    const bool known = flags.with_value.count(option) > 0 || flags.without_value.count(option) > 0;
    if (IsOption(argument)) {
      hidden = !known;
      const bool has_value = option.size() < argument.size();
      absl::StrAppend(&command, " ",
                      hidden && has_value ? absl::StrCat(option, "=", kRedacted) : Shown(argument));
    } else {
      absl::StrAppend(&command, " ", hidden ? std::string(kRedacted) : Shown(argument));
    }
  }
  return command;
}

bool IsOlder(absl::string_view version, absl::string_view other) {
  return !version.empty() && Numbers(version) < Numbers(other);
}

}  // namespace mock::imds
