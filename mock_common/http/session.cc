#include "mock_common/http/session.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <cstring>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "mock_common/http/connection.h"
#include "mock_common/http/request_parser.h"
#include "mock_common/http/response_writer.h"
#include "mock_common/http/tls_context.h"
#include "mock_common/http/tunnel.h"

namespace mock::http {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kFirstBufferSize = 4 * 1024;
constexpr std::size_t kMaxBufferSize = 64 * 1024;
// Replies to pipelined requests are collected up to this size.
constexpr std::size_t kFlushSize = 64 * 1024;
constexpr absl::string_view kCrLf = "\r\n";
constexpr char kGarbage[] = "\x01\xfe garbage, not HTTP \x00\xff\x7f\r\n\x02\xfd\r\n\r\n";

// The requests of a connection, one after the other, and what is answered.
template <typename Stream>
class StreamSession final : public Connection<Stream> {
 public:
  template <typename... StreamArgs>
  StreamSession(Worker& worker, ServerState& state, std::string refusal, StreamArgs&&... args)
      : Base(worker, state, refusal.empty() ? state.open_connections : state.refused_connections,
             std::forward<StreamArgs>(args)...),
        refusal_(std::move(refusal)),
        parser_({state.options.max_header_bytes, state.options.max_body_bytes,
                 !kTls && state.options.tunnel != nullptr, state.options.large_body_path,
                 state.options.max_large_body_bytes}) {}

  void Start() override {
    if constexpr (kTls) {
      this->ExpectProgress();
      this->stream().async_handshake(
          asio::ssl::stream_base::server,
          this->IfOpen([this](const error_code& error) { OnHandshake(error); }));
    } else {
      Begin();
    }
  }

  void Close() override {
    pending_.reset();
    Base::Close();
  }

 private:
  using Base = Connection<Stream>;
  using Base::kTls;
  using Step = void (StreamSession::*)();

  void OnHandshake(const error_code& error) {
    if (error) return IsPlainHttp(error) ? AnswerPlainly() : this->Linger();
    if constexpr (kTls) client_certificate_ = PeerCertificate(this->stream().native_handle());
    Begin();
  }

  void Begin() { refusal_.empty() ? Read() : Refuse(503, refusal_); }

  // There is no TLS to say it in.
  void AnswerPlainly() {
    AppendRefusal(400, "this port speaks TLS, and the request is plain HTTP: speak https");
    asio::async_write(this->socket(), asio::buffer(out_),
                      this->IfOpen([this](const error_code&, std::size_t) { this->Linger(); }));
  }

  // Receiving.

  void Read() {
    this->ExpectProgress();
    MakeRoom();
    this->ReadSome(asio::buffer(in_.data() + in_end_, in_.size() - in_end_),
                   [this](const error_code& error, std::size_t count) { OnRead(error, count); });
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
    error == asio::error::eof ? this->CloseInOrder() : Close();
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
    if (reply.pieces) {
      reply_ = std::move(reply);
      BeginPieces();
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

  // The connection goes on as a tunnel, and nothing more is answered here.
  bool OpenTunnel(const Request& request) {
    if (!out_.empty()) {
      Refuse(400, "CONNECT stands behind another request");
      return false;
    }
    const auto to = this->state().options.tunnel(request);
    if (!to) {
      Refuse(403, absl::StrCat("nothing here is called \"", request.target,
                               "\", and this proxy connects to nothing else"));
      return false;
    }
    if constexpr (!kTls) {
      auto tunnel = MakeTunnel(std::move(this->stream()), this->worker(), this->state(), *to,
                               std::string(in_.data() + in_begin_, in_end_ - in_begin_));
      Session& started = *tunnel;
      this->worker().Add(std::move(tunnel));
      started.Start();
      Close();
    }
    return false;
  }

  Reply Handle(const Request& request) {
    // Handlers do not throw; should one, its client gets an answer and the others stay served.
    try {
      return this->state().handler(request);
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
    const auto& on_refusal = this->state().options.on_refusal;
    if (on_refusal) on_refusal(status, reason);
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
    wire_.now = this->state().options.clock->Now();
    return AppendResponse(response, wire_, out_);
  }

  void Write(Step then) {
    this->WriteAll(out_, [this, then] {
      out_.clear();
      (this->*then)();
    });
  }

  void GoOn() { wire_.keep_alive ? Process() : CloseInOrder(); }

  void CloseInOrder() { Base::CloseInOrder(); }

  void Await() {
    this->ExpectNothing();
    awaiting_ = true;
    // What it holds is to end with `pending_`.
    const Deferred later = std::exchange(reply_.later, nullptr);
    pending_ = later(this->Posting([this](Response response) { Deliver(std::move(response)); }));
  }

  void Deliver(Response response) {
    if (!std::exchange(awaiting_, false)) return;
    pending_.reset();
    Append(response);
    Write(&StreamSession::GoOn);
  }

  // A body that comes in pieces. HTTP/1.0 has no chunks: there the end is the end of the
  // connection.
  void BeginPieces() {
    if (wire_.http10) wire_.keep_alive = false;
    wire_.framing =
        wire_.http10 ? WireOptions::Framing::kUntilClose : WireOptions::Framing::kChunked;
    Append(reply_.response);
    Write(wire_.head ? &StreamSession::EndPieces : &StreamSession::AwaitPiece);
  }

  void AwaitPiece() {
    this->ExpectNothing();
    awaiting_ = true;
    pending_ = reply_.pieces(this->Posting([this](const std::string& piece) { SendPiece(piece); }));
  }

  void SendPiece(const std::string& piece) {
    if (!std::exchange(awaiting_, false)) return;
    pending_.reset();
    AppendPiece(piece, wire_, out_);
    Write(piece.empty() ? &StreamSession::EndPieces : &StreamSession::AwaitPiece);
  }

  void EndPieces() {
    reply_ = Reply();
    wire_.framing = WireOptions::Framing::kLength;
    GoOn();
  }

  // Faults.

  void Delay() {
    const absl::Duration delay = reply_.delay;
    delay > absl::ZeroDuration() ? this->WaitOnClock(delay, [this] { Act(); }) : Act();
  }

  void Act() {
    switch (reply_.fault.kind) {
      case Fault::Kind::kNone:
        Append(reply_.response);
        return Write(&StreamSession::GoOn);
      case Fault::Kind::kReset:
        return this->Reset();
      case Fault::Kind::kClose:
        return CloseInOrder();
      case Fault::Kind::kTruncateBody: {
        const std::size_t body = Append(reply_.response);
        // Without one, the line that ends the header: else nothing would be missing.
        out_.resize(out_.size() - (body > 0 ? body - body / 2 : kCrLf.size()));
        return Write(&StreamSession::CloseInOrder);
      }
      case Fault::Kind::kGarbage:
        out_.assign(kGarbage, sizeof(kGarbage) - 1);
        return Write(&StreamSession::CloseInOrder);
      case Fault::Kind::kHang:
        this->WaitForEver();
        return Hang();
      case Fault::Kind::kDrip:
        Append(reply_.response);
        dripping_ = std::exchange(out_, {});
        dripped_ = 0;
        return Drip();
    }
  }

  // Reads only to notice that the client has left.
  void Hang() {
    this->ExpectNothing();
    in_begin_ = in_end_ = 0;
    this->ReadSome(asio::buffer(in_),
                   [this](const error_code& error, std::size_t) { error ? Close() : Hang(); });
  }

  void Drip() {
    out_.assign(1, dripping_[dripped_++]);
    Write(&StreamSession::AfterDrop);
  }

  void AfterDrop() {
    if (dripped_ < dripping_.size()) {
      return this->WaitOnClock(reply_.fault.drip_interval, [this] { Drip(); });
    }
    GoOn();
  }

  const std::string refusal_;  // "" for one that is served
  RequestParser parser_;
  std::string client_certificate_;  // in DER

  std::vector<char> in_ = std::vector<char>(kFirstBufferSize);
  std::size_t in_begin_ = 0;  // received and not yet parsed: [in_begin_, in_end_)
  std::size_t in_end_ = 0;
  bool continued_ = false;  // "100 Continue" has been sent for this request

  std::string out_;
  WireOptions wire_;
  Reply reply_;  // while it is delayed, deferred, faulty or in pieces
  bool awaiting_ = false;
  std::shared_ptr<void> pending_;  // of a deferred reply, or of its next piece
  std::string dripping_;
  std::size_t dripped_ = 0;
};

}  // namespace

std::shared_ptr<Session> MakeSession(Socket socket, Worker& worker, ServerState& state,
                                     asio::ssl::context* tls, std::string refusal) {
  if (tls != nullptr) {
    return std::make_shared<StreamSession<TlsStream>>(worker, state, std::move(refusal),
                                                      std::move(socket), *tls);
  }
  return std::make_shared<StreamSession<Socket>>(worker, state, std::move(refusal),
                                                 std::move(socket));
}

}  // namespace mock::http
