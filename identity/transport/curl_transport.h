// The HTTP transport on libcurl.
#ifndef IDENTITY_TRANSPORT_CURL_TRANSPORT_H_
#define IDENTITY_TRANSPORT_CURL_TRANSPORT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "identity/seams/clock.h"
#include "identity/seams/environment.h"
#include "identity/transport/http_transport.h"

namespace azure::identity {

// Where a constant is not said to come from elsewhere, it is the value of Go's
// http.DefaultTransport or http.Client, which azidentity uses.
struct CurlTransportOptions {
  // The authorities to trust: certificates in PEM, or else a file of them, and those
  // of a directory with a file for each, named as `openssl rehash` does. With none,
  // those of the system, or of the file that SSL_CERT_FILE (or CURL_CA_BUNDLE) and the
  // directories that SSL_CERT_DIR name, as Go reads them: every file, whatever its name, and
  // what is no certificate is left out. A ca_pem without any is refused, as other options that
  // cannot be meant: each Send returns kInvalidArgument with the option's name.
  std::string ca_pem;
  std::string ca_bundle_file;
  std::string ca_directory;

  // What servers that ask for it get (mutual TLS): the client's certificate and those
  // that lead to its authority, and its key, not encrypted. Each in PEM or in a file
  // of PEM, not both. Without a key, it stands with the certificate. The files are
  // read for every new connection, so that renewed ones are used. Default: none.
  std::string client_certificate_pem;
  std::string client_certificate_file;
  std::string client_key_pem;  // a secret
  std::string client_key_file;

  // The proxy of all requests, as http://, https://, socks5:// or socks5h:// URL, which
  // may hold a user and a password; "host:port" is short for an http:// URL. It takes
  // the place of HTTPS_PROXY, HTTP_PROXY and NO_PROXY, which count if there is none
  // here; "" means that none is used at all.
  std::optional<std::string> proxy;

  // "host:port:address:port", as curl's --connect-to: requests for the first
  // host and port go to the second. URL, Host field and the name asked for in
  // TLS stay the first. Such requests use no proxy.
  std::vector<std::string> connect_to;

  // After decompression.
  std::int64_t max_body_bytes = 4 << 20;

  // More than zero; InfiniteDuration() for no limit.
  absl::Duration connect_timeout = absl::Seconds(30);  // name look-up and TCP
  absl::Duration tls_handshake_timeout = absl::Seconds(10);

  // Of one Send(), redirects and bodies included (http.Client's Timeout). More than
  // zero. What takes longer fails with kUnavailable, which is tried again.
  absl::Duration total_timeout = absl::InfiniteDuration();

  // A connection that has been idle for longer, in whole seconds, is closed, by a thread
  // that the process has for such work. Zero: no connection is kept. InfiniteDuration(): as long as
  // the server keeps it.
  absl::Duration idle_connection_timeout = absl::Seconds(90);

  // How many requests may be redirected, and the last of them is not followed any more.
  // Negative: a redirect is a response like others, as for Go's http.Transport.
  int max_redirects = 10;
};

// A transport that keeps its connections for reuse, and follows redirects, picks
// proxies (HTTPS_PROXY, HTTP_PROXY, NO_PROXY; read here, once) and words its
// errors as Go's net/http. An option that cannot be meant, such as a negative
// timeout, fails every request with kInvalidArgument and its name, and nothing is
// sent. TLS is 1.2 at least. Deadlines and timeouts are
// measured on `clock`; a context that ends is noticed at once.
//
// A request that may have reached the server is not sent a second time, unless
// its method is GET, HEAD, OPTIONS or TRACE or it has an Idempotency-Key.
//
// One difference from net/http, for safety: the URL in an error has no query.
std::shared_ptr<HttpTransport> NewCurlTransport(
    CurlTransportOptions options = {}, std::shared_ptr<Clock> clock = RealClock(),
    const std::shared_ptr<Environment>& environment = RealEnvironment());

// The process's transport with default options: what credentials use that are given none.
// Made by the first call, which reads the environment, and never destroyed. A child of
// the process leaves the connections of its parent alone.
std::shared_ptr<HttpTransport> SharedCurlTransport();

}  // namespace azure::identity

#endif  // IDENTITY_TRANSPORT_CURL_TRANSPORT_H_
