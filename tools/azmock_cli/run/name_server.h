// The domain name system of a private world: names that the fakes have, and no others.
#ifndef TOOLS_AZMOCK_CLI_RUN_NAME_SERVER_H_
#define TOOLS_AZMOCK_CLI_RUN_NAME_SERVER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace azmock {

// The reply to a query of RFC 1035: 127.0.0.1 for the A record of a name that is known, no record
// of another type, NXDOMAIN for another name. "" for what is no query. `asked` gets the name, in
// lower case, without its final dot.
std::string AnswerNameQuery(absl::string_view query,
                            const std::function<bool(const std::string& name)>& is_known,
                            std::string* asked);

// Answers by UDP until it is destroyed.
class NameServer {
 public:
  using IsKnown = std::function<bool(const std::string& name)>;

  // `is_known` is asked on a thread of the server's. Errors: kUnavailable, naming address and port.
  static absl::StatusOr<std::unique_ptr<NameServer>> Start(const std::string& address,
                                                           std::uint16_t port, IsKnown is_known);
  ~NameServer();
  NameServer(const NameServer&) = delete;
  NameServer& operator=(const NameServer&) = delete;

  std::uint16_t port() const;
  // The names that were asked for and are not known, sorted.
  std::set<std::string> unknown() const;

 private:
  NameServer(int socket, int stop, IsKnown is_known);
  void Run();

  const int socket_;
  const int stop_;
  const IsKnown is_known_;
  mutable std::mutex mutex_;
  std::set<std::string> unknown_;  // guarded by mutex_
  std::thread thread_;
};

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_RUN_NAME_SERVER_H_
