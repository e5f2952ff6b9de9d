// Ports to which no connection comes about.
#ifndef MOCK_COMMON_HTTP_DEAD_END_H_
#define MOCK_COMMON_HTTP_DEAD_END_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"

namespace mock::http {

// Of 127.0.0.1. The port stays taken as long as the object lives.
class DeadEnd {
 public:
  enum class Kind {
    kRefused,  // connections are refused at once: nothing listens
    // Packets vanish: connections are never established. A listener whose queue is
    // full leaves further ones unanswered.
    kDropped,
  };

  // Errors: kUnavailable, naming what the system refused.
  static absl::StatusOr<std::unique_ptr<DeadEnd>> Make(Kind kind);
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
