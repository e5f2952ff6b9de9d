#include "mock_imds/outage.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "mock_common/rules/outage.h"
#include "mock_common/text/values.h"
#include "mock_imds/server_header.h"

namespace mock::imds {
namespace {

using scenario::Outage;

// The page of a reverse proxy whose upstream does not answer, as nginx has it.
http::Response GatewayPage(int status) {
  const std::string title = absl::StrCat(status, " ", http::ReasonPhrase(status));
  http::Response response = TextResponse(
      status, "text/html",
      absl::StrCat("<html>\r\n<head><title>", title, "</title></head>\r\n<body>\r\n<center><h1>",
                   title,
                   "</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"));
  response.headers.Set("Server", "nginx");
  return response;
}

http::Response OfImds(int status) {
  switch (status) {
    case 429: {
      http::Response response = JsonResponse(
          status, OAuthError("invalid_request", "Temporarily throttled, too many requests"));
      response.reason = " ";  // as seen
      response.remarks.oauth_error = "invalid_request";
      return response;
    }
    case 500:
      return JsonResponse(
          status, OAuthError("unknown",
                             "Failed to retrieve token from the Active directory. For details see "
                             "logs in C:\\Logs\\Plugins\\Microsoft.Identity.MSI\\1.0\\"
                             "service_identity_0.log"));
    case 404:
      return JsonResponse(status, R"({"error":"Not found"})");
    default:
      return TextResponse(status, "", "");
  }
}

http::Response OfAppService(const HostExchange& exchange, int status) {
  if (status == 404 || status == 410) return TextResponse(status, "", "");
  return JsonResponse(
      status,
      absl::StrCat(R"({"statusCode":)", status, R"(,"message":")",
                   status == 429 ? "Too many requests."
                                 : "An unexpected error occured while fetching the AAD Token.",
                   R"(","correlationId":")", exchange.CorrelationId(), R"("})"));
}

http::Response Answer(const HostExchange& exchange, int status) {
  if (status == 502 || status == 504) return GatewayPage(status);
  const auto kind = exchange.host.kind();
  const bool app_service =
      kind == ManagedIdentityHost::APP_SERVICE || kind == ManagedIdentityHost::CONTAINER_APPS;
  return app_service ? OfAppService(exchange, status) : OfImds(status);
}

bool IsOn(const Outage& outage, absl::Duration age) {
  const auto from = scenario::ParseDurationText(outage.from()).value_or(absl::ZeroDuration());
  const auto lasts = scenario::ParseDurationText(outage.lasts()).value_or(absl::InfiniteDuration());
  return from <= age && age < from + lasts;
}

}  // namespace

std::optional<http::Reply> ReplyInOutage(const HostExchange& exchange) {
  // A step of a rule comes before what the host is said to be like.
  const Outage* now = exchange.setting.has_outage() ? &exchange.setting.outage() : nullptr;
  for (const Outage& outage : exchange.host.outages()) {
    if (now == nullptr && IsOn(outage, exchange.age)) now = &outage;
  }
  if (now == nullptr) return std::nullopt;
  http::Response response = Answer(exchange, scenario::StatusOf(now->kind()));
  AddServerHeader(exchange.host, &response);
  return scenario::ReplyInOutage(*now, std::move(response));
}

}  // namespace mock::imds
