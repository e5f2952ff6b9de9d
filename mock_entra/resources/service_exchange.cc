#include "mock_entra/resources/service_exchange.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace mock::entra {

http::Response JsonResponse(int status, const nlohmann::ordered_json& body) {
  http::Response response;
  response.status = status;
  response.headers.Add("Content-Type", "application/json; charset=utf-8");
  // Names and paths come from outside, and need not be UTF-8.
  response.body = scenario::JsonText(body);
  return response;
}

http::Response JsonError(int status, absl::string_view code, absl::string_view message,
                         absl::string_view inner_code) {
  nlohmann::ordered_json error = {{"code", std::string(code)}, {"message", std::string(message)}};
  if (!inner_code.empty()) error["innererror"] = {{"code", std::string(inner_code)}};
  http::Response response = JsonResponse(status, {{"error", std::move(error)}});
  response.remarks.service_error_code = std::string(inner_code.empty() ? code : inner_code);
  return response;
}

std::string QueryParameter(const http::Request& request, absl::string_view name) {
  const auto parameters = http::ParseForm(request.query);
  if (!parameters) return "";
  for (const auto& [key, value] : *parameters) {
    if (absl::EqualsIgnoreCase(key, name)) return value;
  }
  return "";
}

http::Response NotInTheFake(const ServiceExchange& exchange) {
  return http::Because(
      "the fake does not have this operation of the service",
      JsonError(501, "NotImplemented",
                absl::StrCat("azmock: the fake has no ", exchange.request().method, " of ",
                             exchange.to.path, "; answer it by a rule of a scenario")));
}

}  // namespace mock::entra
