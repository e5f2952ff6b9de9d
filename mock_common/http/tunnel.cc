#include "mock_common/http/tunnel.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace mock::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr char kEstablished[] = "HTTP/1.1 200 Connection established\r\n\r\n";
constexpr char kUnreachable[] =
    "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

// Only on the worker's thread.
class Tunnel final : public Session, public std::enable_shared_from_this<Tunnel> {
 public:
  Tunnel(Socket client, Worker& worker, ServerState& state, const TunnelEnd& to, std::string early)
      : worker_(worker),
        state_(state),
        to_(asio::ip::make_address(to.address, ignored_), to.port),
        up_{std::move(client), {}, std::move(early)},
        down_{Socket(worker.context()), {}, ""} {
    ++state_.open_connections;
  }

  ~Tunnel() override {
    if (!closed_) --state_.open_connections;
  }

  void Start() override {
    ExpectProgress();
    down_.socket.async_connect(to_, [self = shared_from_this()](const error_code& error) {
      if (!self->closed_) self->OnConnected(error);
    });
  }

  Instant deadline() const override { return deadline_; }
  // Both sides are read, so one that leaves is noticed.
  bool IsAbandoned() override { return false; }

  void Close() override {
    if (std::exchange(closed_, true)) return;
    --state_.open_connections;
    up_.socket.close(ignored_);
    down_.socket.close(ignored_);
    worker_.Remove(this);
  }

 private:
  // One side: what comes from its socket is written to the other's.
  struct Side {
    Socket socket;
    std::array<char, 16 * 1024> buffer;
    std::string out;  // to be written to the other side first
    bool ended = false;
  };

  void ExpectProgress() {
    deadline_ =
        std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(state_.options.idle_timeout);
  }

  void OnConnected(const error_code& error) {
    down_.out = error ? kUnreachable : kEstablished;
    asio::async_write(up_.socket, asio::buffer(down_.out),
                      [self = shared_from_this(), failed = static_cast<bool>(error)](
                          const error_code& unsent, std::size_t) {
                        if (self->closed_) return;
                        if (failed || unsent) return self->Close();
                        self->down_.socket.set_option(tcp::no_delay(true), self->ignored_);
                        self->Write(self->up_, self->down_);
                        self->Read(self->down_, self->up_);
                      });
  }

  void Read(Side& from, Side& to) {
    from.socket.async_read_some(
        asio::buffer(from.buffer),
        [self = shared_from_this(), &from, &to](const error_code& error, std::size_t count) {
          if (self->closed_) return;
          self->ExpectProgress();
          if (error) return self->End(from, to);
          from.out.assign(from.buffer.data(), count);
          self->Write(from, to);
        });
  }

  void Write(Side& from, Side& to) {
    asio::async_write(
        to.socket, asio::buffer(from.out),
        [self = shared_from_this(), &from, &to](const error_code& error, std::size_t) {
          if (self->closed_) return;
          error ? self->Close() : self->Read(from, to);
        });
  }

  // One side has no more to say, which the other is told.
  void End(Side& from, Side& to) {
    from.ended = true;
    to.socket.shutdown(Socket::shutdown_send, ignored_);
    if (to.ended) Close();
  }

  Worker& worker_;
  ServerState& state_;
  error_code ignored_;
  const tcp::endpoint to_;
  Side up_;    // the client
  Side down_;  // whom it wants
  Instant deadline_ = Instant::max();
  bool closed_ = false;
};

}  // namespace

std::shared_ptr<Session> MakeTunnel(Socket client, Worker& worker, ServerState& state,
                                    const TunnelEnd& to, std::string early) {
  return std::make_shared<Tunnel>(std::move(client), worker, state, to, std::move(early));
}

}  // namespace mock::http
