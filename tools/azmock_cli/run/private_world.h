// A network and a view of the file system that this process and its children have for themselves.
#ifndef TOOLS_AZMOCK_CLI_RUN_PRIVATE_WORLD_H_
#define TOOLS_AZMOCK_CLI_RUN_PRIVATE_WORLD_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace azmock {

// Linux's namespaces (namespaces(7)): of users, so that no privilege is needed, of the network and
// of mounts. Afterwards loopback is all there is of the network, `addresses` (IPv4) are on it, and
// every port can be bound; the user and the files are those of before. To be called while the
// process has one thread. Errors: kUnavailable, naming the step that is not allowed; then the
// process is good for nothing else.
absl::Status EnterPrivateWorld(const std::vector<std::string>& addresses);

// Whether that would work here: in a process of its own. To be called as EnterPrivateWorld.
absl::Status TryPrivateWorld(const std::vector<std::string>& addresses);

// In a private world: lets `path` have the content of the file `by`, or be the folder `by`.
// Errors: kUnavailable; kNotFound if there is no `path`, which cannot be made.
absl::Status Overlay(const std::string& path, const std::string& by);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_RUN_PRIVATE_WORLD_H_
