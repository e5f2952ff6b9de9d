#include "identity/internal/sign_in/device_code_sign_in.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "identity/error_details.h"
#include "identity/internal/entra/metadata_json.h"
#include "identity/internal/entra/openid_configuration.h"
#include "identity/internal/entra/token_request.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/errors/error_payload.h"
#include "identity/internal/secrets/secret_string.h"
#include "identity/internal/text/go_json.h"

namespace azure::identity::internal {
namespace {

// MSAL's pauses; it does not use the interval that the authority asks for.
constexpr absl::Duration kFirstPause = absl::Milliseconds(50);
constexpr absl::Duration kLongestPause = absl::Seconds(5);

struct DeviceCode {
  DeviceCodeMessage message;
  SecretString device_code;
  absl::Time expires_on;
};

// `status` as azidentity passes it on: MSAL's text, without the credential's name.
// `prefix` is what MSAL puts in front of a response.
absl::Status Verbatim(const absl::Status& status, absl::string_view prefix = "") {
  const ErrorDetails details = DetailsFromStatus(status).value_or(ErrorDetails());
  if (!details.http) return AuthenticationFailedVerbatim(status.message(), status.code());
  const ErrorDetails::Http& http = *details.http;
  const absl::string_view body = absl::StripAsciiWhitespace(http.body);
  return AuthenticationFailedVerbatim(
      absl::StrCat(prefix, "http call(", http.url, ")(", http.method,
                   ") error: reply status code was ", http.status_code, body.empty() ? "" : ":\n",
                   body),
      status.code(), http.body);
}

// Beside the token endpoint, as Entra ID and AD FS have it.
std::string DeviceCodeEndpoint(std::string token_endpoint) {
  constexpr absl::string_view kName = "token";
  const std::size_t last = token_endpoint.rfind(std::string(kName));
  if (last != std::string::npos) token_endpoint.replace(last, kName.size(), "devicecode");
  return token_endpoint;
}

absl::StatusOr<std::int64_t> ReadInt(const std::map<std::string, absl::string_view>& members,
                                     const std::string& name) {
  const auto member = members.find(name);
  if (member == members.end() || JsonKind(member->second) == "null") return 0;
  std::int64_t number = 0;
  const absl::string_view kind = JsonKind(member->second);
  if (kind == "number" && absl::SimpleAtoi(member->second, &number)) return number;
  return absl::UnavailableError(absl::StrCat(
      "json decode error: json: cannot unmarshal ", kind, kind == "number" ? " " : "",
      kind == "number" ? member->second.substr(0, 64) : "", " into Go value of type int"));
}

absl::StatusOr<DeviceCode> ReadDeviceCode(absl::string_view body, absl::Time now) {
  const auto members = MetadataMembers(body);
  if (!members.ok()) return members.status();
  DeviceCode code;
  std::string device_code;
  const struct {
    const char* name;
    std::string* text;
  } kTexts[] = {{"user_code", &code.message.user_code},
                {"verification_uri", &code.message.verification_url},
                {"message", &code.message.message},
                {"device_code", &device_code}};
  for (const auto& member : kTexts) {
    absl::StatusOr<std::string> text = MetadataText(body, *members, member.name);
    if (!text.ok()) return text.status();
    *member.text = *std::move(text);
  }
  code.device_code = std::move(device_code);
  const absl::StatusOr<std::int64_t> expires_in = ReadInt(*members, "expires_in");
  if (!expires_in.ok()) return expires_in.status();
  const absl::StatusOr<std::int64_t> interval = ReadInt(*members, "interval");
  if (!interval.ok()) return interval.status();
  code.expires_on = now + absl::Seconds(*expires_in);
  return code;
}

// Unlike metadata, this body holds a secret: who has the device code can get the
// user's token.
absl::Status WithoutBody(const absl::Status& status, absl::string_view body) {
  const absl::string_view message = status.message();
  const absl::string_view cause = message.substr(0, message.find("\njson message bytes were: "));
  return absl::Status(status.code(),
                      absl::StrCat(cause, "\nraw message was ", body.size(),
                                   " bytes long; it isn't shown because it may contain a token"));
}

absl::StatusOr<DeviceCode> FetchDeviceCode(const Context& ctx, ClientCore& core,
                                           const Endpoints& endpoints, const TokenRequest& request,
                                           const std::string& claims) {
  FormFields form = {{"client_id", core.client_id()}, {"scope", ScopeParameter(request.scopes)}};
  if (!claims.empty()) form.emplace("claims", claims);
  const absl::StatusOr<HttpBody> body =
      core.http().PostForm(ctx, DeviceCodeEndpoint(endpoints.token_endpoint), form);
  if (!body.ok()) return body.status();
  absl::StatusOr<DeviceCode> code = ReadDeviceCode(*body, core.clock().Now());
  if (!code.ok()) return WithoutBody(code.status(), *body);
  return code;
}

// Whether the user has not signed in yet.
bool IsPending(const absl::Status& status) {
  const ErrorDetails details = DetailsFromStatus(status).value_or(ErrorDetails());
  return details.http && details.http->status_code == 400 && details.entra &&
         (details.entra->error == "authorization_pending" || details.entra->error == "slow_down");
}

absl::StatusOr<TokenResponse> Poll(const Context& ctx, ClientCore& core, const std::string& url,
                                   const FormFields& form, const TokenRequest& request) {
  absl::Duration pause = kFirstPause;
  for (;;) {
    const absl::Status slept = core.clock().SleepUntil(ctx, core.clock().Now() + pause);
    if (!slept.ok()) return slept;
    pause = std::min(3 * pause, kLongestPause);
    absl::StatusOr<TokenResponse> response = core.Post(ctx, url, form, request, TokenOwner::kUser);
    if (response.ok() || !IsPending(response.status())) return response;
  }
}

}  // namespace

SignIn DeviceCodeSignIn(
    std::function<absl::Status(const Context&, const DeviceCodeMessage&)> prompt) {
  return [prompt = std::move(prompt)](
             const Context& ctx, ClientCore& core,
             const TokenRequest& request) -> absl::StatusOr<TokenResponse> {
    const absl::StatusOr<Endpoints> endpoints = core.ResolveEndpoints(ctx, request.authority);
    if (!endpoints.ok()) {
      return Verbatim(endpoints.status(), "unable to resolve an endpoint: ");
    }
    const absl::StatusOr<std::string> claims = core.Claims(request);
    if (!claims.ok()) return Verbatim(claims.status());
    const absl::StatusOr<DeviceCode> code =
        FetchDeviceCode(ctx, core, *endpoints, request, *claims);
    if (!code.ok()) return Verbatim(code.status());
    if (absl::Status status = prompt(ctx, code->message); !status.ok()) return status;
    // Not the grant's registered name, but what MSAL sends.
    const FormFields form = UserForm("device_code", core.client_id(), request.scopes, *claims,
                                     {{"device_code", code->device_code}});
    return Poll(ctx.WithDeadline(code->expires_on), core, endpoints->token_endpoint, form, request);
  };
}

}  // namespace azure::identity::internal
