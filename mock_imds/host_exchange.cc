#include "mock_imds/host_exchange.h"

#include <utility>

#include "absl/strings/match.h"
#include "mock_common/text/json_text.h"
#include "mock_common/text/values.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

std::string Find(absl::string_view pairs, absl::string_view name) {
  const auto parsed = http::ParseForm(pairs);
  if (!parsed) return "";
  for (const auto& [key, value] : *parsed) {
    if (absl::EqualsIgnoreCase(key, name)) return value;
  }
  return "";
}

}  // namespace

std::string HostExchange::Query(absl::string_view name) const { return Find(request.query, name); }

std::string HostExchange::Form(absl::string_view name) const { return Find(request.body, name); }

bool HostExchange::HasHeader(absl::string_view name, absl::string_view value) const {
  return absl::EqualsIgnoreCase(request.headers.Get(name), value);
}

std::string HostExchange::CorrelationId() const {
  return setting.correlation_id().empty() ? random.Uuid() : setting.correlation_id();
}

bool IsWithin(absl::Duration age, const std::string& from, const std::string& until) {
  const auto begin = scenario::ParseDurationText(from).value_or(absl::ZeroDuration());
  const auto end = scenario::ParseDurationText(until).value_or(absl::InfiniteDuration());
  return begin <= age && age < end;
}

http::Response TextResponse(int status, absl::string_view content_type, std::string body) {
  http::Response response;
  response.status = status;
  if (!content_type.empty()) response.headers.Add("Content-Type", content_type);
  response.body = std::move(body);
  return response;
}

http::Response RefuseMethod() {
  return http::Because("the endpoint does not take this method", TextResponse(405, "", ""));
}

http::Response JsonResponse(int status, std::string body) {
  return TextResponse(status, "application/json; charset=utf-8", std::move(body));
}

std::string OAuthError(absl::string_view error, absl::string_view description) {
  nlohmann::ordered_json json;
  json["error"] = std::string(error);
  json["error_description"] = std::string(description);
  return scenario::JsonText(json);
}

}  // namespace mock::imds
