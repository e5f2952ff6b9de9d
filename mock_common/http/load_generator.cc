#include "mock_common/http/load_generator.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace mock::http {
namespace {

using SteadyClock = std::chrono::steady_clock;

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) close(fd_);
  }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

struct Connection {
  Descriptor socket;
  SteadyClock::time_point sent;
  std::string received;
  std::size_t expected = 0;  // size of the whole reply, once its header is here
};

absl::Status ServerError(absl::string_view what) {
  return absl::UnavailableError(absl::StrCat("the server under load: ", what));
}

// 0 while the header is incomplete; npos if it has no length.
std::size_t ReplySize(absl::string_view received) {
  const std::size_t end = received.find("\r\n\r\n");
  if (end == absl::string_view::npos) return 0;
  constexpr absl::string_view kField = "\r\nContent-Length: ";
  const std::size_t field = received.find(kField);
  std::size_t length = 0;
  if (field >= end) return absl::string_view::npos;
  const std::size_t value = field + kField.size();
  if (!absl::SimpleAtoi(received.substr(value, received.find('\r', value) - value), &length)) {
    return absl::string_view::npos;
  }
  return end + 4 + length;
}

class Load {
 public:
  explicit Load(const LoadOptions& options) : options_(options), epoll_(epoll_create1(0)) {}

  absl::StatusOr<LoadResult> Run() {
    for (int i = 0; i < options_.connections; ++i) {
      if (auto status = Connect(); !status.ok()) return status;
    }
    const auto start = SteadyClock::now();
    const auto end = start + absl::ToChronoNanoseconds(options_.duration);
    for (Connection& connection : connections_) {
      if (auto status = Send(connection); !status.ok()) return status;
    }
    std::vector<epoll_event> events(connections_.size());
    while (SteadyClock::now() < end || result_.replies + result_.failures < options_.at_least) {
      const int count =
          epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), 100);
      for (int i = 0; i < count; ++i) {
        if (auto status = Receive(connections_[events[i].data.u32]); !status.ok()) return status;
      }
    }
    result_.elapsed = absl::FromChrono(SteadyClock::now() - start);
    result_.median_latency = Percentile(0.5);
    result_.p99_latency = Percentile(0.99);
    return result_;
  }

 private:
  absl::Status Connect() {
    Connection connection{Descriptor(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)), {}, {}, 0};
    const int fd = connection.socket.get();
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(options_.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      return ServerError("cannot connect");
    }
    epoll_event event = {};
    event.events = EPOLLIN;
    event.data.u32 = static_cast<std::uint32_t>(connections_.size());
    epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, fd, &event);
    connections_.push_back(std::move(connection));
    return absl::OkStatus();
  }

  absl::Status Send(Connection& connection) {
    connection.sent = SteadyClock::now();
    // Small enough for the socket's buffer, so it never blocks.
    const auto count = send(connection.socket.get(), options_.request.data(),
                            options_.request.size(), MSG_NOSIGNAL);
    if (count != static_cast<ssize_t>(options_.request.size())) return ServerError("cannot send");
    return absl::OkStatus();
  }

  absl::Status Receive(Connection& connection) {
    const ssize_t count = recv(connection.socket.get(), buffer_, sizeof buffer_, MSG_DONTWAIT);
    if (count < 0 && errno == EAGAIN) return absl::OkStatus();
    if (count <= 0) return ServerError("it ended a connection");
    connection.received.append(buffer_, static_cast<std::size_t>(count));
    if (connection.expected == 0) connection.expected = ReplySize(connection.received);
    if (connection.expected == std::string::npos) return ServerError("a reply has no length");
    if (connection.expected == 0 || connection.received.size() < connection.expected) {
      return absl::OkStatus();
    }
    const bool good = absl::StartsWith(connection.received, "HTTP/1.1 200 ") &&
                      (!options_.check || options_.check(connection.received));
    ++(good ? result_.replies : result_.failures);
    latencies_.push_back(SteadyClock::now() - connection.sent);
    connection.received.clear();
    connection.expected = 0;
    return Send(connection);
  }

  absl::Duration Percentile(double part) {
    if (latencies_.empty()) return absl::ZeroDuration();
    const auto index =
        static_cast<std::ptrdiff_t>(part * static_cast<double>(latencies_.size() - 1));
    std::nth_element(latencies_.begin(), latencies_.begin() + index, latencies_.end());
    return absl::FromChrono(latencies_[static_cast<std::size_t>(index)]);
  }

  const LoadOptions& options_;
  const Descriptor epoll_;
  std::vector<Connection> connections_;
  std::vector<SteadyClock::duration> latencies_;
  LoadResult result_;
  char buffer_[64 * 1024];
};

}  // namespace

absl::StatusOr<LoadResult> GenerateLoad(const LoadOptions& options) { return Load(options).Run(); }

}  // namespace mock::http
