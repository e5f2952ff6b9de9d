// The fake developer's tools of running fakes, as programs.
#ifndef TOOLS_AZMOCK_CLI_SERVING_TOOLS_FOLDER_H_
#define TOOLS_AZMOCK_CLI_SERVING_TOOLS_FOLDER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_server/fakes.h"

namespace azmock {

// Puts the tools that the directory lists now into "<folder>/tools" and returns that path;
// "" if it lists none. Errors: as InstallTools.
absl::StatusOr<std::string> InstallToolsOf(const Fakes& fakes, absl::string_view folder,
                                           const std::string& control_token);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_SERVING_TOOLS_FOLDER_H_
