#include "identity/seams/redirect_listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <list>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "identity/internal/text/http_status.h"
#include "identity/seams/errno_text.h"
#include "identity/seams/redirect_request_parser.h"
#include "identity/seams/thread.h"
#include "identity/seams/unique_fd.h"

namespace azure::identity {
namespace {

using internal::ErrnoText;
using internal::UniqueFd;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kMaxConnections = 16;
constexpr std::chrono::seconds kTimeForARequest(10);
constexpr std::chrono::seconds kTimeToClose(1);

// For how long nobody is let in after somebody could not be, for want of descriptors or memory:
// the connection still waits, and poll() would say so at once.
constexpr std::chrono::milliseconds kTimeToRecover(100);

std::string Serialize(const RedirectAnswer& answer) {
  return absl::StrCat(
      "HTTP/1.1 ", answer.status_code, " ", internal::HttpStatusText(answer.status_code),
      "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ", answer.html.size(),
      // The page is nobody else's business, and needs nothing else.
      "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff"
      "\r\nReferrer-Policy: no-referrer"
      "\r\nContent-Security-Policy: default-src 'none'; style-src 'unsafe-inline'"
      "\r\nConnection: close\r\n\r\n",
      answer.html);
}

// One browser's connection: its request comes, the answer goes, and then the
// browser is given time to close first, so that the answer is not lost.
class Connection {
 public:
  explicit Connection(UniqueFd socket)
      : socket_(std::move(socket)), deadline_(SteadyClock::now() + kTimeForARequest) {}

  int descriptor() const { return socket_.get(); }
  bool has_answer_to_send() const { return !output_.empty(); }
  SteadyClock::time_point deadline() const { return deadline_; }
  short events() const { return output_.empty() ? POLLIN : POLLOUT; }

  // Reads or writes what can be without waiting. False when it is over.
  bool Proceed(const RedirectListeners::Answer& answer) {
    return output_.empty() ? Read(answer) : Write();
  }

  void Hasten() { deadline_ = std::min(deadline_, SteadyClock::now() + kTimeToClose); }

 private:
  bool Read(const RedirectListeners::Answer& answer) {
    char buffer[16 * 1024];
    const ssize_t count = recv(socket_.get(), buffer, sizeof(buffer), 0);
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    if (count == 0) return false;
    if (answered_) return true;  // whatever it is, it came too late
    input_.append(buffer, static_cast<std::size_t>(count));
    const auto request = internal::ParseRedirectRequest(input_);
    if (!request.ok()) return false;
    if (!request->has_value()) return true;
    input_.clear();
    answered_ = true;
    output_ = Serialize(answer(**request));
    return Write();
  }

  bool Write() {
    const ssize_t count = send(socket_.get(), output_.data(), output_.size(), MSG_NOSIGNAL);
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    output_.erase(0, static_cast<std::size_t>(count));
    if (!output_.empty()) return true;
    shutdown(socket_.get(), SHUT_WR);
    deadline_ = SteadyClock::now() + kTimeToClose;
    return true;
  }

  const UniqueFd socket_;
  SteadyClock::time_point deadline_;
  std::string input_;
  std::string output_;
  bool answered_ = false;
};

class LoopbackListener final : public RedirectListener {
 public:
  LoopbackListener(UniqueFd socket, int port, UniqueFd stop, RedirectListeners::Answer answer)
      : socket_(std::move(socket)),
        port_(port),
        stop_(std::move(stop)),
        answer_(std::move(answer)) {}

  ~LoopbackListener() override { (void)eventfd_write(stop_.get(), 1); }

  // To be called once. kResourceExhausted if there is no thread for it.
  absl::Status Start() {
    absl::StatusOr<internal::Thread> thread = internal::Thread::Start([this] { Run(); });
    if (!thread.ok()) return thread.status();
    thread_ = *std::move(thread);
    return absl::OkStatus();
  }

  int port() const override { return port_; }

 private:
  void Run() {
    std::list<Connection> connections;
    bool stopping = false;
    while (!stopping || !connections.empty()) {
      std::vector<pollfd> waits;
      // poll() skips negative descriptors.
      waits.push_back({stopping ? -1 : stop_.get(), POLLIN, 0});
      const bool accepts =
          !stopping && connections.size() < kMaxConnections && SteadyClock::now() >= accepts_again_;
      waits.push_back({accepts ? socket_.get() : -1, POLLIN, 0});
      for (const Connection& connection : connections) {
        waits.push_back({connection.descriptor(), connection.events(), 0});
      }
      if (poll(waits.data(), waits.size(), Timeout(connections)) < 0 && errno != EINTR) return;

      auto wait = waits.begin() + 2;
      for (auto connection = connections.begin(); connection != connections.end(); ++wait) {
        const bool open = wait->revents == 0 ? SteadyClock::now() < connection->deadline()
                                             : connection->Proceed(answer_);
        connection = open ? std::next(connection) : connections.erase(connection);
      }
      if (waits[1].revents != 0) Accept(&connections);
      if (waits[0].revents != 0) {
        stopping = true;
        for (Connection& connection : connections) connection.Hasten();
      }
      if (stopping) {
        connections.remove_if(
            [](const Connection& connection) { return !connection.has_answer_to_send(); });
      }
    }
  }

  int Timeout(const std::list<Connection>& connections) const {
    const auto now = SteadyClock::now();
    auto first = now < accepts_again_ ? accepts_again_ : SteadyClock::time_point::max();
    for (const Connection& connection : connections) {
      first = std::min(first, connection.deadline());
    }
    if (first == SteadyClock::time_point::max()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(first - now);
    return static_cast<int>(std::max<std::chrono::milliseconds::rep>(left.count(), 0));
  }

  void Accept(std::list<Connection>* connections) {
    UniqueFd accepted(accept4(socket_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (accepted) {
      connections->emplace_back(std::move(accepted));
    } else if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED) {
      accepts_again_ = SteadyClock::now() + kTimeToRecover;
    }
  }

  const UniqueFd socket_;
  const int port_;
  const UniqueFd stop_;
  const RedirectListeners::Answer answer_;
  SteadyClock::time_point accepts_again_{};  // the thread's
  internal::Thread thread_;                  // last: it uses all the others
};

class Sockets final : public RedirectListeners {
 public:
  absl::StatusOr<std::unique_ptr<RedirectListener>> Listen(int port, Answer answer) override {
    if (port < 0 || port > 65535) {
      return absl::UnavailableError(absl::StrCat("listen tcp: address ", port, ": invalid port"));
    }
    const auto failed = [port](absl::string_view operation, int error) {
      return absl::UnavailableError(
          absl::StrCat("listen tcp 127.0.0.1:", port, ": ", operation, ": ", ErrnoText(error)));
    };
    UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket) return failed("socket", errno);
    // So that the port of an earlier sign-in can be had again at once.
    const int on = 1;
    (void)setsockopt(socket.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    if (bind(socket.get(), generic, sizeof(address)) != 0) return failed("bind", errno);
    if (listen(socket.get(), static_cast<int>(kMaxConnections)) != 0) {
      return failed("listen", errno);
    }
    socklen_t length = sizeof(address);
    if (getsockname(socket.get(), generic, &length) != 0) return failed("getsockname", errno);
    UniqueFd stop(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!stop) return failed("eventfd", errno);
    auto listener = std::make_unique<LoopbackListener>(std::move(socket), ntohs(address.sin_port),
                                                       std::move(stop), std::move(answer));
    if (absl::Status status = listener->Start(); !status.ok()) return status;
    return listener;
  }
};

}  // namespace

std::shared_ptr<RedirectListeners> LoopbackListeners() { return std::make_shared<Sockets>(); }

}  // namespace azure::identity
