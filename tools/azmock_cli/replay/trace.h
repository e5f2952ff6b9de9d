// What went over the wire in a replay, for a person.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_TRACE_H_
#define TOOLS_AZMOCK_CLI_REPLAY_TRACE_H_

#include <string>

#include "tools/azmock_cli/replay/replay.h"
#include "tools/terminal/style.h"

namespace azmock {

// Each exchange in its order, as ExchangeText has it; one line if there was none. Two replays of a
// scenario have the same text.
std::string TraceText(const Replay& replay, const Style& style = {});

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_TRACE_H_
