#include "mock_common/scenario/loader.h"

#include <fstream>
#include <iterator>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "mock_common/scenario/problem.h"
#include "mock_common/scenario/read_file.h"
#include "mock_common/scenario/text_parser.h"
#include "mock_common/scenario/validator.h"

namespace mock::scenario {

absl::StatusOr<Scenario> ParseScenario(absl::string_view text, absl::string_view file) {
  const std::string name(file);
  Scenario scenario;
  ParsedText parsed = ParseText(text, name, &scenario);
  std::vector<Problem> problems = std::move(parsed.problems);
  if (!parsed.fatal) {
    // What is missing beside a syntax error may be what was misspelt.
    const bool misread = !problems.empty();
    for (Problem& problem : Validate(scenario, name, parsed.places.get())) {
      if (!misread || !problem.missing) problems.push_back(std::move(problem));
    }
  }
  if (!problems.empty()) return ToStatus(std::move(problems));
  return scenario;
}

absl::StatusOr<Scenario> LoadScenario(const std::string& path) {
  const auto content = ReadFile(path);
  if (!content.ok()) return content.status();
  return ParseScenario(*content, path);
}

}  // namespace mock::scenario
