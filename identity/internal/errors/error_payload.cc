#include "identity/internal/errors/error_payload.h"

#include <string>

#include "absl/strings/cord.h"
#include "identity/error_details.pb.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
namespace {

wire::ErrorDetails::Http ToWire(const ErrorDetails::Http& http) {
  wire::ErrorDetails::Http message;
  message.set_method(http.method);
  message.set_url(http.url);
  message.set_status_code(http.status_code);
  message.set_reason(http.reason);
  message.set_body(http.body);
  message.set_error_code(http.error_code);
  message.set_error_message(http.error_message);
  return message;
}

ErrorDetails::Http FromWire(const wire::ErrorDetails::Http& message) {
  ErrorDetails::Http http;
  http.method = message.method();
  http.url = message.url();
  http.status_code = message.status_code();
  http.reason = message.reason();
  http.body = message.body();
  http.error_code = message.error_code();
  http.error_message = message.error_message();
  return http;
}

wire::ErrorDetails::Entra ToWire(const ErrorDetails::Entra& entra) {
  wire::ErrorDetails::Entra message;
  message.set_error(ToValidUtf8(entra.error));
  message.set_suberror(ToValidUtf8(entra.suberror));
  message.set_description(ToValidUtf8(entra.description));
  message.mutable_error_codes()->Add(entra.error_codes.begin(), entra.error_codes.end());
  message.set_timestamp(ToValidUtf8(entra.timestamp));
  message.set_trace_id(ToValidUtf8(entra.trace_id));
  message.set_correlation_id(ToValidUtf8(entra.correlation_id));
  message.set_error_uri(ToValidUtf8(entra.error_uri));
  message.set_claims(ToValidUtf8(entra.claims));
  return message;
}

ErrorDetails::Entra FromWire(const wire::ErrorDetails::Entra& message) {
  ErrorDetails::Entra entra;
  entra.error = message.error();
  entra.suberror = message.suberror();
  entra.description = message.description();
  entra.error_codes.assign(message.error_codes().begin(), message.error_codes().end());
  entra.timestamp = message.timestamp();
  entra.trace_id = message.trace_id();
  entra.correlation_id = message.correlation_id();
  entra.error_uri = message.error_uri();
  entra.claims = message.claims();
  return entra;
}

wire::ErrorDetails::TokenRequest ToWire(const ErrorDetails::TokenRequest& request) {
  wire::ErrorDetails::TokenRequest message;
  for (const std::string& scope : request.scopes) message.add_scopes(ToValidUtf8(scope));
  message.set_tenant_id(ToValidUtf8(request.tenant_id));
  message.set_claims(ToValidUtf8(request.claims));
  message.set_enable_cae(request.enable_cae);
  return message;
}

ErrorDetails::TokenRequest FromWire(const wire::ErrorDetails::TokenRequest& message) {
  ErrorDetails::TokenRequest request;
  request.scopes.assign(message.scopes().begin(), message.scopes().end());
  request.tenant_id = message.tenant_id();
  request.claims = message.claims();
  request.enable_cae = message.enable_cae();
  return request;
}

wire::ErrorDetails ToWire(const ErrorDetails& details) {
  wire::ErrorDetails message;
  message.set_kind(static_cast<wire::ErrorDetails::Kind>(details.kind));
  message.set_credential(ToValidUtf8(details.credential));
  message.set_message(details.message);
  if (details.http) *message.mutable_http() = ToWire(*details.http);
  if (details.entra) *message.mutable_entra() = ToWire(*details.entra);
  message.set_troubleshooting_anchor(ToValidUtf8(details.troubleshooting_anchor));
  for (const ErrorDetails& child : details.children) *message.add_children() = ToWire(child);
  if (details.token_request) *message.mutable_token_request() = ToWire(*details.token_request);
  return message;
}

ErrorDetails FromWire(const wire::ErrorDetails& message) {
  ErrorDetails details;
  details.kind = static_cast<ErrorKind>(message.kind());
  details.credential = message.credential();
  details.message = message.message();
  if (message.has_http()) details.http = FromWire(message.http());
  if (message.has_entra()) details.entra = FromWire(message.entra());
  details.troubleshooting_anchor = message.troubleshooting_anchor();
  for (const auto& child : message.children()) details.children.push_back(FromWire(child));
  if (message.has_token_request()) details.token_request = FromWire(message.token_request());
  return details;
}

}  // namespace

void SetErrorDetails(const ErrorDetails& details, absl::Status& status) {
  status.SetPayload(kErrorDetailsTypeUrl, absl::Cord(ToWire(details).SerializeAsString()));
}

std::optional<ErrorDetails> DetailsFromStatus(const absl::Status& status) {
  const auto payload = status.GetPayload(kErrorDetailsTypeUrl);
  wire::ErrorDetails message;
  if (!payload || !message.ParseFromString(std::string(*payload))) return std::nullopt;
  return FromWire(message);
}

}  // namespace azure::identity::internal
