// What the real azidentity did in a scenario, and how the library compares.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_GOLDEN_H_
#define TOOLS_AZMOCK_CLI_REPLAY_GOLDEN_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tools/azmock_cli/replay/parity.h"
#include "tools/azmock_cli/replay/replay.h"

namespace azmock {

// As recorded beside the scenario. `error` is empty for a success.
struct Golden {
  std::string error;     // <id>.error.txt, without its final line end
  std::string log;       // <id>.log.txt
  std::string requests;  // <id>.requests.json
  std::string record;    // <id>.record.json: what authenticate returned
};

// Errors: kNotFound if nothing has been recorded for the scenario.
absl::StatusOr<Golden> ReadGolden(absl::string_view id);

// identity/PARITY.md from the runtime files.
absl::StatusOr<Parity> ReadParity();

// The library's side in the goldens' form.
Golden AsGolden(const Replay& replay);

// Compares as the goldens are meant to be compared: deliberate differences
// translated, volatile values masked. Returns a diff for each text ("error",
// "log", "requests", "record") that differs, empty if none does.
std::string Compare(absl::string_view id, absl::string_view kind, absl::string_view theirs,
                    absl::string_view ours, const Parity& parity);

// The difference between azidentity's error in the scenario and the replay's; empty if there is
// none. Errors: as ReadGolden.
absl::StatusOr<std::string> DifferenceFromGolden(absl::string_view id, const Replay& replay,
                                                 const Parity& parity);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_GOLDEN_H_
