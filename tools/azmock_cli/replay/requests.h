// The sequence of requests a client made, in the form of the golden files.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_REQUESTS_H_
#define TOOLS_AZMOCK_CLI_REPLAY_REQUESTS_H_

#include <string>
#include <vector>

namespace mock::scenario {
struct JournalEntry;
}  // namespace mock::scenario

namespace azmock {

// A JSON array, indented, one object an exchange: method, host, path, query,
// header names (lower-case, sorted, each once), form (sorted by name, secrets redacted),
// assertions decoded, and how it was answered. Of a developer's tool that was run the
// command line and the exit code.
std::string RequestsText(const std::vector<mock::scenario::JournalEntry>& entries);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_REQUESTS_H_
