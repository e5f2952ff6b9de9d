// What may differ between two recordings of one scenario.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_MASK_H_
#define TOOLS_AZMOCK_CLI_REPLAY_MASK_H_

#include <string>

#include "absl/strings/string_view.h"

namespace azmock {

// Replaces ports, generated IDs, times and random values by their names in
// angle brackets, such as "<port>", each recognised by what it stands beside.
// The only place that says what comparisons overlook.
std::string MaskVolatile(absl::string_view text);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_MASK_H_
