// nginx as a yardstick: one worker, loopback, a body from memory.
#ifndef MOCK_COMMON_HTTP_BENCHMARKS_NGINX_H_
#define MOCK_COMMON_HTTP_BENCHMARKS_NGINX_H_

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace mock::http {

class Nginx {
 public:
  // Answers every request with `body`. Errors: kNotFound if nginx is not installed,
  // kUnavailable if it does not start to serve.
  static absl::StatusOr<std::unique_ptr<Nginx>> Start(const std::string& body);

  // Ends it and removes its files.
  ~Nginx();
  Nginx(const Nginx&) = delete;
  Nginx& operator=(const Nginx&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  Nginx(std::string folder, pid_t pid, std::uint16_t port)
      : folder_(std::move(folder)), pid_(pid), port_(port) {}

  std::string folder_;
  pid_t pid_;
  std::uint16_t port_;
};

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_BENCHMARKS_NGINX_H_
