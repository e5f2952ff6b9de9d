#include "mock_server/scenario/loader.h"

#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "mock_common/text/known_values.h"
#include "mock_common/text/place.h"
#include "mock_common/text/problem.h"
#include "mock_common/text/read_file.h"
#include "mock_common/text/text_parser.h"
#include "mock_server/scenario/validate_directory.h"
#include "mock_server/scenario/validator.h"

namespace mock::scenario {

namespace {

// `validate(message, places)` gives what is wrong beyond the syntax.
template <typename Proto, typename Validator>
absl::StatusOr<Proto> Parse(absl::string_view text, const std::string& file,
                            const Validator& validate) {
  Proto proto;
  ParsedText parsed = ParseText(text, file, &proto);
  std::vector<Problem> problems = std::move(parsed.problems);
  if (!parsed.fatal) {
    // What is missing beside a syntax error may be what was misspelt.
    const bool misread = !problems.empty();
    for (Problem& problem : validate(proto, parsed.places.get())) {
      if (!misread || !problem.missing) problems.push_back(std::move(problem));
    }
  }
  if (!problems.empty()) return ToStatus(std::move(problems));
  return proto;
}

}  // namespace

absl::StatusOr<Scenario> ParseScenario(absl::string_view text, absl::string_view file) {
  const std::string name(file);
  return Parse<Scenario>(text, name, [&name](const Scenario& scenario, const auto* places) {
    return Validate(scenario, name, places);
  });
}

absl::StatusOr<Directory> ParseDirectory(absl::string_view text, absl::string_view file) {
  const std::string name(file);
  return Parse<Directory>(text, name, [&name](const Directory& directory, const auto* places) {
    std::vector<Problem> problems;
    const Place place(name, directory, places, &problems);
    CheckEnums(directory, place);
    ValidateDirectory(directory, place);
    return problems;
  });
}

absl::StatusOr<Scenario> LoadScenario(const std::string& path) {
  const auto content = ReadFile(path);
  if (!content.ok()) return content.status();
  return ParseScenario(*content, path);
}

absl::StatusOr<Directory> LoadDirectory(const std::string& path) {
  const auto content = ReadFile(path);
  if (!content.ok()) return content.status();
  return ParseDirectory(*content, path);
}

}  // namespace mock::scenario
