// The transport of a connection, plain or TLS: reading, writing, waiting, and closing so that
// the last reply arrives. Private to the server.
#ifndef MOCK_COMMON_HTTP_CONNECTION_H_
#define MOCK_COMMON_HTTP_CONNECTION_H_

#include <poll.h>

#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "absl/time/time.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/http/session.h"
#include "mock_common/http/worker.h"

namespace mock::http {

using TlsStream = boost::asio::ssl::stream<Socket>;

// Always has exactly one thing under way: a read, a write, a timer or a shutdown. While it waits
// for a time or a deferred reply, its worker looks whether the client is still there. Whoever
// derives from it gives the steps, which are members of its own and run while it is open.
template <typename Stream>
class Connection : public Session, public std::enable_shared_from_this<Connection<Stream>> {
 public:
  Instant deadline() const final { return deadline_; }

  bool IsAbandoned() final {
    if (closed_ || deadline_ != Instant::max()) return false;
    // Not by reading, which would have to keep what a client sends ahead.
    pollfd peer{socket().native_handle(), POLLRDHUP, 0};
    return poll(&peer, 1, 0) > 0;
  }

  void Close() override {
    if (std::exchange(closed_, true)) return;
    --counted_;
    timer_.reset();
    boost::system::error_code ignored;
    socket().close(ignored);
    worker_.Remove(this);
  }

 protected:
  using Error = boost::system::error_code;
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;

  // `counted` is where it counts as long as it is open.
  template <typename... StreamArgs>
  Connection(Worker& worker, ServerState& state, std::atomic<std::size_t>& counted,
             StreamArgs&&... args)
      : worker_(worker),
        state_(state),
        counted_(counted),
        stream_(std::forward<StreamArgs>(args)...) {
    ++counted_;
  }

  ~Connection() override {
    if (!closed_) --counted_;
  }

  Worker& worker() { return worker_; }
  ServerState& state() { return state_; }
  Stream& stream() { return stream_; }

  Socket& socket() {
    if constexpr (kTls) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }

  bool closed() const { return closed_; }

  void ExpectProgress() {
    deadline_ =
        std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(state_.options.idle_timeout);
  }
  // But that the client may leave.
  void ExpectNothing() { deadline_ = Instant::max(); }

  // `then(error, count)`.
  template <typename Then>
  void ReadSome(boost::asio::mutable_buffer into, Then then) {
    stream_.async_read_some(into, IfOpen(std::move(then)));
  }

  // All of `bytes`, which must live until `then()`, or until the connection is closed because
  // they could not be sent.
  template <typename Then>
  void WriteAll(const std::string& bytes, Then then) {
    ExpectProgress();
    // After what other clients have sent by now is answered: they are woken once, not one by one.
    boost::asio::post(
        worker_.context(), IfOpen([this, &bytes, then] {
          boost::asio::async_write(
              stream_, boost::asio::buffer(bytes),
              IfOpen([this, then](const Error& error, std::size_t) { error ? Close() : then(); }));
        }));
  }

  // Calls `then()` after so long on the server's clock.
  template <typename Then>
  void WaitOnClock(absl::Duration duration, Then then) {
    ExpectNothing();
    // The callback runs on the clock's thread: it may only post.
    timer_ = state_.options.clock->CallAt(state_.options.clock->Now() + duration,
                                          /*blocking=*/true, Posting(std::move(then)));
  }

  // Lets a jumping clock go on to whatever ends the client's patience.
  void WaitForEver() {
    timer_ = state_.options.clock->CallAt(absl::InfiniteFuture(), /*blocking=*/true, [] {});
  }

  // Runs `then`, with the arguments given, on this connection's thread; callable on any, also
  // when the connection is gone.
  template <typename Then>
  auto Posting(Then then) {
    return [executor = stream_.get_executor(), weak = this->weak_from_this(), then](auto... args) {
      boost::asio::post(executor,
                        [weak, then, args = std::make_tuple(std::move(args)...)]() mutable {
                          const auto self = weak.lock();
                          if (self && !self->closed_) std::apply(then, std::move(args));
                        });
    };
  }

  // ---- Closing ----

  void Reset() {
    Error ignored;
    socket().set_option(boost::asio::socket_base::linger(true, 0), ignored);
    Close();
  }

  void CloseInOrder() {
    if constexpr (kTls) {
      deadline_ = std::chrono::steady_clock::now() + kLinger;
      stream_.async_shutdown(IfOpen([this](const Error&) { Linger(); }));
    } else {
      Linger();
    }
  }

  // Says that nothing more will come, and waits for the client to close.
  void Linger() {
    deadline_ = std::chrono::steady_clock::now() + kLinger;
    Error error;
    socket().shutdown(Socket::shutdown_send, error);
    error ? Close() : Drain();
  }

  // Calls `then` only while the connection is open, and keeps it until then.
  template <typename Then>
  auto IfOpen(Then then) {
    return [self = this->shared_from_this(), then = std::move(then)](auto&&... args) mutable {
      if (!self->closed_) then(std::forward<decltype(args)>(args)...);
    };
  }

 private:
  // How long a client has, in real time, to close after the server has: closing a
  // socket at once may destroy the reply on its way (RFC 9112, section 9.6).
  static constexpr std::chrono::seconds kLinger{2};

  void Drain() {
    socket().async_read_some(
        boost::asio::buffer(drained_),
        IfOpen([this](const Error& error, std::size_t) { error ? Close() : Drain(); }));
  }

  Worker& worker_;
  ServerState& state_;
  std::atomic<std::size_t>& counted_;
  Stream stream_;
  Instant deadline_ = Instant::max();
  bool closed_ = false;
  std::unique_ptr<VirtualClock::Timer> timer_;
  char drained_[512];
};

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_CONNECTION_H_
