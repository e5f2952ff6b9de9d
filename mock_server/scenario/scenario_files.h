// The scenarios that come with azmock, and the user's own.
#ifndef MOCK_SERVER_SCENARIO_SCENARIO_FILES_H_
#define MOCK_SERVER_SCENARIO_SCENARIO_FILES_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_server/scenario/library.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

// Loads every scenario that is linked into the program. Errors: kInvalidArgument listing what is
// wrong in which file and line.
absl::StatusOr<mock::scenario::Library> LoadScenarios();

// Whether a command's argument names a scenario file of the user's own.
bool IsScenarioPath(absl::string_view id_or_path);

// The scenario of this id among those that come with azmock or, for a path that
// ends in ".textproto", the one in that file. Errors: as LoadScenarios and
// Library::Find, or mock::scenario::LoadScenario.
absl::StatusOr<mock::scenario::Scenario> FindScenario(const std::string& id_or_path);

// A file that is linked into the program, by its path from the repository's root. kNotFound,
// naming it, if there is none.
absl::StatusOr<std::string> ReadRuntimeFile(absl::string_view path);

// A file of mock_entra/testdata/certificates, by its name.
absl::StatusOr<std::string> ReadCertificateFile(const std::string& name);

// A file beside a scenario, such as its golden error text: `<id>.error.txt`.
// kNotFound if the scenario has no such file.
absl::StatusOr<std::string> ReadBesideScenario(absl::string_view id, absl::string_view suffix);

// All files of that suffix, by their scenario's id.
std::map<std::string, std::string> ReadAllBesideScenarios(absl::string_view suffix);

}  // namespace azmock

#endif  // MOCK_SERVER_SCENARIO_SCENARIO_FILES_H_
