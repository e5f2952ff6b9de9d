// How the fakes listen: one address, one clock, the same keys.
#ifndef MOCK_SERVER_LISTENERS_H_
#define MOCK_SERVER_LISTENERS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/http/server.h"
#include "mock_common/tls/self_signed.h"
#include "mock_server/server_keys.h"

namespace azmock {

struct ListenersOptions {
  std::string address = "127.0.0.1";
  bool allow_non_loopback = false;
  mock::VirtualClock* clock = nullptr;  // required; must outlive the servers
  // Of servers that the authority vouches for.
  std::function<bool()> fail_handshake;
  mock::http::ClientCertificatePolicy ask_certificate = nullptr;
  std::shared_ptr<ServerKeys> keys = nullptr;           // required
  std::size_t max_admin_body_bytes = 64 * 1024 * 1024;  // below /_mock/
  // Of each server, as of http::ServerOptions.
  int threads = 1;
  std::size_t max_connections = 1024;
  std::function<void(const std::string&)> warn = nullptr;
  std::function<void(int status, const std::string& reason)> on_refusal = nullptr;
};

// The authorities that SDKs trust, Azure DevOps, and what users call this machine.
std::vector<std::string> WellKnownNames();

// Whether a certificate for these names is good for the host: "*" stands for one label.
bool IsNamedIn(const std::vector<std::string>& names, absl::string_view host);

// Safe for use by many threads. Every server has its port when it is returned, and answers
// from its Serve until it is destroyed; port 0 picks a free one. Errors: as
// http::Server::Bind.
class Listeners {
 public:
  explicit Listeners(ListenersOptions options)
      : options_(std::move(options)),
        address_(options_.address == "0.0.0.0" ? "127.0.0.1"
                 : options_.address == "::"    ? "::1"
                                               : options_.address) {}

  // TLS, with a certificate of the authority's for these names, which is issued when a client first
  // connects: they must be such as a certificate can have.
  absl::StatusOr<std::unique_ptr<mock::http::Server>> Tls(const std::vector<std::string>& names,
                                                          std::uint16_t port,
                                                          mock::http::Handler handler) const;

  // TLS, with a certificate that nobody vouches for.
  absl::StatusOr<std::unique_ptr<mock::http::Server>> SelfSigned(
      const mock::SelfSigned& certificate, mock::http::Handler handler) const;

  // `tunnel` may be null.
  absl::StatusOr<std::unique_ptr<mock::http::Server>> Plain(std::uint16_t port,
                                                            mock::http::Handler handler,
                                                            mock::http::TunnelPolicy tunnel) const;

  // At another address than the others, which may be one that others can reach.
  absl::StatusOr<std::unique_ptr<mock::http::Server>> PlainAt(const std::string& address,
                                                              std::uint16_t port,
                                                              mock::http::Handler handler) const;

  // Where clients on this machine connect; that of the options, unless it stands for all.
  const std::string& address() const { return address_; }
  // Where they listen: "0.0.0.0", too.
  const std::string& bound_address() const { return options_.address; }

 private:
  mock::http::ServerOptions ServerOptionsFor(std::uint16_t port) const;

  const ListenersOptions options_;
  const std::string address_;
};

}  // namespace azmock

#endif  // MOCK_SERVER_LISTENERS_H_
