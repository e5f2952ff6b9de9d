// An HTTP/1.1 server for tests: TLS, keep-alive, pipelining, limits and faults.
#ifndef MOCK_COMMON_HTTP_SERVER_H_
#define MOCK_COMMON_HTTP_SERVER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/http/message.h"
#include "mock_common/tls/openssl.h"

namespace mock::http {

// Called for every well-formed request, on one of the server's threads, several
// at a time. Must not block: a slow reply says so in Reply::delay or Reply::later.
using Handler = std::function<Reply(const Request&)>;

// Asked once for every accepted TLS connection, before its handshake; true
// makes the handshake fail with an alert.
using HandshakePolicy = std::function<bool()>;

// Asked in the handshake, with the name by which the client calls the server (in lower
// case; "" if it says none), on several threads at a time. True asks the client for a
// certificate, which it need not have.
using ClientCertificatePolicy = std::function<bool(absl::string_view server_name)>;

// Makes the server's certificate, with its key. Called when a client first connects, and again
// by the next one if it fails.
using CertificateSource = std::function<absl::StatusOr<ParsedCertificate>()>;

// Where a tunnel ends: an IP address and a port.
struct TunnelEnd {
  std::string address;
  std::uint16_t port = 0;
};

// Asked about every CONNECT, on one of the server's threads, several at a time; the request's
// target is "host:port", and `host` is without the port. Nullopt forbids it: 403.
using TunnelPolicy = std::function<std::optional<TunnelEnd>(const Request&)>;

struct ServerOptions {
  // Only loopback addresses are accepted unless allow_non_loopback is set.
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0 picks a free one
  bool allow_non_loopback = false;

  // PEM of the leaf (with its chain) and its key; empty for plain HTTP.
  std::string certificate_pem;
  std::string private_key_pem;
  // The same instead of the PEM, which is then not read; null for none. If it fails, or the key is
  // another's, `warn` is told once, and connections are closed.
  CertificateSource certificate;
  HandshakePolicy fail_handshake;           // may be null
  ClientCertificatePolicy ask_certificate;  // null asks nobody

  // For clients that take the server for a proxy. Null serves no CONNECT: 400. Servers with TLS
  // serve none.
  TunnelPolicy tunnel;

  int threads = 1;
  std::size_t max_header_bytes = 16 * 1024;
  std::size_t max_body_bytes = 1024 * 1024;
  // See ParserLimits.
  std::string large_body_path;
  std::size_t max_large_body_bytes = 0;
  // Further ones are answered with 503 and a text that says so, some at a time; still further
  // ones are closed.
  std::size_t max_connections = 1024;
  absl::Duration idle_timeout = absl::Seconds(30);  // real time, per read

  // Told, once each, that connections are refused because of max_connections, and that none can
  // be accepted, with the reason. On a thread of the server; may be null.
  std::function<void(const std::string&)> warn;

  // Told of every answer that the server gives without asking the handler, such as 400, before it
  // is sent, with what it says. On a thread of the server; may be null.
  std::function<void(int status, const std::string& reason)> on_refusal;

  // Times Reply::delay and Fault::drip_interval, and gives the Date header. Must
  // outlive the server. Null means a clock that follows the system's.
  VirtualClock* clock = nullptr;
};

// Malformed requests (see server_test.cc for the list) get 400 and a closed
// connection without reaching the handler; too large ones 431 or 413; an
// unknown transfer encoding 501. Plain HTTP that comes where TLS is spoken gets 400. A client that
// closes the connection, or its side of it, while its reply is delayed or deferred has left: the
// wait ends within a second of real time.
class Server {
 public:
  // Binds, and starts serving. Errors: kInvalidArgument for an address that is
  // not an IP address, is not loopback, or for a bad certificate in PEM;
  // kUnavailable, naming address and port, if it cannot be bound.
  static absl::StatusOr<std::unique_ptr<Server>> Start(ServerOptions options, Handler handler);

  // Binds only: connections wait until Serve, before which the handler may need what is
  // not there yet. Errors as Start.
  static absl::StatusOr<std::unique_ptr<Server>> Bind(ServerOptions options, Handler handler);

  // Once, after Bind.
  virtual void Serve() = 0;

  virtual ~Server() = default;

  virtual std::uint16_t port() const = 0;

  // Stops accepting, drops open connections, joins the threads. Idempotent;
  // the destructor calls it. Takes milliseconds, also with hung connections.
  virtual void Stop() = 0;
};

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_SERVER_H_
