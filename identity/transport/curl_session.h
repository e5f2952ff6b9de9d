// One HTTP exchange on libcurl, on connections that are kept for the next.
#ifndef IDENTITY_TRANSPORT_CURL_SESSION_H_
#define IDENTITY_TRANSPORT_CURL_SESSION_H_

#include <curl/curl.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "identity/context.h"
#include "identity/seams/clock.h"
#include "identity/transport/certificate_pin_check.h"
#include "identity/transport/curl_error.h"
#include "identity/transport/curl_settings.h"
#include "identity/transport/http_transport.h"
#include "identity/transport/idle_sockets.h"

namespace azure::identity::internal {

class CurlReception;

struct CurlListDeleter {
  // Overwrites the fields before: a value may be a secret.
  void operator()(curl_slist* list) const;
};
using CurlList = std::unique_ptr<curl_slist, CurlListDeleter>;

// An exchange to make. The URL has been checked.
struct CurlExchange {
  const HttpRequest* request = nullptr;
  std::string url;
  std::string error_prefix;  // `Post "https://host/path": `
  std::string host;          // the URL's, without port
  std::string proxy;         // URL; "" for none
  bool decompress = true;    // ask for gzip
};

// For one thread at a time.
class CurlSession {
 public:
  // Null if libcurl has no memory left.
  static std::unique_ptr<CurlSession> Create(std::shared_ptr<const CurlSettings> settings);

  // As HttpTransport::Send, but follows no redirects.
  absl::StatusOr<HttpResponse> Perform(const Context& ctx, Clock& clock,
                                       const CurlExchange& exchange);

 private:
  struct EasyDeleter {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  struct MultiDeleter {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
  };

  explicit CurlSession(std::shared_ptr<const CurlSettings> settings)
      : settings_(std::move(settings)) {}

  // What the settings say, for each request that follows.
  void ConfigureForAll();
  // What the exchange says; `pin` may be null.
  void Configure(const CurlExchange& exchange, const curl_slist* headers, CertificatePinCheck* pin);
  void ConfigureTrust();
  void ConfigureClientCertificate();
  void ConfigurePin(CertificatePinCheck* pin);

  // Until the transfer ends; an error when `ctx` does. Notes in `failure` a time
  // limit of the options that passes, and whether the header came in time.
  absl::Status Run(const Context& ctx, Clock& clock, const CurlReception& reception,
                   TransferFailure& failure);

  bool Connected() const;
  // What the transfer is at, as the time limit that applies.
  TransferFailure::Timeout Phase() const;
  absl::Duration PhaseLimit(TransferFailure::Timeout phase) const;

  // Fills in what libcurl knows.
  void Explain(TransferFailure& failure) const;

  template <typename Value>
  Value Info(CURLINFO info) const {
    Value value{};
    curl_easy_getinfo(easy_.get(), info, &value);
    return value;
  }

  static int OnCloseSocket(void* self, curl_socket_t socket);

  const std::shared_ptr<const CurlSettings> settings_;
  CurlList connect_to_;
  bool configured_for_all_ = false;
  IdleSockets idle_;
  std::unique_ptr<CURLM, MultiDeleter> multi_;  // owns the connections
  std::unique_ptr<CURL, EasyDeleter> easy_;
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_TRANSPORT_CURL_SESSION_H_
