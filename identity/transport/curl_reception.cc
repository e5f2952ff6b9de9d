#include "identity/transport/curl_reception.h"

#include <netdb.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/internal/text/go_text.h"
#include "identity/internal/text/http_status.h"

namespace azure::identity::internal {
namespace {

// Below libcurl's own limit of 300 KB, which it words otherwise.
constexpr std::size_t kMaxHeaderBytes = 256 << 10;
// Enough of a response that is not HTTP to name it.
constexpr std::size_t kMaxFirstLine = 4096;

// Whether sending the request twice does no more than sending it once; by the
// rules of net/http's Request.isReplayable.
bool IsReplayable(const HttpRequest& request) {
  for (const char* method : {"GET", "HEAD", "OPTIONS", "TRACE"}) {
    if (request.method == method) return true;
  }
  return request.headers.Find("Idempotency-Key") != nullptr ||
         request.headers.Find("X-Idempotency-Key") != nullptr;
}

}  // namespace

std::string JoinAddress(const std::string& address, long port) {
  const bool is_ipv6 = absl::StrContains(address, ':');
  return absl::StrCat(is_ipv6 ? "[" : "", address, is_ipv6 ? "]:" : ":", port);
}

CurlReception::CurlReception(CURL* easy, const HttpRequest& request, std::int64_t max_body_bytes)
    : easy_(easy),
      replayable_(IsReplayable(request)),
      max_body_bytes_(static_cast<std::size_t>(max_body_bytes)) {
  curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, error_buffer_);
  curl_easy_setopt(easy_, CURLOPT_HEADERFUNCTION, OnHeader);
  curl_easy_setopt(easy_, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy_, CURLOPT_WRITEFUNCTION, OnBody);
  curl_easy_setopt(easy_, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy_, CURLOPT_OPENSOCKETFUNCTION, OnOpenSocket);
  curl_easy_setopt(easy_, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(easy_, CURLOPT_PREREQFUNCTION, OnSend);
  curl_easy_setopt(easy_, CURLOPT_PREREQDATA, this);
}

// The next one sets all of these; until then the handle may still say why it closes a
// connection.
CurlReception::~CurlReception() { curl_easy_setopt(easy_, CURLOPT_ERRORBUFFER, nullptr); }

std::size_t CurlReception::OnHeader(char* data, std::size_t, std::size_t size, void* self) {
  return static_cast<CurlReception*>(self)->TakeHeader({data, size}) ? size : 0;
}

std::size_t CurlReception::OnBody(char* data, std::size_t, std::size_t size, void* self) {
  return static_cast<CurlReception*>(self)->TakeBody({data, size}) ? size : 0;
}

curl_socket_t CurlReception::OnOpenSocket(void* self, curlsocktype, curl_sockaddr* address) {
  CurlReception& reception = *static_cast<CurlReception*>(self);
  if (!reception.MaySendAgain()) return CURL_SOCKET_BAD;
  char host[NI_MAXHOST], port[NI_MAXSERV];
  if (reception.dialed_.empty() &&
      getnameinfo(&address->addr, address->addrlen, host, sizeof(host), port, sizeof(port),
                  NI_NUMERICHOST | NI_NUMERICSERV) == 0) {
    reception.dialed_ = JoinAddress(host, std::atol(port));
  }
  // Programs that this one starts must not inherit the connection.
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

int CurlReception::OnSend(void* self, char* remote, char* local, int remote_port, int local_port) {
  CurlReception& reception = *static_cast<CurlReception*>(self);
  if (!reception.MaySendAgain()) return CURL_PREREQFUNC_ABORT;
  reception.remote_ = JoinAddress(remote, remote_port);
  reception.local_ = JoinAddress(local, local_port);
  reception.sent_before_ = reception.BytesSent();
  return CURL_PREREQFUNC_OK;
}

long CurlReception::BytesSent() const {
  long size = 0;
  curl_easy_getinfo(easy_, CURLINFO_REQUEST_SIZE, &size);
  return size;
}

bool CurlReception::MaySendAgain() {
  // A request to a proxy to connect counts as well, but comes before OnSend.
  if (replayable_ || local_.empty() || BytesSent() == sent_before_) return true;
  if (!lost_) lost_detail_ = error_buffer_;  // before it is said that there is no connection
  lost_ = true;
  return false;
}

void CurlReception::TakeStatusLine(absl::string_view line) {
  fields_.clear();
  header_done_ = false;
  const bool has_reason = absl::StartsWith(line, "HTTP/1");
  const std::size_t space = std::min(line.find(' '), line.size());
  line.remove_prefix(std::min(space + 1, line.size()));
  (void)absl::SimpleAtoi(line.substr(0, 3), &response_.status_code);
  response_.reason = has_reason ? std::string(line.substr(std::min<std::size_t>(4, line.size())))
                                : std::string(HttpStatusText(response_.status_code));
}

bool CurlReception::TakeHeader(absl::string_view line) {
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
    return OneLength();
  }
  return true;
}

// Two lengths are what a response has that somebody put into another (RFC 9112, section 6.3).
bool CurlReception::OneLength() {
  const HttpHeaders::Field& last = fields_.back();
  if (!absl::EqualsIgnoreCase(last.first, "Content-Length")) return true;
  for (const auto& [name, value] : fields_) {
    if (!absl::EqualsIgnoreCase(name, last.first) || value == last.second) continue;
    refusal_ = absl::UnavailableError(
        absl::StrCat("net/http: HTTP/1.x transport connection broken: http: message cannot contain "
                     "multiple Content-Length headers; got [",
                     QuoteGo(value), " ", QuoteGo(last.second), "]"));
    return false;
  }
  return true;
}

bool CurlReception::TakeBody(absl::string_view data) {
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
  AppendSecret(body, data);
  return true;
}

// What came, if it is not HTTP; else "".
std::string CurlReception::FirstLine() const {
  if (is_http()) return "";
  const std::string line = response_.body.substr(0, response_.body.find('\n'));
  return std::string(absl::StripSuffix(line, "\r"));
}

void CurlReception::Explain(TransferFailure& failure) const {
  failure.detail = error_buffer_;
  failure.dialed = dialed_;
  failure.not_http = !is_http() && !response_.body.empty();
  failure.first_line = FirstLine();
  failure.in_header = header_bytes_ > 0;
  failure.in_body = header_done_;
  if (!lost_) return;
  // By now libcurl's own account is of the connection that was not made.
  failure.local = local_;
  failure.remote = remote_;
  failure.detail = lost_detail_;
  const bool is_send = absl::StartsWith(lost_detail_, "Send failure") ||
                       absl::StrContains(lost_detail_, "SSL_write");
  failure.code = lost_detail_.empty() ? CURLE_GOT_NOTHING
                 : is_send            ? CURLE_SEND_ERROR
                                      : CURLE_RECV_ERROR;
}

HttpResponse CurlReception::Finish(bool decompressed, absl::Status body_error) {
  for (const auto& [name, value] : fields_) response_.headers.Add(name, value);
  if (decompressed && response_.headers.Find("Content-Encoding") != nullptr) {
    // They describe the compressed body; net/http drops them too.
    response_.headers.Remove("Content-Encoding");
    response_.headers.Remove("Content-Length");
  }
  if (!body_error.ok()) response_.body.clear();
  response_.body_error = std::move(body_error);
  return std::move(response_);
}

}  // namespace azure::identity::internal
