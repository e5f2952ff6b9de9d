#include "identity/transport/curl_session.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/transport/curl_reception.h"

namespace azure::identity::internal {
namespace {

constexpr long kConnectionsPerSession = 8;

bool SendsBody(const HttpRequest& request) {
  return !request.body.empty() || request.method == "POST" || request.method == "PUT" ||
         request.method == "PATCH";
}

void Append(CurlList& list, const std::string& line) {
  // On failure libcurl leaves the list as it is.
  if (curl_slist* longer = curl_slist_append(list.get(), line.c_str()); longer != nullptr) {
    (void)list.release();
    list.reset(longer);
  }
}

CurlList HeaderList(const HttpRequest& request) {
  CurlList list;
  // Fields libcurl would add of its own accord and net/http does not.
  for (const char* name : {"Accept", "Content-Type", "Expect"}) {
    if (request.headers.Find(name) == nullptr) Append(list, absl::StrCat(name, ":"));
  }
  for (const auto& [name, value] : request.headers.fields()) {
    if (absl::EqualsIgnoreCase(name, "Content-Length")) continue;  // the body tells
    std::string line = value.empty() ? absl::StrCat(name, ";") : absl::StrCat(name, ": ", value);
    Append(list, line);
    Cleanse(line);
  }
  return list;
}

// libcurl keeps errno for failed connects alone; elsewhere its sentence has the
// C library's text.
int ErrnoIn(const std::string& detail) {
  for (const int error : {ECONNRESET, EPIPE, ETIMEDOUT, ENETUNREACH, EHOSTUNREACH}) {
    if (absl::StrContains(detail, strerrordesc_np(error))) return error;
  }
  return 0;
}

curl_blob Blob(const std::string& text) {
  curl_blob blob{};
  blob.data = const_cast<char*>(text.data());  // only read
  blob.len = text.size();
  blob.flags = CURL_BLOB_NOCOPY;
  return blob;
}

CURLcode OnTlsContext(CURL* /*easy*/, void* context, void* pin) {
  static_cast<CertificatePinCheck*>(pin)->Install(static_cast<SSL_CTX*>(context));
  return CURLE_OK;
}

CURLcode OnTrust(CURL* /*easy*/, void* context, void* trust) {
  static_cast<const TrustStore*>(trust)->Install(static_cast<SSL_CTX*>(context));
  return CURLE_OK;
}

long WholeSeconds(absl::Duration duration) {
  constexpr std::int64_t kMost = std::numeric_limits<int>::max();
  return static_cast<long>(std::min(absl::ToInt64Seconds(duration), kMost));
}

std::string OrEmpty(const char* text) { return text == nullptr ? "" : text; }

}  // namespace

void CurlListDeleter::operator()(curl_slist* list) const {
  for (const curl_slist* item = list; item != nullptr; item = item->next) {
    Cleanse(item->data, std::strlen(item->data));
  }
  curl_slist_free_all(list);
}

std::unique_ptr<CurlSession> CurlSession::Create(std::shared_ptr<const CurlSettings> settings) {
  std::unique_ptr<CurlSession> session(new CurlSession(std::move(settings)));
  session->multi_.reset(curl_multi_init());
  session->easy_.reset(curl_easy_init());
  if (session->multi_ == nullptr || session->easy_ == nullptr) return nullptr;
  curl_multi_setopt(session->multi_.get(), CURLMOPT_MAXCONNECTS, kConnectionsPerSession);
  for (const std::string& entry : session->settings_->options.connect_to) {
    Append(session->connect_to_, entry);
  }
  return session;
}

void CurlSession::ConfigureTrust() {
  const CurlTransportOptions& options = settings_->options;
  CURL* easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (settings_->trust != nullptr) {
    // libcurl itself is to load none.
    for (const CURLoption option :
         {CURLOPT_CAINFO, CURLOPT_CAPATH, CURLOPT_PROXY_CAINFO, CURLOPT_PROXY_CAPATH}) {
      curl_easy_setopt(easy, option, nullptr);
    }
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, OnTrust);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, settings_->trust.get());
  } else if (!options.ca_pem.empty()) {
    const curl_blob pem = Blob(options.ca_pem);
    curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &pem);
    curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO_BLOB, &pem);
  } else if (!options.ca_bundle_file.empty() || settings_->only_given) {
    const char* file = options.ca_bundle_file.empty() ? nullptr : options.ca_bundle_file.c_str();
    curl_easy_setopt(easy, CURLOPT_CAINFO, file);
    curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, file);
  }
  if (!options.ca_directory.empty() || settings_->only_given) {
    const char* directory = options.ca_directory.empty() ? nullptr : options.ca_directory.c_str();
    curl_easy_setopt(easy, CURLOPT_CAPATH, directory);
    curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, directory);
  }
}

void CurlSession::ConfigureClientCertificate() {
  const CurlTransportOptions& options = settings_->options;
  CURL* easy = easy_.get();
  const bool in_file = !options.client_certificate_file.empty();
  if (!in_file && options.client_certificate_pem.empty()) return;
  if (in_file) {
    curl_easy_setopt(easy, CURLOPT_SSLCERT, options.client_certificate_file.c_str());
  } else {
    const curl_blob certificate = Blob(options.client_certificate_pem);
    curl_easy_setopt(easy, CURLOPT_SSLCERT_BLOB, &certificate);
  }
  if (!options.client_key_file.empty()) {
    curl_easy_setopt(easy, CURLOPT_SSLKEY, options.client_key_file.c_str());
  } else if (!options.client_key_pem.empty() || !in_file) {
    const curl_blob key = Blob(options.client_key_pem.empty() ? options.client_certificate_pem
                                                              : options.client_key_pem);
    curl_easy_setopt(easy, CURLOPT_SSLKEY_BLOB, &key);
  } else {
    curl_easy_setopt(easy, CURLOPT_SSLKEY, options.client_certificate_file.c_str());
  }
  curl_easy_setopt(easy, CURLOPT_KEYPASSWD, "");  // or OpenSSL asks at the terminal
}

// On a connection of its own, since libcurl does not know what was verified there.
void CurlSession::ConfigurePin(CertificatePinCheck* pin) {
  CURL* easy = easy_.get();
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
  curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, OnTlsContext);
  curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, pin);
  curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
  curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
  curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
}

void CurlSession::ConfigureForAll() {
  CURL* easy = easy_.get();
  curl_easy_reset(easy);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // do not wait for a name look-up
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  const absl::Duration idle = settings_->options.idle_connection_timeout;
  curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, WholeSeconds(idle));
  if (idle == absl::ZeroDuration()) curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, OnCloseSocket);
  curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, this);
  // What comes without a status line is taken in to be named in the error.
  curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 1L);
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_CONNECT_TO, connect_to_.get());
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  ConfigureTrust();
  ConfigureClientCertificate();
}

void CurlSession::Configure(const CurlExchange& exchange, const curl_slist* headers,
                            CertificatePinCheck* pin) {
  CURL* easy = easy_.get();
  const HttpRequest& request = *exchange.request;
  if (!configured_for_all_) ConfigureForAll();
  if (pin != nullptr) ConfigurePin(pin);
  configured_for_all_ = pin == nullptr;  // what a pin sets is undone with all else

  curl_easy_setopt(easy, CURLOPT_URL, exchange.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROXY, exchange.proxy.c_str());  // "" also ignores the environment
  curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);  // and no body, whatever was asked for before
  if (SendsBody(request)) {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
  } else if (request.method == "HEAD") {
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  }
  curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, exchange.decompress ? "gzip" : nullptr);
}

int CurlSession::OnCloseSocket(void* self, curl_socket_t socket) {
  static_cast<CurlSession*>(self)->idle_.Remove(socket);
  return close(socket);
}

absl::Status CurlSession::Run(const Context& ctx, Clock& clock, const CurlReception& reception,
                              TransferFailure& failure) {
  using Timeout = TransferFailure::Timeout;
  CURLM* multi = multi_.get();
  const auto wake = [multi] { curl_multi_wakeup(multi); };
  const auto on_cancel = ctx.OnCancel(wake);
  std::unique_ptr<Clock::Wakeup> alarm;
  // All by Clock::Elapsed(), which nobody sets.
  absl::Duration alarm_time = absl::InfiniteDuration();
  Timeout phase = Timeout::kNone;
  absl::Duration phase_end = absl::InfiniteDuration();

  for (;;) {
    int running = 0;
    if (curl_multi_perform(multi, &running) != CURLM_OK) {
      failure.code = CURLE_OUT_OF_MEMORY;
      return absl::OkStatus();
    }
    // What comes after the context's end is too late, even if it is there when the
    // end is noticed.
    const absl::Duration now = clock.Elapsed();
    const absl::Duration left = clock.Remaining(ctx);
    if (absl::Status ended = clock.Err(ctx); !ended.ok()) return ended;
    failure.in_body = reception.header_done();
    int queued = 0;
    if (const CURLMsg* message = curl_multi_info_read(multi, &queued); message != nullptr) {
      failure.code = message->data.result;
      return absl::OkStatus();
    }

    const Timeout current = Phase();
    if (current != phase) {
      phase = current;
      phase_end = now + PhaseLimit(phase);
    }
    if (now >= phase_end) {
      failure.code = CURLE_OPERATION_TIMEDOUT;
      failure.timeout = phase;
      return absl::OkStatus();
    }
    const absl::Duration end = std::min(phase_end, now + left);
    if (end != alarm_time) {
      alarm = nullptr;  // the old one goes before the new one comes
      alarm = end == absl::InfiniteDuration() ? nullptr : clock.WakeAfter(end - now, wake);
      alarm_time = end;
    }
    const absl::Duration wait = std::min(end - now, absl::Minutes(1));
    curl_multi_poll(
        multi, nullptr, 0,
        static_cast<int>(absl::ToInt64Milliseconds(absl::Ceil(wait, absl::Milliseconds(1)))),
        nullptr);
  }
}

// CURLINFO_CONNECT_TIME_T comes only when TLS stands too.
bool CurlSession::Connected() const { return !OrEmpty(Info<char*>(CURLINFO_PRIMARY_IP)).empty(); }

TransferFailure::Timeout CurlSession::Phase() const {
  if (Info<curl_off_t>(CURLINFO_PRETRANSFER_TIME_T) > 0) return TransferFailure::Timeout::kNone;
  return Connected() ? TransferFailure::Timeout::kTls : TransferFailure::Timeout::kDial;
}

absl::Duration CurlSession::PhaseLimit(TransferFailure::Timeout phase) const {
  switch (phase) {
    case TransferFailure::Timeout::kDial:
      return settings_->options.connect_timeout;
    case TransferFailure::Timeout::kTls:
      return settings_->options.tls_handshake_timeout;
    case TransferFailure::Timeout::kNone:
      break;
  }
  return absl::InfiniteDuration();
}

void CurlSession::Explain(TransferFailure& failure) const {
  if (failure.local.empty()) {
    failure.local =
        JoinAddress(OrEmpty(Info<char*>(CURLINFO_LOCAL_IP)), Info<long>(CURLINFO_LOCAL_PORT));
    failure.remote =
        JoinAddress(OrEmpty(Info<char*>(CURLINFO_PRIMARY_IP)), Info<long>(CURLINFO_PRIMARY_PORT));
  }
  failure.connected = Connected();
  failure.system_error = failure.code == CURLE_COULDNT_CONNECT
                             ? static_cast<int>(Info<long>(CURLINFO_OS_ERRNO))
                             : ErrnoIn(failure.detail);
  failure.verify_result = Info<long>(CURLINFO_SSL_VERIFYRESULT);
  failure.connect_status = static_cast<int>(Info<long>(CURLINFO_HTTP_CONNECTCODE));
  // With a proxy or a connect-to map it is not the URL's host that is looked up.
  static constexpr absl::string_view kMark = "Could not resolve ";
  const std::size_t colon = failure.detail.rfind(": ");
  if (absl::StartsWith(failure.detail, kMark) && colon != std::string::npos) {
    failure.host = failure.detail.substr(colon + 2);
  }
}

absl::StatusOr<HttpResponse> CurlSession::Perform(const Context& ctx, Clock& clock,
                                                  const CurlExchange& exchange) {
  const CurlList headers = HeaderList(*exchange.request);
  std::unique_ptr<CertificatePinCheck> pin;
  if (exchange.request->pin.has_value()) {
    pin = std::make_unique<CertificatePinCheck>(*exchange.request->pin);
  }
  Configure(exchange, headers.get(), pin.get());
  CurlReception reception(easy_.get(), *exchange.request, settings_->options.max_body_bytes);

  const auto failed = [&exchange](const absl::Status& status) {
    return absl::Status(status.code(), absl::StrCat(exchange.error_prefix, status.message()));
  };
  if (curl_multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) {
    return failed(absl::UnavailableError("libcurl: out of memory"));
  }
  idle_.EndDead();
  TransferFailure failure;
  absl::Status error = Run(ctx, clock, reception, failure);
  if (Info<long>(CURLINFO_HTTP_VERSION) < CURL_HTTP_VERSION_2_0) {
    const auto kept = Info<curl_socket_t>(CURLINFO_ACTIVESOCKET);
    if (kept != CURL_SOCKET_BAD) idle_.Add(kept);
  }
  // Whatever is unfinished ends here, with its connection.
  curl_multi_remove_handle(multi_.get(), easy_.get());

  if (pin != nullptr && !pin->mismatch().empty() && failure.code != CURLE_OK) {
    return failed(absl::UnavailableError(pin->mismatch()));
  }
  if (error.ok()) error = reception.refusal();
  const bool complete = failure.code == CURLE_OK && reception.header_done();
  if (error.ok() && failure.code == CURLE_OUT_OF_MEMORY && Connected() && !failure.in_body) {
    // What libcurl says of a field that is longer than it takes.
    error = absl::ResourceExhaustedError(absl::StrCat("net/http: server response headers exceeded ",
                                                      CURL_MAX_HTTP_HEADER, " bytes; aborted"));
  }
  if (error.ok() && !complete) {
    if (failure.code == CURLE_OK) failure.code = CURLE_GOT_NOTHING;  // the header broke off
    failure.proxied = !exchange.proxy.empty();
    failure.host = exchange.host;
    reception.Explain(failure);
    Explain(failure);
    error = absl::UnavailableError(GoTransferError(failure));
  }
  if (!error.ok() && !failure.in_body) return failed(error);
  return reception.Finish(exchange.decompress, std::move(error));
}

}  // namespace azure::identity::internal
