// A scenario with somebody else's tenants, applications and names.
#ifndef TOOLS_REPRO_ADAPT_H_
#define TOOLS_REPRO_ADAPT_H_

#include <string>
#include <utility>
#include <vector>

#include "mock_server/scenario/scenario.pb.h"

namespace azmock::repro {

// What to put in place of what. Of two for the same text the first counts.
using Substitutions = std::vector<std::pair<std::string, std::string>>;

// Replaces in every text of the directory, the rules and the client; longer texts first, and each
// place once.
void Adapt(const Substitutions& substitutions, mock::scenario::Scenario& scenario);

}  // namespace azmock::repro

#endif  // TOOLS_REPRO_ADAPT_H_
