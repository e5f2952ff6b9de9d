#include "mock_server/listeners.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace azmock {

std::vector<std::string> WellKnownNames() {
  return {"login.microsoftonline.com",
          "*.login.microsoft.com",
          "*.login.microsoftonline.us",
          "*.login.partner.microsoftonline.cn",
          "*.login.microsoftonline.de",
          "login.microsoft.com",
          "login.windows.net",
          "mtlsauth.microsoft.com",
          "*.mtlsauth.microsoft.com",
          "sts.windows.net",
          "login.microsoftonline.us",
          "login-us.microsoftonline.com",
          "login.usgovcloudapi.net",
          "login.partner.microsoftonline.cn",
          "login.chinacloudapi.cn",
          "login.microsoftonline.de",
          "mtlsauth.microsoftonline.us",
          "*.mtlsauth.microsoftonline.us",
          "mtlsauth.partner.microsoftonline.cn",
          "*.mtlsauth.partner.microsoftonline.cn",
          "mtlsauth.microsoftonline.de",
          "*.mtlsauth.microsoftonline.de",
          "login.sovcloud-identity.fr",
          "login.sovcloud-identity.de",
          "login.sovcloud-identity.sg",
          "microsoft.com",
          "graph.microsoft.com",
          "graph.microsoft.us",
          "microsoftgraph.chinacloudapi.cn",
          "management.azure.com",
          "management.usgovcloudapi.net",
          "management.chinacloudapi.cn",
          "*.vault.azure.net",
          "*.vault.usgovcloudapi.net",
          "*.vault.azure.cn",
          "*.blob.core.windows.net",
          "*.blob.core.usgovcloudapi.net",
          "*.blob.core.chinacloudapi.cn",
          "dev.azure.com",
          "*.visualstudio.com",
          "*.vssps.visualstudio.com",
          "localhost",
          "127.0.0.1",
          "::1"};
}

bool IsNamedIn(const std::vector<std::string>& names, absl::string_view host) {
  const std::size_t dot = std::min(host.find('.'), host.size());
  const absl::string_view parent = host.substr(dot);
  return std::any_of(names.begin(), names.end(), [&](absl::string_view name) {
    if (!absl::ConsumePrefix(&name, "*")) return absl::EqualsIgnoreCase(name, host);
    return dot > 0 && absl::EqualsIgnoreCase(name, parent);
  });
}

mock::http::ServerOptions Listeners::ServerOptionsFor(std::uint16_t port) const {
  mock::http::ServerOptions server;
  server.address = options_.address;
  server.allow_non_loopback = options_.allow_non_loopback;
  server.port = port;
  server.clock = options_.clock;
  server.threads = options_.threads;
  server.max_connections = options_.max_connections;
  server.warn = options_.warn;
  server.on_refusal = options_.on_refusal;
  server.large_body_path = "/_mock/";
  server.max_large_body_bytes = options_.max_admin_body_bytes;
  return server;
}

absl::StatusOr<std::unique_ptr<mock::http::Server>> Listeners::Tls(
    const std::vector<std::string>& names, std::uint16_t port, mock::http::Handler handler) const {
  mock::http::ServerOptions server = ServerOptionsFor(port);
  server.certificate = [keys = options_.keys, names]() -> absl::StatusOr<mock::ParsedCertificate> {
    auto leaf = keys->Issue(names);
    if (!leaf.ok()) return leaf.status();
    return std::move(leaf->parsed);
  };
  server.fail_handshake = options_.fail_handshake;
  server.ask_certificate = options_.ask_certificate;
  return mock::http::Server::Bind(std::move(server), std::move(handler));
}

absl::StatusOr<std::unique_ptr<mock::http::Server>> Listeners::SelfSigned(
    const mock::SelfSigned& certificate, mock::http::Handler handler) const {
  mock::http::ServerOptions server = ServerOptionsFor(/*port=*/0);
  server.certificate = [parsed = certificate.parsed] { return parsed; };
  return mock::http::Server::Bind(std::move(server), std::move(handler));
}

absl::StatusOr<std::unique_ptr<mock::http::Server>> Listeners::PlainAt(
    const std::string& address, std::uint16_t port, mock::http::Handler handler) const {
  mock::http::ServerOptions server = ServerOptionsFor(port);
  server.address = address;
  server.allow_non_loopback = true;
  return mock::http::Server::Bind(std::move(server), std::move(handler));
}

absl::StatusOr<std::unique_ptr<mock::http::Server>> Listeners::Plain(
    std::uint16_t port, mock::http::Handler handler, mock::http::TunnelPolicy tunnel) const {
  mock::http::ServerOptions server = ServerOptionsFor(port);
  server.tunnel = std::move(tunnel);
  return mock::http::Server::Bind(std::move(server), std::move(handler));
}

}  // namespace azmock
