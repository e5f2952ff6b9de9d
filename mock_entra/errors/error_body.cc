#include "mock_entra/errors/error_body.h"

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "mock_common/text/json_text.h"

namespace mock::entra {
namespace {

using Json = nlohmann::ordered_json;

std::string Timestamp(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%SZ", time, absl::UTCTimeZone());
}

std::string Description(const AadstsRow& row, const Values& values,
                        const ErrorCircumstances& circumstances) {
  const absl::string_view separator = circumstances.crlf_trailer ? "\r\n" : " ";
  return absl::StrCat("AADSTS", row.code, ": ", Expand(row.description, values), separator,
                      "Trace ID: ", circumstances.trace_id, separator,
                      "Correlation ID: ", circumstances.correlation_id, separator,
                      "Timestamp: ", Timestamp(circumstances.time));
}

// Values stand inside JSON texts (the claims challenge is JSON inside JSON), so
// they are put in after parsing.
void ExpandStrings(Json& json, const Values& values) {
  if (json.is_string()) {
    json = Expand(json.get_ref<const std::string&>(), values);
  } else if (json.is_structured()) {
    for (auto& member : json) ExpandStrings(member, values);
  }
}

}  // namespace

std::string ErrorBody(const AadstsRow& row, const Values& values,
                      const ErrorCircumstances& circumstances) {
  Json body;
  body["error"] = row.error;
  body["error_description"] = Description(row, values, circumstances);
  body["error_codes"] = row.error_codes;
  body["timestamp"] = Timestamp(circumstances.time);
  body["trace_id"] = circumstances.trace_id;
  body["correlation_id"] = circumstances.correlation_id;
  if (row.has_error_uri) {
    body["error_uri"] = absl::StrCat(circumstances.authority, "/error?code=", row.code);
  }
  if (!row.suberror.empty()) body["suberror"] = row.suberror;
  if (!row.extra.empty()) {
    Json extra = scenario::ParseOrderedJson(row.extra);
    ExpandStrings(extra, values);
    for (const auto& [key, value] : extra.items()) body[key] = value;
  }
  // A request's bytes may reach the description: bad UTF-8 must not throw.
  return scenario::JsonText(body);
}

}  // namespace mock::entra
