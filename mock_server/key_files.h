// The key files of the fake Azure Arc agent, on disk.
#ifndef MOCK_SERVER_KEY_FILES_H_
#define MOCK_SERVER_KEY_FILES_H_

#include <memory>
#include <string>

#include "mock_imds/host_exchange.h"

namespace azmock {

// Writes key files where clients look for them, and deletes them when it goes. Only
// in one directory: a key that a scenario says is elsewhere is not made, since no
// client reads it.
class KeyFiles {
 public:
  // Whether who runs the clients is in the agent's group.
  enum class Clients { kOfAgentsGroup, kOthers };

  explicit KeyFiles(Clients clients = Clients::kOfAgentsGroup,
                    std::string directory = "/var/opt/azcmagent/tokens");
  ~KeyFiles();

  // Makes the directory if need be, and keeps the newest 64 files. Where the owner is no
  // user of this machine, or cannot be given the file, the file is ours: with the rights
  // of its group if it is the agent's ("himds"), else with those of others. Returns false if it
  // cannot be written. Does not outlive its files' end.
  mock::imds::WriteKeyFile writer() const;

 private:
  class State;
  std::shared_ptr<State> state_;
};

}  // namespace azmock

#endif  // MOCK_SERVER_KEY_FILES_H_
