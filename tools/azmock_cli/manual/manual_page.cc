#include "tools/azmock_cli/manual/manual_page.h"

#include <CLI/CLI.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace azmock {
namespace {

// What roff would obey or set differently.
std::string Escaped(absl::string_view text) {
  return absl::StrReplaceAll(text, {{"\\", "\\e"}, {"-", "\\-"}, {"'", "\\(aq"}, {"`", "\\(ga"}});
}

std::string Bold(absl::string_view text) { return absl::StrCat("\\fB", Escaped(text), "\\fR"); }
std::string Italic(absl::string_view text) { return absl::StrCat("\\fI", Escaped(text), "\\fR"); }

// Lines that fill a paragraph; an empty one begins the next.
void AddText(absl::string_view text, std::string& page) {
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (line.empty()) {
      absl::StrAppend(&page, ".PP\n");
    } else {
      // A period at the beginning would be a request.
      absl::StrAppend(&page, absl::StartsWith(line, ".") ? "\\&" : "", Escaped(line), "\n");
    }
  }
}

void AddEntry(const std::string& tag, absl::string_view text, std::string& page) {
  absl::StrAppend(&page, ".TP\n", tag, "\n");
  AddText(text, page);
}

void AddSection(absl::string_view title, const ManualSections::Entries& entries,
                std::string& page) {
  absl::StrAppend(&page, ".SH ", title, "\n");
  for (const auto& [word, text] : entries) AddEntry(Bold(word), text, page);
}

// "{azidentity,guide}" of "TEXT:{azidentity,guide}", "INT" of "INT:INT in [0 - 65535]".
std::string ValueOf(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const auto colon = type.find(':');
  if (colon == std::string::npos) return Italic(type);
  const std::string allowed = type.substr(colon + 1);
  return Italic(allowed[0] == '{' ? allowed : type.substr(0, colon));
}

std::string TagOf(const CLI::Option& option) {
  if (option.get_positional()) {
    const std::string type = option.get_type_name();
    // A type that says nothing is told by the argument's name.
    return Italic(absl::StartsWith(type, "TEXT") ? option.get_name(true) : type);
  }
  std::string tag;
  for (const std::string& name : option.get_snames()) absl::StrAppend(&tag, Bold("-" + name), ", ");
  for (const std::string& name : option.get_lnames()) absl::StrAppend(&tag, Bold("--" + name));
  if (option.get_items_expected_max() > 0) absl::StrAppend(&tag, " ", ValueOf(option));
  return tag;
}

// But for --help, which every command has.
void AddOptions(const CLI::App& command, std::string& page) {
  for (const CLI::Option* option : command.get_options(nullptr)) {
    if (option == command.get_help_ptr()) continue;
    std::string text = option->get_description();
    if (const auto value = option->get_default_str(); !value.empty()) {
      absl::StrAppend(&text, "\nBy default ", value, ".");
    }
    AddEntry(TagOf(*option), text, page);
  }
}

void AddCommand(const CLI::App& command, std::string& page) {
  absl::StrAppend(&page, ".SS ", "azmock ", Escaped(command.get_name()));
  for (const CLI::Option* option : command.get_options(nullptr)) {
    if (!option->get_positional()) continue;
    const std::string word = TagOf(*option);
    absl::StrAppend(&page, option->get_required() ? " " + word : " [" + word + "]");
  }
  absl::StrAppend(&page, "\n");
  AddText(command.get_description(), page);
  AddOptions(command, page);
}

}  // namespace

std::string ManualPage(const CLI::App& app, const ManualSections& sections) {
  const std::string description = app.get_description();
  const auto summary_end = description.find("\n\n");
  std::string page = absl::StrCat(".TH AZMOCK 1 \"\" \"", Escaped(sections.version),
                                  "\" \"User Commands\"\n.SH NAME\nazmock \\- ");
  AddText(absl::StrReplaceAll(description.substr(0, summary_end), {{"\n", " "}}), page);
  absl::StrAppend(&page,
                  ".SH SYNOPSIS\n\\fBazmock\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n.SH OPTIONS\n");
  AddOptions(app, page);
  absl::StrAppend(&page, ".SH COMMANDS\n");
  ManualSections::Entries environment;
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    if (command->get_group().empty()) continue;  // hidden
    AddCommand(*command, page);
    for (const CLI::Option* option : command->get_options(nullptr)) {
      if (option->get_envname().empty()) continue;
      environment.emplace_back(option->get_envname(),
                               absl::StrCat("What ", option->get_name(), " of azmock ",
                                            command->get_name(), " is by default."));
    }
  }
  environment.insert(environment.end(), sections.environment.begin(), sections.environment.end());
  AddSection("EXIT STATUS", sections.exit_status, page);
  AddSection("ENVIRONMENT", environment, page);
  AddSection("FILES", sections.files, page);
  return page;
}

}  // namespace azmock
