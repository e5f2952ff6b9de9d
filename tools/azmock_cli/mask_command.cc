// azmock mask: a text as comparisons see it.
#include <iostream>

#include "tools/azmock_cli/command.h"
#include "tools/azmock_cli/command_line.h"
#include "tools/azmock_cli/replay/mask.h"

namespace azmock {

void AddMaskCommand(CLI::App& app, Action& action) {
  Command mask(app, action, "mask",
               "Copies standard input, with what may differ from run to run replaced by its name.");
  mask.Does([]() -> int {
    const auto text = ReadInput("");
    if (!text.ok()) return Fail(text.status());
    std::cout << MaskVolatile(*text);
    return kSuccess;
  });
}

}  // namespace azmock
