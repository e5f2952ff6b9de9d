#include "mock_common/http/session.h"

#include <poll.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <cstring>
#include <exception>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "mock_common/http/request_parser.h"
#include "mock_common/http/response_writer.h"
#include "mock_common/http/tls_context.h"
#include "mock_common/http/tunnel.h"

namespace mock::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using TlsStream = asio::ssl::stream<tcp::socket>;

constexpr std::size_t kFirstBufferSize = 4 * 1024;
constexpr std::size_t kMaxBufferSize = 64 * 1024;
// Replies to pipelined requests are collected up to this size.
constexpr std::size_t kFlushSize = 64 * 1024;
// How long a client has, in real time, to close after the server has: closing a
// socket at once may destroy the reply on its way (RFC 9112, section 9.6).
constexpr std::chrono::seconds kLinger(2);
constexpr char kGarbage[] = "\x01\xfe garbage, not HTTP \x00\xff\x7f\r\n\x02\xfd\r\n\r\n";

// Always has exactly one thing under way: a read, a write, a timer or a shutdown. While it waits
// for a time or a deferred reply, its worker looks whether the client is still there.
template <typename Stream>
class StreamSession final : public Session,
                            public std::enable_shared_from_this<StreamSession<Stream>> {
 public:
  template <typename... StreamArgs>
  StreamSession(Worker& worker, ServerState& state, std::string refusal, StreamArgs&&... args)
      : worker_(worker),
        state_(state),
        refusal_(std::move(refusal)),
        counted_(refusal_.empty() ? state.open_connections : state.refused_connections),
        stream_(std::forward<StreamArgs>(args)...),
        parser_({state.options.max_header_bytes, state.options.max_body_bytes,
                 !kTls && state.options.tunnel != nullptr, state.options.large_body_path,
                 state.options.max_large_body_bytes}) {
    ++counted_;
  }

  ~StreamSession() override {
    if (!closed_) --counted_;
  }

  void Start() override {
    if constexpr (kTls) {
      ExpectProgress();
      stream_.async_handshake(asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](const error_code& error) {
                                if (!self->closed_) self->OnHandshake(error);
                              });
    } else {
      Begin();
    }
  }

  Instant deadline() const override { return deadline_; }

  bool IsAbandoned() override {
    if (closed_ || deadline_ != Instant::max()) return false;
    // Not by reading, which would have to keep what a client sends ahead.
    pollfd peer{socket().native_handle(), POLLRDHUP, 0};
    return poll(&peer, 1, 0) > 0;
  }

  void Close() override {
    if (std::exchange(closed_, true)) return;
    --counted_;
    timer_.reset();
    pending_.reset();
    error_code ignored;
    socket().close(ignored);
    worker_.Remove(this);
  }

 private:
  static constexpr bool kTls = std::is_same_v<Stream, TlsStream>;
  using Step = void (StreamSession::*)();

  tcp::socket& socket() {
    if constexpr (kTls) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }

  void OnHandshake(const error_code& error) {
    if (error) return IsPlainHttp(error) ? AnswerPlainly() : Linger();
    if constexpr (kTls) client_certificate_ = PeerCertificate(stream_.native_handle());
    Begin();
  }

  void Begin() { refusal_.empty() ? Read() : Refuse(503, refusal_); }

  // There is no TLS to say it in.
  void AnswerPlainly() {
    AppendRefusal(400, "this port speaks TLS, and the request is plain HTTP: speak https");
    asio::async_write(socket(), asio::buffer(out_),
                      [self = this->shared_from_this()](const error_code&, std::size_t) {
                        if (!self->closed_) self->Linger();
                      });
  }

  void ExpectProgress() {
    deadline_ =
        std::chrono::steady_clock::now() + absl::ToChronoNanoseconds(state_.options.idle_timeout);
  }
  void ExpectNothing() { deadline_ = Instant::max(); }

  // Receiving.

  void Read() {
    ExpectProgress();
    MakeRoom();
    stream_.async_read_some(
        asio::buffer(in_.data() + in_end_, in_.size() - in_end_),
        [self = this->shared_from_this()](const error_code& error, std::size_t count) {
          if (!self->closed_) self->OnRead(error, count);
        });
  }

  void MakeRoom() {
    if (in_begin_ > 0) {
      std::memmove(in_.data(), in_.data() + in_begin_, in_end_ - in_begin_);
      in_end_ -= in_begin_;
      in_begin_ = 0;
    }
    // The parser leaves no more than an unfinished line, which is limited.
    if (in_end_ == in_.size()) in_.resize(in_.size() * 2);
  }

  void OnRead(const error_code& error, std::size_t count) {
    in_end_ += count;
    if (!error) {
      // A client that sends much may send it in larger pieces.
      if (in_end_ == in_.size() && in_.size() < kMaxBufferSize) in_.resize(in_.size() * 2);
      return Process();
    }
    if (error == asio::error::eof && (parser_.InMessage() || in_begin_ != in_end_)) {
      return Refuse(400, "the request ended early");
    }
    error == asio::error::eof ? CloseInOrder() : Close();
  }

  // Answers what has been received, one request after the other.
  void Process() {
    for (;;) {
      std::size_t consumed = 0;
      const auto outcome = parser_.Parse({in_.data() + in_begin_, in_end_ - in_begin_}, consumed);
      in_begin_ += consumed;
      if (outcome == RequestParser::Outcome::kFailed) {
        return Refuse(parser_.failure().status, parser_.failure().reason);
      }
      if (outcome == RequestParser::Outcome::kNeedMore) return ReadMore();
      if (!Answer()) return;
      if (out_.size() >= kFlushSize) return Write(&StreamSession::Process);
    }
  }

  void ReadMore() {
    if (parser_.AwaitsContinue() && !continued_) {
      continued_ = true;
      out_.append("HTTP/1.1 100 Continue\r\n\r\n");
    }
    out_.empty() ? Read() : Write(&StreamSession::Read);
  }

  // True if the next request may be looked at.
  bool Answer() {
    Request& request = parser_.request();
    request.tls = kTls;
    if (request.method == "CONNECT") return OpenTunnel(request);
    request.client_certificate = client_certificate_;
    Reply reply = Handle(request);
    wire_.head = request.method == "HEAD";
    wire_.keep_alive = parser_.keep_alive();
    wire_.http10 = parser_.is_http10();
    parser_.Reset();
    continued_ = false;
    if (reply.later) {
      reply_ = std::move(reply);
      out_.empty() ? Await() : Write(&StreamSession::Await);
      return false;
    }
    if (reply.delay > absl::ZeroDuration() || reply.fault.kind != Fault::Kind::kNone) {
      reply_ = std::move(reply);
      out_.empty() ? Delay() : Write(&StreamSession::Delay);
      return false;
    }
    Append(reply.response);
    if (wire_.keep_alive) return true;
    Write(&StreamSession::CloseInOrder);
    return false;
  }

  // The connection goes on as a tunnel, and this session ends.
  bool OpenTunnel(const Request& request) {
    if (!out_.empty()) {
      Refuse(400, "CONNECT stands behind another request");
      return false;
    }
    const auto to = state_.options.tunnel(request);
    if (!to) {
      Refuse(403, absl::StrCat("nothing here is called \"", request.target,
                               "\", and this proxy connects to nothing else"));
      return false;
    }
    if constexpr (!kTls) {
      auto tunnel = MakeTunnel(std::move(stream_), worker_, state_, *to,
                               std::string(in_.data() + in_begin_, in_end_ - in_begin_));
      Session& started = *tunnel;
      worker_.Add(std::move(tunnel));
      started.Start();
      Close();
    }
    return false;
  }

  Reply Handle(const Request& request) {
    // Handlers do not throw; should one, its client gets an answer and the others stay served.
    try {
      return state_.handler(request);
    } catch (const std::exception&) {
      Reply reply;
      reply.response.status = 500;
      return reply;
    }
  }

  void Refuse(int status, const std::string& reason) {
    AppendRefusal(status, reason);
    Write(&StreamSession::CloseInOrder);
  }

  void AppendRefusal(int status, const std::string& reason) {
    if (state_.options.on_refusal) state_.options.on_refusal(status, reason);
    Response response;
    response.status = status;
    response.headers.Set("Content-Type", "text/plain; charset=utf-8");
    response.body = reason + "\n";
    wire_.head = false;
    wire_.keep_alive = false;
    Append(response);
  }

  // Sending.

  std::size_t Append(const Response& response) {
    wire_.date = worker_.http_date().Format(state_.options.clock->Now());
    return AppendResponse(response, wire_, out_);
  }

  void Write(Step then) {
    ExpectProgress();
    asio::async_write(
        stream_, asio::buffer(out_),
        [self = this->shared_from_this(), then](const error_code& error, std::size_t) {
          if (self->closed_) return;
          if (error) return self->Close();
          self->out_.clear();
          ((*self).*then)();
        });
  }

  void WaitOnClock(absl::Duration duration, Step then) {
    ExpectNothing();
    // The callback runs on the clock's thread: it may only post.
    timer_ = state_.options.clock->CallAt(
        state_.options.clock->Now() + duration, /*blocking=*/true,
        [executor = stream_.get_executor(), weak = this->weak_from_this(), then] {
          asio::post(executor, [weak, then] {
            const auto self = weak.lock();
            if (self && !self->closed_) ((*self).*then)();
          });
        });
  }

  void Await() {
    ExpectNothing();
    awaiting_ = true;
    // What it holds is to end with `pending_`.
    const Deferred later = std::exchange(reply_.later, nullptr);
    pending_ = later(
        [executor = stream_.get_executor(), weak = this->weak_from_this()](Response response) {
          asio::post(executor, [weak, response = std::move(response)]() mutable {
            const auto self = weak.lock();
            if (self && !self->closed_) self->Deliver(std::move(response));
          });
        });
  }

  void Deliver(Response response) {
    if (!std::exchange(awaiting_, false)) return;
    pending_.reset();
    Append(response);
    Write(wire_.keep_alive ? &StreamSession::Process : &StreamSession::CloseInOrder);
  }

  // Faults.

  void Delay() {
    const absl::Duration delay = reply_.delay;
    delay > absl::ZeroDuration() ? WaitOnClock(delay, &StreamSession::Act) : Act();
  }

  void Act() {
    switch (reply_.fault.kind) {
      case Fault::Kind::kNone:
        Append(reply_.response);
        return Write(wire_.keep_alive ? &StreamSession::Process : &StreamSession::CloseInOrder);
      case Fault::Kind::kReset:
        return Reset();
      case Fault::Kind::kClose:
        return CloseInOrder();
      case Fault::Kind::kTruncateBody: {
        const std::size_t body = Append(reply_.response);
        out_.resize(out_.size() - (body - body / 2));
        return Write(&StreamSession::CloseInOrder);
      }
      case Fault::Kind::kGarbage:
        out_.assign(kGarbage, sizeof(kGarbage) - 1);
        return Write(&StreamSession::CloseInOrder);
      case Fault::Kind::kHang:
        // Lets a jumping clock go on to whatever ends the client's patience.
        timer_ = state_.options.clock->CallAt(absl::InfiniteFuture(), /*blocking=*/true, [] {});
        return Hang();
      case Fault::Kind::kDrip:
        Append(reply_.response);
        dripping_ = std::exchange(out_, {});
        dripped_ = 0;
        return Drip();
    }
  }

  void Reset() {
    error_code ignored;
    socket().set_option(asio::socket_base::linger(true, 0), ignored);
    Close();
  }

  // Reads only to notice that the client has left.
  void Hang() {
    ExpectNothing();
    in_begin_ = in_end_ = 0;
    stream_.async_read_some(
        asio::buffer(in_), [self = this->shared_from_this()](const error_code& error, std::size_t) {
          if (self->closed_) return;
          error ? self->Close() : self->Hang();
        });
  }

  void Drip() {
    out_.assign(1, dripping_[dripped_++]);
    Write(&StreamSession::AfterDrop);
  }

  void AfterDrop() {
    if (dripped_ < dripping_.size()) {
      return WaitOnClock(reply_.fault.drip_interval, &StreamSession::Drip);
    }
    wire_.keep_alive ? Process() : CloseInOrder();
  }

  // Closing.

  void CloseInOrder() {
    if constexpr (kTls) {
      deadline_ = std::chrono::steady_clock::now() + kLinger;
      stream_.async_shutdown([self = this->shared_from_this()](const error_code&) {
        if (!self->closed_) self->Linger();
      });
    } else {
      Linger();
    }
  }

  // Says that nothing more will come, and waits for the client to close.
  void Linger() {
    deadline_ = std::chrono::steady_clock::now() + kLinger;
    error_code error;
    socket().shutdown(tcp::socket::shutdown_send, error);
    error ? Close() : Drain();
  }

  void Drain() {
    socket().async_read_some(
        asio::buffer(in_), [self = this->shared_from_this()](const error_code& error, std::size_t) {
          if (self->closed_) return;
          error ? self->Close() : self->Drain();
        });
  }

  Worker& worker_;
  ServerState& state_;
  const std::string refusal_;  // "" for one that is served
  std::atomic<std::size_t>& counted_;
  Stream stream_;
  RequestParser parser_;
  Instant deadline_ = Instant::max();
  bool closed_ = false;
  std::string client_certificate_;  // in DER

  std::vector<char> in_ = std::vector<char>(kFirstBufferSize);
  std::size_t in_begin_ = 0;  // received and not yet parsed: [in_begin_, in_end_)
  std::size_t in_end_ = 0;
  bool continued_ = false;  // "100 Continue" has been sent for this request

  std::string out_;
  WireOptions wire_;
  Reply reply_;  // while it is delayed, deferred or faulty
  bool awaiting_ = false;
  std::shared_ptr<void> pending_;  // of a deferred reply
  std::unique_ptr<VirtualClock::Timer> timer_;
  std::string dripping_;
  std::size_t dripped_ = 0;
};

}  // namespace

std::shared_ptr<Session> MakeSession(tcp::socket socket, Worker& worker, ServerState& state,
                                     asio::ssl::context* tls, std::string refusal) {
  if (tls != nullptr) {
    return std::make_shared<StreamSession<TlsStream>>(worker, state, std::move(refusal),
                                                      std::move(socket), *tls);
  }
  return std::make_shared<StreamSession<tcp::socket>>(worker, state, std::move(refusal),
                                                      std::move(socket));
}

}  // namespace mock::http
