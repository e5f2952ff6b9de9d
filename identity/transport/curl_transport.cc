#include "identity/transport/curl_transport.h"

#include <curl/curl.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/text/go_text.h"
#include "identity/internal/text/http_token.h"
#include "identity/internal/text/url.h"
#include "identity/seams/background_thread.h"
#include "identity/transport/curl_session.h"
#include "identity/transport/curl_settings.h"
#include "identity/transport/proxy.h"
#include "identity/transport/session_pool.h"

namespace azure::identity {
namespace {

using internal::CurlExchange;
using internal::CurlSession;
using internal::CurlSettings;
using internal::IsHttpToken;
using internal::ProxyRules;
using internal::QuoteGo;
using internal::SessionPool;
using internal::Url;

absl::Status RunInBackground(absl::Duration delay, std::function<void()> work) {
  return internal::ProcessBackgroundThread().Run(delay, std::move(work));
}

// `Post "https://host/path": `, as in net/http's url.Error.
std::string ErrorPrefix(absl::string_view method, absl::string_view url) {
  std::string operation = method.empty() ? "Get" : std::string(method);
  absl::AsciiStrToLower(&operation);
  if (!method.empty()) operation[0] = method[0];
  operation[0] = absl::ascii_toupper(static_cast<unsigned char>(operation[0]));
  return absl::StrCat(operation, " ", QuoteGo(url), ": ");
}

bool IsFieldValue(absl::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_iscntrl(static_cast<unsigned char>(c)) && c != '\t';
  });
}

// OK if the request can be sent as it is; else the reason, in net/http's words.
absl::Status CheckRequest(const HttpRequest& request, const Url& url) {
  for (const auto& [name, value] : request.headers.fields()) {
    if (!IsHttpToken(name)) {
      return absl::InvalidArgumentError(
          absl::StrCat("net/http: invalid header field name ", QuoteGo(name)));
    }
    if (!IsFieldValue(value)) {  // the value may be a secret
      return absl::InvalidArgumentError(
          absl::StrCat("net/http: invalid header field value for ", QuoteGo(name)));
    }
  }
  if (url.scheme != "http" && url.scheme != "https") {
    return absl::InvalidArgumentError(
        absl::StrCat("unsupported protocol scheme ", QuoteGo(url.scheme)));
  }
  if (!IsHttpToken(request.method)) {
    return absl::InvalidArgumentError(
        absl::StrCat("net/http: invalid method ", QuoteGo(request.method)));
  }
  if (url.Hostname().empty()) return absl::InvalidArgumentError("http: no Host in request URL");
  int port = 0;
  if (!url.Port().empty() && (!absl::SimpleAtoi(url.Port(), &port) || port > 65535)) {
    return absl::InvalidArgumentError(
        absl::StrCat("dial tcp: address ", url.Port(), ": invalid port"));
  }
  return absl::OkStatus();
}

// The URL as libcurl gets it: put together from its parts, so that libcurl
// cannot find another host in it than was found here.
std::string Assemble(const Url& url) {
  const std::string at = url.user_info.empty() ? "" : absl::StrCat(url.user_info, "@");
  return absl::StrCat(url.scheme, "://", at, url.host,
                      url.escaped_path.empty() ? "/" : url.escaped_path, url.has_query ? "?" : "",
                      url.query);
}

// What `location` means, seen from `base`.
absl::StatusOr<Url> Resolve(const std::string& base, const std::string& location) {
  const auto failed = [&location](absl::string_view reason) {
    return absl::UnavailableError(
        absl::StrCat("failed to parse Location header ", QuoteGo(location), ": ", reason));
  };
  const absl::StatusOr<Url> reference = internal::ParseUrl(location);
  if (!reference.ok()) return failed(reference.status().message());

  const std::unique_ptr<CURLU, void (*)(CURLU*)> handle(curl_url(), curl_url_cleanup);
  char* resolved = nullptr;
  CURLUcode code = curl_url_set(handle.get(), CURLUPART_URL, base.c_str(), 0);
  if (code == CURLUE_OK) {
    code = curl_url_set(handle.get(), CURLUPART_URL, location.c_str(),
                        CURLU_URLENCODE | CURLU_NON_SUPPORT_SCHEME);
  }
  if (code == CURLUE_OK) code = curl_url_get(handle.get(), CURLUPART_URL, &resolved, 0);
  const std::unique_ptr<char, void (*)(void*)> owned(resolved, curl_free);
  if (code != CURLUE_OK) return failed(curl_url_strerror(code));
  absl::StatusOr<Url> url = internal::ParseUrl(resolved);
  if (!url.ok()) return failed(url.status().message());
  return url;
}

bool IsAnyOf(absl::string_view name, std::initializer_list<absl::string_view> names) {
  return std::any_of(names.begin(), names.end(), [name](absl::string_view other) {
    return absl::EqualsIgnoreCase(name, other);
  });
}

bool DescribesBody(absl::string_view name) {
  return IsAnyOf(name,
                 {"Content-Encoding", "Content-Language", "Content-Location", "Content-Type"});
}

// net/http's list, and the secrets of managed identity hosts.
bool IsSensitive(absl::string_view name) {
  return IsAnyOf(name,
                 {"Authorization", "Www-Authenticate", "Cookie", "Cookie2", "Proxy-Authorization",
                  "Proxy-Authenticate", "Secret", "X-Identity-Header"});
}

bool IsRedirect(int status_code) {
  return (status_code >= 301 && status_code <= 303) || status_code == 307 || status_code == 308;
}

// What is left of a request as it is sent from host to host, by the rules of
// net/http's Client; but what proves who is asking stays with the first origin, where
// net/http goes by the host name alone and sends it to subdomains, too.
class RedirectedRequest {
 public:
  RedirectedRequest(const HttpRequest& first, const Url& first_url)
      : first_(first), first_url_(first_url) {}

  // The request for `to` after one by `method` for `from` got `status_code`.
  HttpRequest Next(const std::string& method, int status_code, const Url& from, const Url& to);

  // Whether Next() would send a secret body elsewhere than to the first URL's origin.
  bool WouldLeak(int status_code, const Url& to) const {
    return first_.body_is_secret && !drop_body_ && status_code > 303 &&
           !internal::HaveSameOrigin(to, first_url_);
  }

 private:
  const HttpRequest& first_;
  const Url first_url_;
  // Once dropped, they stay away in all hops that follow.
  bool drop_body_ = false;
  bool drop_sensitive_ = false;
};

HttpRequest RedirectedRequest::Next(const std::string& method, int status_code, const Url& from,
                                    const Url& to) {
  HttpRequest next;
  next.method = method;
  next.url = to.ToString();
  if (status_code <= 303) {
    drop_body_ = true;
    if (method != "HEAD") next.method = "GET";
  }
  if (!drop_body_) next.body = first_.body;

  drop_sensitive_ = drop_sensitive_ || !internal::HaveSameOrigin(to, first_url_);
  for (const auto& [name, value] : first_.headers.fields()) {
    if (drop_body_ && DescribesBody(name)) continue;
    if (drop_sensitive_ && IsSensitive(name)) continue;
    next.headers.Add(name, value);
  }
  const bool downgrade = from.scheme == "https" && to.scheme == "http";
  if (!downgrade && next.headers.Find("Referer") == nullptr) {
    next.headers.Set("Referer", from.ToString());
  }
  return next;
}

class CurlTransport final : public HttpTransport {
 public:
  CurlTransport(CurlTransportOptions options, std::shared_ptr<Clock> clock,
                const Environment& environment)
      : proxies_(options.proxy ? ProxyRules(*options.proxy) : ProxyRules(environment)),
        settings_(std::make_shared<const CurlSettings>(
            internal::MakeCurlSettings(std::move(options), environment))),
        clock_(std::move(clock)),
        sessions_(std::make_shared<SessionPool>(settings_, clock_, RunInBackground)) {}

  absl::StatusOr<HttpResponse> Send(const Context& ctx, const HttpRequest& request) override;

 private:
  // As Send(), without the total timeout.
  absl::StatusOr<HttpResponse> Follow(const Context& ctx, const HttpRequest& first);
  // One exchange. `first_method` is what errors name, as in net/http.
  absl::StatusOr<HttpResponse> SendOnce(const Context& ctx, const HttpRequest& request,
                                        const Url& url, absl::string_view first_method);
  bool IsMapped(const Url& url) const;

  const ProxyRules proxies_;
  const std::shared_ptr<const CurlSettings> settings_;
  const std::shared_ptr<Clock> clock_;
  const std::shared_ptr<SessionPool> sessions_;
};

bool CurlTransport::IsMapped(const Url& url) const {
  const std::string port = url.Port();
  const std::string start = absl::StrCat(url.Hostname(), ":",
                                         !port.empty()           ? port
                                         : url.scheme == "https" ? "443"
                                                                 : "80",
                                         ":");
  const auto& map = settings_->options.connect_to;
  return std::any_of(map.begin(), map.end(), [&start](const std::string& entry) {
    return absl::StartsWithIgnoreCase(entry, start);
  });
}

absl::StatusOr<HttpResponse> CurlTransport::SendOnce(const Context& ctx, const HttpRequest& request,
                                                     const Url& url,
                                                     absl::string_view first_method) {
  CurlExchange exchange;
  exchange.request = &request;
  exchange.error_prefix = ErrorPrefix(first_method, url.WithoutQuery());
  const auto failed = [&exchange](const absl::Status& status) {
    return absl::Status(status.code(), absl::StrCat(exchange.error_prefix, status.message()));
  };
  if (!settings_->error.ok()) return failed(settings_->error);
  if (absl::Status status = CheckRequest(request, url); !status.ok()) return failed(status);
  if (absl::Status ended = clock_->Err(ctx); !ended.ok()) return failed(ended);
  absl::StatusOr<std::string> proxy = IsMapped(url) ? "" : proxies_.ProxyFor(url);
  if (!proxy.ok()) return failed(proxy.status());
  exchange.url = Assemble(url);
  exchange.host = url.Hostname();
  exchange.proxy = *std::move(proxy);
  exchange.decompress = request.headers.Find("Accept-Encoding") == nullptr;

  std::unique_ptr<CurlSession> session = sessions_->Take();
  if (session == nullptr) return failed(absl::UnavailableError("libcurl: out of memory"));
  absl::StatusOr<HttpResponse> response = session->Perform(ctx, *clock_, exchange);
  sessions_->Return(std::move(session));
  if (response.ok()) {
    response->request_method = request.method;
    response->request_url = request.url;
  }
  return response;
}

absl::StatusOr<HttpResponse> CurlTransport::Send(const Context& ctx, const HttpRequest& request) {
  const absl::Duration limit = settings_->options.total_timeout;
  if (clock_->Remaining(ctx) <= limit) return Follow(ctx, request);
  absl::StatusOr<HttpResponse> response = Follow(ctx.WithDeadline(clock_->Now() + limit), request);
  if (absl::IsDeadlineExceeded(response.status())) {
    return absl::UnavailableError(absl::StrCat(
        response.status().message(), " (Client.Timeout exceeded while awaiting headers)"));
  }
  if (response.ok() && absl::IsDeadlineExceeded(response->body_error)) {
    response->body_error = absl::UnavailableError(
        absl::StrCat(response->body_error.message(),
                     " (Client.Timeout or context cancellation while reading body)"));
  }
  return response;
}

absl::StatusOr<HttpResponse> CurlTransport::Follow(const Context& ctx, const HttpRequest& first) {
  absl::StatusOr<Url> url = internal::ParseUrl(first.url);
  if (!url.ok()) return url.status();

  RedirectedRequest redirected(first, *url);
  HttpRequest request = first;
  for (int redirects = 0;; ++redirects) {
    absl::StatusOr<HttpResponse> response = SendOnce(ctx, request, *url, first.method);
    if (!response.ok() || !IsRedirect(response->status_code)) return response;
    if (settings_->options.max_redirects < 0) return response;
    const std::string location(response->headers.Get("Location"));
    if (location.empty()) return response;

    absl::StatusOr<Url> next = Resolve(Assemble(*url), location);
    if (!next.ok()) {
      return absl::UnavailableError(
          absl::StrCat(ErrorPrefix(first.method, url->WithoutQuery()), next.status().message()));
    }
    if (redirected.WouldLeak(response->status_code, *next)) {
      return absl::FailedPreconditionError(absl::StrCat(
          ErrorPrefix(first.method, url->WithoutQuery()), "redirected to ", next->scheme, "://",
          next->host, ", where the client's credential isn't sent"));
    }
    // As http.Client does, which counts requests: the tenth answer is the last.
    if (first.pin.has_value() || redirects + 1 >= settings_->options.max_redirects) {
      // net/http names the Location header here, as it came.
      return absl::UnavailableError(absl::StrCat(
          ErrorPrefix(first.method, internal::ParseUrl(location)->WithoutQuery()),
          first.pin.has_value()
              ? first.pin->redirected
              : absl::StrCat("stopped after ", settings_->options.max_redirects, " redirects")));
    }
    request = redirected.Next(request.method, response->status_code, *url, *next);
    url = std::move(next);
  }
}

}  // namespace

std::shared_ptr<HttpTransport> NewCurlTransport(CurlTransportOptions options,
                                                std::shared_ptr<Clock> clock,
                                                const std::shared_ptr<Environment>& environment) {
  // Never undone: there is no moment at which nobody uses libcurl any more.
  static const CURLcode kInitialized = curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)kInitialized;
  return std::make_shared<CurlTransport>(std::move(options), std::move(clock), *environment);
}

std::shared_ptr<HttpTransport> SharedCurlTransport() {
  // Leaked: credentials may outlive statics.
  static const auto* const kShared = new std::shared_ptr<HttpTransport>(NewCurlTransport());
  return *kShared;
}

}  // namespace azure::identity
