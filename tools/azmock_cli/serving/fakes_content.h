// What a command's --scenario and --config bring to the fakes.
#ifndef TOOLS_AZMOCK_CLI_SERVING_FAKES_CONTENT_H_
#define TOOLS_AZMOCK_CLI_SERVING_FAKES_CONTENT_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "mock_server/fakes.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

struct FakesContent {
  std::vector<mock::scenario::Scenario> scenarios;
  // Each with the file that says it.
  std::vector<std::pair<std::string, mock::scenario::Directory>> directories;
};

// Errors: as FindScenario and mock::scenario::LoadDirectory.
absl::StatusOr<FakesContent> ReadFakesContent(const std::vector<std::string>& scenarios,
                                              const std::vector<std::string>& configs);

// Fakes that have the names of all these scenarios, and whose IDs repeat if there is one.
FakesOptions OptionsForContent(const FakesContent& content);

// Adds the directories and arms the scenarios, which are those of clients from then on. Errors: as
// of Fakes; those of a directory name its file.
absl::Status AddContent(FakesContent& content, Fakes& fakes);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_SERVING_FAKES_CONTENT_H_
