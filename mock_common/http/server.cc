#include "mock_common/http/server.h"

#include <fcntl.h>

#include <algorithm>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "mock_common/http/session.h"
#include "mock_common/http/tls_context.h"
#include "mock_common/http/url.h"
#include "mock_common/http/worker.h"

namespace mock::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// As many are told at a time that the server is full.
constexpr std::size_t kMostRefused = 64;

// Out of file descriptors, say: the next try comes when some may be free again.
constexpr std::chrono::milliseconds kAcceptRetry(20);

// A program that is run meanwhile would hold it open for longer than the server lives.
void KeepFromPrograms(int socket) { fcntl(socket, F_SETFD, FD_CLOEXEC); }

class ServerImpl final : public Server {
 public:
  ServerImpl(ServerOptions options, Handler handler) {
    if (options.clock == nullptr) {
      own_clock_ = std::make_unique<VirtualClock>();
      options.clock = own_clock_.get();
    }
    // More would overflow when added to a time.
    options.idle_timeout = std::min(options.idle_timeout, absl::Hours(24 * 365));
    state_.options = std::move(options);
    state_.handler = std::move(handler);
    for (int i = 0; i < std::max(1, state_.options.threads); ++i) {
      workers_.push_back(std::make_unique<Worker>(state_.options.idle_timeout));
    }
    acceptor_ = std::make_unique<tcp::acceptor>(workers_[0]->context());
    accept_retry_ = std::make_unique<asio::steady_timer>(workers_[0]->context());
  }

  ~ServerImpl() override { Stop(); }

  absl::Status Prepare() {
    if (auto status = PrepareTls(); !status.ok()) return status;
    return Listen();
  }

  void Serve() override {
    Accept();
    for (const auto& worker : workers_) worker->StartThread();
  }

  std::uint16_t port() const override { return port_; }

  void Stop() override {
    for (const auto& worker : workers_) worker->Stop();
    // Connections that were accepted but not started yet are in a worker's queue:
    // they end with it.
    acceptor_.reset();
    accept_retry_.reset();
    workers_.clear();
  }

 private:
  absl::Status PrepareTls() {
    const ServerOptions& options = state_.options;
    speaks_tls_ = options.certificate != nullptr || !options.certificate_pem.empty() ||
                  !options.private_key_pem.empty();
    // With a source it is made when somebody connects, which to many a fake nobody does.
    return speaks_tls_ && options.certificate == nullptr ? MakeTls() : absl::OkStatus();
  }

  absl::Status MakeTls() {
    const ServerOptions& options = state_.options;
    absl::StatusOr<ParsedCertificate> certificate = ParsedCertificate();
    if (options.certificate != nullptr) certificate = options.certificate();
    if (!certificate.ok()) return certificate.status();
    auto context = MakeTlsContext(options.certificate_pem, options.private_key_pem, *certificate,
                                  options.ask_certificate);
    if (!context.ok()) return context.status();
    tls_ = *std::move(context);
    return absl::OkStatus();
  }

  absl::Status Listen() {
    const ServerOptions& options = state_.options;
    error_code error;
    const asio::ip::address address = asio::ip::make_address(options.address, error);
    if (error) {
      return absl::InvalidArgumentError(
          absl::StrCat("not an IP address: \"", options.address, "\""));
    }
    if (!address.is_loopback() && !options.allow_non_loopback) {
      return absl::InvalidArgumentError(
          absl::StrCat(options.address, " is not a loopback address"));
    }
    const tcp::endpoint endpoint(address, options.port);
    acceptor_->open(endpoint.protocol(), error);
    if (!error) KeepFromPrograms(acceptor_->native_handle());
    if (!error) acceptor_->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor_->bind(endpoint, error);
    if (!error) acceptor_->listen(asio::socket_base::max_listen_connections, error);
    if (error) {
      return absl::UnavailableError(absl::StrCat(
          "cannot listen on ", HostAndPort(options.address, options.port), ": ", error.message()));
    }
    port_ = acceptor_->local_endpoint(error).port();
    return absl::OkStatus();
  }

  // On the first worker's thread, which hands connections out in turn.
  void Accept() {
    Worker& worker = *workers_[next_worker_];
    next_worker_ = (next_worker_ + 1) % workers_.size();
    acceptor_->async_accept(worker.context(),
                            [this, &worker](const error_code& error, Socket socket) {
                              if (error) return RetryAccept(error);
                              OnAccept(worker, std::move(socket));
                              Accept();
                            });
  }

  void RetryAccept(const error_code& reason) {
    if (reason != asio::error::operation_aborted && !std::exchange(told_of_error_, true)) {
      Warn(absl::StrCat("a server can accept no more connections for now: ", reason.message()));
    }
    accept_retry_->expires_after(kAcceptRetry);
    accept_retry_->async_wait([this](const error_code& error) {
      if (!error) Accept();
    });
  }

  void OnAccept(Worker& worker, Socket socket) {
    const bool is_full = state_.open_connections >= state_.options.max_connections;
    if (is_full && !std::exchange(told_of_limit_, true)) Warn(FullText());
    if (is_full && state_.refused_connections >= kMostRefused) return;
    KeepFromPrograms(socket.native_handle());
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    if (speaks_tls_ && tls_ == nullptr) {
      const absl::Status made = MakeTls();
      if (!made.ok() && !std::exchange(told_of_tls_, true)) {
        Warn(absl::StrCat("a server cannot speak TLS: ", made.message()));
      }
      if (!made.ok()) return;
    }
    asio::ssl::context* tls = tls_.get();
    if (tls && state_.options.fail_handshake && state_.options.fail_handshake()) {
      if (refusing_tls_ == nullptr) refusing_tls_ = MakeRefusingTlsContext();
      tls = refusing_tls_.get();
    }
    auto session = MakeSession(std::move(socket), worker, state_, tls, is_full ? FullText() : "");
    asio::dispatch(worker.context(), [&worker, session = std::move(session)]() mutable {
      Session& started = *session;
      worker.Add(std::move(session));
      started.Start();
    });
  }

  std::string FullText() const {
    return absl::StrCat("a server has ", state_.options.max_connections,
                        " open connections, which is its limit, and refuses others (azmock serve "
                        "--max-connections, max_connections in C++)");
  }

  void Warn(const std::string& text) const {
    if (state_.options.warn) state_.options.warn(text);
  }

  // On the first worker's thread alone.
  bool told_of_error_ = false;
  bool told_of_tls_ = false;
  bool told_of_limit_ = false;
  std::unique_ptr<VirtualClock> own_clock_;
  ServerState state_;
  bool speaks_tls_ = false;
  std::unique_ptr<asio::ssl::context> tls_;  // null for plain HTTP, and until it is needed
  // For handshakes that are to fail; from the first one on.
  std::unique_ptr<asio::ssl::context> refusing_tls_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::unique_ptr<tcp::acceptor> acceptor_;
  std::unique_ptr<asio::steady_timer> accept_retry_;
  std::size_t next_worker_ = 0;
  std::uint16_t port_ = 0;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Server>> Server::Bind(ServerOptions options, Handler handler) {
  auto server = std::make_unique<ServerImpl>(std::move(options), std::move(handler));
  if (auto status = server->Prepare(); !status.ok()) return status;
  return server;
}

absl::StatusOr<std::unique_ptr<Server>> Server::Start(ServerOptions options, Handler handler) {
  auto server = Bind(std::move(options), std::move(handler));
  if (server.ok()) (*server)->Serve();
  return server;
}

}  // namespace mock::http
