#include "mock_entra/exchange/exchange.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/http/http_date.h"
#include "mock_entra/errors/error_body.h"
#include "mock_entra/exchange/identifiers.h"
#include "mock_entra/exchange/json_object.h"

namespace mock::entra {
namespace {

constexpr char kJson[] = "application/json; charset=utf-8";
constexpr char kPolicy[] = "CP=\"DSP CUR OTPi IND OTRi ONL FIN\"";

// Not as a list of strings, which would be made twice for each answer.
using Header = std::pair<absl::string_view, absl::string_view>;
constexpr Header kTokenHeaders[] = {
    {"Cache-Control", "no-store, no-cache"},
    {"Pragma", "no-cache"},
    {"Content-Type", kJson},
    {"Expires", "-1"},
    {"Strict-Transport-Security", "max-age=31536000; includeSubDomains"},
    {"X-Content-Type-Options", "nosniff"},
};
constexpr Header kMetadataHeaders[] = {
    {"Cache-Control", "max-age=86400, private"},
    {"Content-Type", kJson},
    {"Strict-Transport-Security", "max-age=31536000; includeSubDomains"},
    {"X-Content-Type-Options", "nosniff"},
    {"Access-Control-Allow-Origin", "*"},
    {"Access-Control-Allow-Methods", "GET, OPTIONS"},
    {"P3P", kPolicy},
};

std::string TraceId(Random& random) {
  std::string id = random.Uuid();
  return id.replace(id.size() - 2, 2, "00");
}

std::string CorrelationId(const http::Request& request, Random& random) {
  const absl::string_view sent = request.headers.Get("client-request-id");
  return IsGuid(sent) ? absl::AsciiStrToLower(sent) : random.Uuid();
}

// The part that all of Entra's answers share, from Strict-Transport-Security to
// the cookies. Order and values as in recorded sessions.
void AddCommonHeaders(const Exchange& exchange, absl::string_view telemetry,
                      http::Headers& headers) {
  headers.Add("x-ms-request-id", exchange.trace_id);
  headers.Add("x-ms-ests-server", "2.1.14357.8 - EUS ProdSlices");
  if (!telemetry.empty()) headers.Add("x-ms-clitelem", telemetry);
  if (absl::EqualsIgnoreCase(exchange.request.headers.Get("return-client-request-id"), "true")) {
    headers.Add("client-request-id", exchange.correlation_id);
  }
  headers.Add("X-XSS-Protection", "0");
  headers.Add("Set-Cookie", absl::StrCat("fpc=", exchange.cookie, "; expires=",
                                         http::CookieDate(exchange.now + absl::Hours(24 * 30)),
                                         "; path=/; secure; HttpOnly; SameSite=None"));
  headers.Add("Set-Cookie", "x-ms-gateway-slice=estsfd; path=/; secure; samesite=none; httponly");
  headers.Add("Set-Cookie", "stsservicecookie=estsfd; path=/; secure; samesite=none; httponly");
  headers.Add("Date", http::HttpDate(exchange.now));
}

// What lets a page of another origin read a token, or why it gets none. As recorded.
void AddCrossOriginHeaders(http::Headers& headers) {
  headers.Add("Access-Control-Allow-Origin", "*");
  headers.Add("Access-Control-Expose-Headers",
              "Content-Length,Content-Encoding,x-ms-request-id,x-ms-srs");
  headers.Add("Access-Control-Allow-Methods", "POST, OPTIONS");
}

http::Response TokenResponse(const Exchange& exchange, int status, std::string body,
                             std::int64_t code) {
  // Only clients that send MSAL's telemetry get some back.
  const http::Headers& asked = exchange.request.headers;
  const bool telemetry =
      asked.Has("x-client-current-telemetry") || asked.Has("x-client-last-telemetry");
  http::Response response;
  response.status = status;
  for (const auto& [name, value] : kTokenHeaders) response.headers.Add(name, value);
  if (exchange.request.method == "POST" && asked.Has("Origin")) {
    AddCrossOriginHeaders(response.headers);
  }
  response.headers.Add("P3P", kPolicy);
  AddCommonHeaders(exchange, telemetry ? absl::StrCat("1,", code, ",0,,") : "", response.headers);
  response.body = std::move(body);
  AddRemarks(exchange, "", &response);
  return response;
}

// Parameters are named by the fake, not by the request.
std::string ReasonOf(const AadstsRow& row, const Values& values) {
  const auto name = values.find("name");
  if (row.code == 900144 && name != values.end()) {
    return absl::StrCat("the request has no ", name->second);
  }
  return row.trigger;
}

http::Response LimitResponse(const Exchange& exchange, const std::string& reason) {
  constexpr char kError[] = "azmock_limit";
  JsonObject body;
  body.Add("error", kError);
  body.Add("error_description", absl::StrCat("azmock: ", reason));
  http::Response response = TokenResponse(exchange, 503, std::move(body).Finish(), 0);
  response.remarks.oauth_error = kError;
  response.remarks.reason = reason;
  return response;
}

}  // namespace

Exchange MakeExchange(const http::Request& request, const scenario::Setting& setting,
                      absl::Time now, Random& random) {
  return Exchange{
      request,
      setting,
      now,
      AuthorityOf(request),
      setting.trace_id().empty() ? TraceId(random) : setting.trace_id(),
      setting.correlation_id().empty() ? CorrelationId(request, random) : setting.correlation_id(),
      absl::WebSafeBase64Escape(random.Bytes(18)),
  };
}

http::Response TokenEndpointResponse(const Exchange& exchange, int status, std::string body) {
  return TokenResponse(exchange, status, std::move(body), 0);
}

void AddRemarks(const Exchange& exchange, absl::string_view reason, http::Response* response) {
  response->remarks.reason = std::string(reason);
  response->remarks.trace_id = exchange.trace_id;
  response->remarks.correlation_id = exchange.correlation_id;
}

http::Response OtherMethodResponse(const Exchange& exchange, absl::string_view allowed) {
  const bool preflight = exchange.request.method == "OPTIONS";
  http::Response response = TokenEndpointResponse(exchange, preflight ? 200 : 405, "");
  response.headers.Remove("Content-Type");
  response.headers.Add("Allow", allowed);
  if (!preflight) {
    response.remarks.reason = "the endpoint does not take this method";
    return response;
  }
  response.headers.Add("Access-Control-Allow-Origin", "*");
  response.headers.Add("Access-Control-Allow-Methods", allowed);
  const absl::string_view asked = exchange.request.headers.Get("Access-Control-Request-Headers");
  if (!asked.empty()) response.headers.Add("Access-Control-Allow-Headers", asked);
  return response;
}

http::Response MetadataResponse(const Exchange& exchange, std::string body) {
  http::Response response;
  for (const auto& [name, value] : kMetadataHeaders) response.headers.Add(name, value);
  AddCommonHeaders(exchange, "", response.headers);
  response.body = std::move(body);
  AddRemarks(exchange, "", &response);
  return response;
}

http::Response RefusalResponse(const Exchange& exchange, const Refusal& refusal) {
  if (refusal.code == kLimitOfTheFake) return LimitResponse(exchange, refusal.reason);
  http::Response response =
      ErrorResponse(exchange, refusal.code, refusal.values, refusal.variant, refusal.reason);
  response.remarks.failed_claim = refusal.claim;
  return response;
}

http::Response ErrorResponse(const Exchange& exchange, std::int64_t code, const Values& values,
                             absl::string_view variant, absl::string_view reason) {
  const Catalogue& catalogue = Catalogue::BuiltIn();
  const AadstsRow* row = catalogue.Find(code, variant);
  if (row == nullptr) row = catalogue.Find(code);
  if (row == nullptr) row = catalogue.Find(50000);
  ErrorCircumstances circumstances;
  circumstances.time = exchange.now;
  circumstances.trace_id = exchange.trace_id;
  circumstances.correlation_id = exchange.correlation_id;
  circumstances.authority = exchange.authority.error_base;
  circumstances.crlf_trailer = exchange.setting.trailer() == scenario::Setting::CRLF;
  http::Response response =
      TokenResponse(exchange, row->status, ErrorBody(*row, values, circumstances), row->code);
  http::Remarks& remarks = response.remarks;
  remarks.oauth_error = row->error;
  remarks.suberror = row->suberror;
  remarks.aadsts = row->error_codes;
  remarks.reason = reason.empty() ? ReasonOf(*row, values) : std::string(reason);
  return response;
}

}  // namespace mock::entra
