// What `azmock repro` says of a reproduction.
#ifndef TOOLS_AZMOCK_CLI_REPRODUCTION_TEXT_H_
#define TOOLS_AZMOCK_CLI_REPRODUCTION_TEXT_H_

#include <string>

#include "mock_server/scenario/scenario.pb.h"
#include "tools/repro/repro.h"
#include "tools/terminal/style.h"

namespace azmock {

// Whether it is what was pasted, as far as that can be known.
bool IsSame(const repro::Reproduction& found);

// For a person. The first line is the verdict.
std::string ReproductionText(const repro::Reproduction& found, const Style& style = {});

// As the library's own files are written.
std::string AsTextproto(const mock::scenario::Scenario& scenario);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPRODUCTION_TEXT_H_
