// From a scenario file to a scenario that is known to be sound.
#ifndef MOCK_SERVER_SCENARIO_LOADER_H_
#define MOCK_SERVER_SCENARIO_LOADER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_server/scenario/scenario.pb.h"

namespace mock::scenario {

// Parses and validates a scenario in protobuf's text format. `file` is the name
// that errors show; if it ends in ".textproto", the scenario's id must be equal
// to its last part.
// Errors: kInvalidArgument, with one line for every problem, not only the first:
//   a.textproto:7:5: rules[0].steps[0].delay: "5 s" is not a duration; write ...
absl::StatusOr<Scenario> ParseScenario(absl::string_view text, absl::string_view file);

// A directory alone, as ParseScenario reads scenarios.
absl::StatusOr<Directory> ParseDirectory(absl::string_view text, absl::string_view file);

// As ParseScenario. Also kNotFound if there is no such file and kUnavailable,
// naming it, if it cannot be read.
absl::StatusOr<Scenario> LoadScenario(const std::string& path);

// The same of a directory.
absl::StatusOr<Directory> LoadDirectory(const std::string& path);

}  // namespace mock::scenario

#endif  // MOCK_SERVER_SCENARIO_LOADER_H_
