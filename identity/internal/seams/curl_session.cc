#include "identity/internal/seams/curl_session.h"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "identity/internal/seams/http_status.h"

namespace azure::identity::internal {
namespace {

// How long net/http keeps an idle connection.
constexpr long kIdleSeconds = 90;
constexpr long kConnectionsPerSession = 8;
constexpr std::size_t kMaxHeaderBytes = 1 << 20;
// Enough of a response that is not HTTP to name it.
constexpr std::size_t kMaxFirstLine = 4096;

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
    Append(list, value.empty() ? absl::StrCat(name, ";") : absl::StrCat(name, ": ", value));
  }
  return list;
}

std::string Join(const std::string& address, long port) {
  const bool is_ipv6 = absl::StrContains(address, ':');
  return absl::StrCat(is_ipv6 ? "[" : "", address, is_ipv6 ? "]:" : ":", port);
}

// libcurl keeps errno for failed connects alone; elsewhere its sentence has the
// C library's text.
int ErrnoIn(const std::string& detail) {
  for (const int error : {ECONNRESET, EPIPE, ETIMEDOUT, ENETUNREACH, EHOSTUNREACH}) {
    if (absl::StrContains(detail, strerrordesc_np(error))) return error;
  }
  return 0;
}

std::string OrEmpty(const char* text) { return text == nullptr ? "" : text; }

}  // namespace

// Takes in the response as libcurl hands it over.
class CurlSession::Reception {
 public:
  explicit Reception(std::int64_t max_body_bytes)
      : max_body_bytes_(static_cast<std::size_t>(max_body_bytes)) {}

  // libcurl's callbacks; `self` is the Reception.
  static std::size_t OnHeader(char* data, std::size_t, std::size_t size, void* self) {
    return static_cast<Reception*>(self)->TakeHeader({data, size}) ? size : 0;
  }
  static std::size_t OnBody(char* data, std::size_t, std::size_t size, void* self) {
    return static_cast<Reception*>(self)->TakeBody({data, size}) ? size : 0;
  }
  static curl_socket_t OnOpenSocket(void* self, curlsocktype, curl_sockaddr* address);

  bool is_http() const { return response_.status_code != 0; }
  bool header_started() const { return header_bytes_ > 0; }
  bool header_done() const { return header_done_; }
  const std::string& dialed() const { return dialed_; }
  const absl::Status& refusal() const { return refusal_; }

  // What came, if it is not HTTP; else "".
  std::string FirstLine() const {
    if (is_http()) return "";
    const std::string line = response_.body.substr(0, response_.body.find('\n'));
    return std::string(absl::StripSuffix(line, "\r"));
  }

  HttpResponse Finish(bool decompress);

 private:
  bool TakeHeader(absl::string_view line);
  bool TakeBody(absl::string_view data);
  void TakeStatusLine(absl::string_view line);

  const std::size_t max_body_bytes_;
  HttpResponse response_;
  std::vector<HttpHeaders::Field> fields_;
  std::size_t header_bytes_ = 0;
  bool header_done_ = false;
  std::string dialed_;
  absl::Status refusal_;  // why the transfer was broken off by this side
};

curl_socket_t CurlSession::Reception::OnOpenSocket(void* self, curlsocktype,
                                                   curl_sockaddr* address) {
  char host[NI_MAXHOST], port[NI_MAXSERV];
  std::string& dialed = static_cast<Reception*>(self)->dialed_;
  if (dialed.empty() && getnameinfo(&address->addr, address->addrlen, host, sizeof(host), port,
                                    sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV) == 0) {
    dialed = Join(host, std::atol(port));
  }
  // Programs that this one starts must not inherit the connection.
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void CurlSession::Reception::TakeStatusLine(absl::string_view line) {
  fields_.clear();
  header_done_ = false;
  const bool has_reason = absl::StartsWith(line, "HTTP/1");
  const std::size_t space = std::min(line.find(' '), line.size());
  line.remove_prefix(std::min(space + 1, line.size()));
  (void)absl::SimpleAtoi(line.substr(0, 3), &response_.status_code);
  response_.reason = has_reason ? std::string(line.substr(std::min<std::size_t>(4, line.size())))
                                : std::string(HttpStatusText(response_.status_code));
}

bool CurlSession::Reception::TakeHeader(absl::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > kMaxHeaderBytes) {
    refusal_ = absl::ResourceExhaustedError(absl::StrCat(
        "net/http: server response headers exceeded ", kMaxHeaderBytes, " bytes; aborted"));
    return false;
  }
  line = absl::StripSuffix(absl::StripSuffix(line, "\n"), "\r");
  if (absl::StartsWith(line, "HTTP/")) {
    TakeStatusLine(line);
  } else if (!is_http()) {
    response_.body = std::string(line);  // "http/1.1 200 OK", which libcurl lets pass
    return false;
  } else if (header_done_) {
    // A trailer, which nobody asks for.
  } else if (line.empty()) {
    header_done_ = response_.status_code >= 200;  // else an interim response
  } else if ((line[0] == ' ' || line[0] == '\t') && !fields_.empty()) {
    absl::StrAppend(&fields_.back().second, " ", absl::StripAsciiWhitespace(line));
  } else if (const std::size_t colon = line.find(':'); colon != absl::string_view::npos) {
    fields_.emplace_back(line.substr(0, colon), absl::StripAsciiWhitespace(line.substr(colon + 1)));
  }
  return true;
}

bool CurlSession::Reception::TakeBody(absl::string_view data) {
  std::string& body = response_.body;
  if (!is_http()) {
    body.append(data.data(), std::min(data.size(), kMaxFirstLine - body.size()));
    return body.size() < kMaxFirstLine && !absl::StrContains(body, '\n');
  }
  if (data.size() > max_body_bytes_ - body.size()) {
    refusal_ = absl::ResourceExhaustedError(
        absl::StrCat("response body is larger than ", max_body_bytes_, " bytes"));
    return false;
  }
  body.append(data.data(), data.size());
  return true;
}

HttpResponse CurlSession::Reception::Finish(bool decompress) {
  for (const auto& [name, value] : fields_) response_.headers.Add(name, value);
  if (!decompress || response_.headers.Find("Content-Encoding") == nullptr) {
    return std::move(response_);
  }
  // They describe the compressed body; net/http drops them too.
  response_.headers.Remove("Content-Encoding");
  response_.headers.Remove("Content-Length");
  return std::move(response_);
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
  if (!options.ca_pem.empty()) {
    curl_blob pem{};
    pem.data = const_cast<char*>(options.ca_pem.data());  // only read
    pem.len = options.ca_pem.size();
    pem.flags = CURL_BLOB_NOCOPY;
    curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &pem);
    curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO_BLOB, &pem);
  } else if (!options.ca_bundle_file.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, options.ca_bundle_file.c_str());
    curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, options.ca_bundle_file.c_str());
  }
  if (!options.ca_pem.empty() || !settings_->ca_directory.empty() || settings_->only_bundle) {
    const char* directory =
        settings_->ca_directory.empty() ? nullptr : settings_->ca_directory.c_str();
    curl_easy_setopt(easy, CURLOPT_CAPATH, directory);
    curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, directory);
  }
}

void CurlSession::Configure(const CurlExchange& exchange, Reception& reception,
                            const curl_slist* headers, char* error_buffer) {
  CURL* easy = easy_.get();
  const HttpRequest& request = *exchange.request;
  curl_easy_reset(easy);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, error_buffer);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);  // do not wait for a name look-up
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, kIdleSeconds);
  // What comes without a status line is taken in to be named in the error.
  curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 1L);

  curl_easy_setopt(easy, CURLOPT_URL, exchange.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_CONNECT_TO, connect_to_.get());
  curl_easy_setopt(easy, CURLOPT_PROXY, exchange.proxy.c_str());  // "" also ignores the environment
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  ConfigureTrust();

  if (SendsBody(request)) {
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
  } else if (request.method == "HEAD") {
    curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
  }
  curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  if (exchange.decompress) curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");

  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, Reception::OnHeader);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, &reception);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, Reception::OnBody);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &reception);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, Reception::OnOpenSocket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, &reception);
}

absl::Status CurlSession::Run(const Context& ctx, Clock& clock, TransferFailure& failure) {
  using Timeout = TransferFailure::Timeout;
  CURLM* multi = multi_.get();
  const auto wake = [multi] { curl_multi_wakeup(multi); };
  const auto on_cancel = ctx.OnCancel(wake);
  std::unique_ptr<Clock::Wakeup> alarm;
  absl::Time alarm_time = absl::InfiniteFuture();
  Timeout phase = Timeout::kNone;
  absl::Time phase_end = absl::InfiniteFuture();

  for (;;) {
    int running = 0;
    if (curl_multi_perform(multi, &running) != CURLM_OK) {
      failure.code = CURLE_OUT_OF_MEMORY;
      return absl::OkStatus();
    }
    int queued = 0;
    if (const CURLMsg* message = curl_multi_info_read(multi, &queued); message != nullptr) {
      failure.code = message->data.result;
      return absl::OkStatus();
    }

    const absl::Time now = clock.Now();
    if (absl::Status ended = ctx.Err(now); !ended.ok()) return ended;
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
    const absl::Time end = std::min(phase_end, ctx.deadline());
    if (end != alarm_time) {
      alarm = nullptr;  // the old one goes before the new one comes
      alarm = clock.WakeAt(end, wake);
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
  failure.connected = Connected();
  failure.system_error = failure.code == CURLE_COULDNT_CONNECT
                             ? static_cast<int>(Info<long>(CURLINFO_OS_ERRNO))
                             : ErrnoIn(failure.detail);
  failure.verify_result = Info<long>(CURLINFO_SSL_VERIFYRESULT);
  failure.connect_status = static_cast<int>(Info<long>(CURLINFO_HTTP_CONNECTCODE));
  failure.local = Join(OrEmpty(Info<char*>(CURLINFO_LOCAL_IP)), Info<long>(CURLINFO_LOCAL_PORT));
  failure.remote =
      Join(OrEmpty(Info<char*>(CURLINFO_PRIMARY_IP)), Info<long>(CURLINFO_PRIMARY_PORT));
  // With a proxy or a connect-to map it is not the URL's host that is looked up.
  static constexpr absl::string_view kMark = "Could not resolve ";
  const std::size_t colon = failure.detail.rfind(": ");
  if (absl::StartsWith(failure.detail, kMark) && colon != std::string::npos) {
    failure.host = failure.detail.substr(colon + 2);
  }
}

absl::StatusOr<HttpResponse> CurlSession::Perform(const Context& ctx, Clock& clock,
                                                  const CurlExchange& exchange) {
  Reception reception(settings_->options.max_body_bytes);
  const CurlList headers = HeaderList(*exchange.request);
  char error_buffer[CURL_ERROR_SIZE] = "";
  Configure(exchange, reception, headers.get(), error_buffer);

  TransferFailure failure;
  if (curl_multi_add_handle(multi_.get(), easy_.get()) != CURLM_OK) {
    return absl::UnavailableError(absl::StrCat(exchange.error_prefix, "libcurl: out of memory"));
  }
  const absl::Status ended = Run(ctx, clock, failure);
  // Whatever is unfinished ends here, with its connection.
  curl_multi_remove_handle(multi_.get(), easy_.get());
  curl_easy_setopt(easy_.get(), CURLOPT_ERRORBUFFER, nullptr);

  if (!ended.ok()) return ended;
  if (!reception.refusal().ok()) return reception.refusal();
  if (failure.code == CURLE_OK && reception.header_done()) {
    return reception.Finish(exchange.decompress);
  }
  if (failure.code == CURLE_OK) failure.code = CURLE_GOT_NOTHING;  // the header broke off

  failure.detail = error_buffer;
  failure.first_line = reception.FirstLine();
  failure.not_http = !failure.first_line.empty();
  failure.in_header = reception.header_started();
  failure.in_body = reception.header_done();
  failure.proxied = !exchange.proxy.empty();
  failure.host = exchange.host;
  failure.dialed = reception.dialed();
  Explain(failure);
  // net/http names the request until it has a response; then it is the body
  // that cannot be read.
  return absl::UnavailableError(
      absl::StrCat(failure.in_body ? "" : exchange.error_prefix, GoTransferError(failure)));
}

}  // namespace azure::identity::internal
