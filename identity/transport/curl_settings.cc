#include "identity/transport/curl_settings.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/transport/proxy.h"

namespace azure::identity::internal {
namespace {

absl::Status Wrong(absl::string_view option, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("CurlTransportOptions.", option, " ", what));
}

absl::Status CheckTimes(const CurlTransportOptions& options) {
  const std::pair<absl::string_view, absl::Duration> limits[] = {
      {"connect_timeout", options.connect_timeout},
      {"tls_handshake_timeout", options.tls_handshake_timeout},
      {"total_timeout", options.total_timeout},
  };
  for (const auto& [option, limit] : limits) {
    if (limit <= absl::ZeroDuration()) return Wrong(option, "must be positive");
  }
  if (options.idle_connection_timeout < absl::ZeroDuration()) {
    return Wrong("idle_connection_timeout", "must not be negative");
  }
  return absl::OkStatus();
}

absl::Status CheckClientCertificate(const CurlTransportOptions& options) {
  if (!options.client_certificate_pem.empty() && !options.client_certificate_file.empty()) {
    return Wrong("client_certificate_file", "and client_certificate_pem exclude each other");
  }
  if (!options.client_key_pem.empty() && !options.client_key_file.empty()) {
    return Wrong("client_key_file", "and client_key_pem exclude each other");
  }
  const bool certificate =
      !options.client_certificate_pem.empty() || !options.client_certificate_file.empty();
  if (certificate) return absl::OkStatus();
  if (!options.client_key_pem.empty()) {
    return Wrong("client_key_pem", "needs a client certificate");
  }
  if (!options.client_key_file.empty()) {
    return Wrong("client_key_file", "needs a client certificate");
  }
  return absl::OkStatus();
}

absl::Status CheckOptions(const CurlTransportOptions& options) {
  std::error_code ignored;
  if (!options.ca_directory.empty() &&
      !std::filesystem::is_directory(options.ca_directory, ignored)) {
    return Wrong("ca_directory", "is not a directory");
  }
  if (options.proxy && !IsProxyAddress(*options.proxy)) {
    return Wrong("proxy", "is no URL of a proxy (http, https, socks5 or socks5h)");
  }
  if (absl::Status status = CheckClientCertificate(options); !status.ok()) return status;
  return CheckTimes(options);
}

}  // namespace

CurlSettings MakeCurlSettings(CurlTransportOptions options, const Environment& environment) {
  CurlSettings settings;
  settings.only_given =
      !options.ca_pem.empty() || !options.ca_bundle_file.empty() || !options.ca_directory.empty();
  settings.error = CheckOptions(options);
  settings.options = std::move(options);
  if (settings.only_given) {
    // libcurl would read them anew for each connection.
    const CurlTransportOptions& given = settings.options;
    if (given.ca_bundle_file.empty() && given.ca_directory.empty()) {
      settings.trust = TrustStore::OfPem(given.ca_pem);
      if (settings.trust == nullptr) settings.error = Wrong("ca_pem", "has no certificate");
    }
    return settings;
  }
  // Go's variables first, then curl's. As in Go, a file of authorities does not
  // switch the directory off, nor the other way round.
  std::string file = environment.GetOrEmpty("SSL_CERT_FILE");
  std::string directories = environment.GetOrEmpty("SSL_CERT_DIR");
  if (!file.empty() || !directories.empty()) {
    settings.trust = std::make_shared<TrustStore>(std::move(file), std::move(directories));
  } else {
    settings.options.ca_bundle_file = environment.GetOrEmpty("CURL_CA_BUNDLE");
  }
  return settings;
}

}  // namespace azure::identity::internal
