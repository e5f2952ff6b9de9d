// What `azmock serve` tells those who use the fakes: where they are, and an environment in which
// any SDK finds and trusts them.
#ifndef TOOLS_AZMOCK_CLI_SERVING_ANNOUNCEMENT_H_
#define TOOLS_AZMOCK_CLI_SERVING_ANNOUNCEMENT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "mock_server/fakes.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

struct Announcement {
  std::string ca_file;
  std::string env_file;  // "" for none
  mock::scenario::Client client;
  bool metadata_service = true;  // clients are told where it is
  std::string folder;            // for the client's files
  std::string tools;             // the folder of developers' tools; "" if there are none
  std::string admin_grpc;
  std::string echo_grpc;
  std::string control_token;  // "" if it needs no telling
  std::size_t max_connections = 0;
  std::size_t journal_entries = 0;
  std::size_t journal_bytes = 0;
  mock::entra::PromiseLimits promises;
  std::size_t max_admin_body_bytes = 0;
};

// What a client is to be: the first scenario's, or the default directory's sample.
mock::scenario::Client ClientFor(const std::vector<mock::scenario::Scenario>& scenarios);

// Whether clients are to find a metadata service: with a scenario, if that has one. SDKs that
// are told its address do not look whether there is any.
bool HasMetadataService(const std::vector<mock::scenario::Scenario>& scenarios);

// Where people look at what the fakes do. On loopback it is the plain server's, whose page needs no
// trust in the fakes' authority; elsewhere a control token goes there, so it is the TLS server's.
std::string ConsoleEndpoint(const Fakes& fakes);

// Writes the client's files and the environment's, and one JSON line to standard output; the admin
// service knows the environment from then on.
// Errors: kUnavailable, naming what cannot be written.
absl::Status Announce(Fakes& fakes, const Announcement& told);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_SERVING_ANNOUNCEMENT_H_
