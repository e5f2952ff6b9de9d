// Ports to which no connection comes about.
#ifndef MOCK_COMMON_HTTP_DEAD_END_H_
#define MOCK_COMMON_HTTP_DEAD_END_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace mock::http {

// The port stays taken as long as the object lives.
class DeadEnd {
 public:
  enum class Kind {
    kRefused,  // connections are refused at once: nothing listens
    // Packets vanish: connections are never established. A listener whose queue is
    // full leaves further ones unanswered.
    kDropped,
  };

  // At an IPv4 address of this machine; port 0 picks a free one. Errors: kUnavailable, naming what
  // the system refused; kInvalidArgument for what is no address.
  static absl::StatusOr<std::unique_ptr<DeadEnd>> Make(Kind kind,
                                                       const std::string& address = "127.0.0.1",
                                                       std::uint16_t port = 0);
  ~DeadEnd();
  DeadEnd(const DeadEnd&) = delete;
  DeadEnd& operator=(const DeadEnd&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  DeadEnd() = default;

  std::uint16_t port_ = 0;
  std::vector<int> sockets_;
};

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_DEAD_END_H_
