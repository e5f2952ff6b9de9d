#include "identity/internal/proofs/oidc_request.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/errors/error_format.h"
#include "identity/internal/errors/request_target.h"
#include "identity/internal/text/go_json.h"
#include "identity/internal/text/url.h"

namespace azure::identity::internal {
namespace {

constexpr char kAzurePipelines[] = "AzurePipelinesCredential";

absl::Status Failed(absl::string_view what, const absl::Status& why) {
  return AuthenticationFailed(kAzurePipelines, absl::StrCat(what, ": ", why.message()), why.code());
}

absl::Status Refused(const HttpResponse& response) {
  std::string message = absl::StrCat(
      response.status_code, " ", response.reason,
      " response from the OIDC endpoint. Check service connection ID and Pipeline configuration.");
  // These help Azure DevOps to find the request.
  for (const char* name : {"x-msedge-ref", "x-vss-e2eid"}) {
    const absl::string_view value = response.headers.Get(name);
    if (!value.empty()) absl::StrAppend(&message, "\n", name, ": ", value);
  }
  return AuthenticationFailed(kAzurePipelines, message, response);
}

// The body is never shown: it may hold a token.
absl::StatusOr<std::string> ReadToken(absl::string_view body) {
  const auto unexpected = [](absl::string_view text) {
    return AuthenticationFailed(kAzurePipelines, text);
  };
  const absl::StatusOr<absl::string_view> json = ScanJson(body, JsonReader::kUnmarshal);
  const absl::string_view kind = json.ok() ? JsonKind(*json) : "";
  if (kind != "object" && kind != "null") {
    return unexpected("unexpected response from OIDC endpoint");
  }
  std::string token;
  if (kind == "object") {
    for (const JsonMember& member : JsonMembers(*json)) {
      if (!absl::EqualsIgnoreCase(member.name, "oidcToken")) continue;
      const absl::string_view type = JsonKind(member.value);
      if (type == "null") continue;
      if (type != "string") return unexpected("unexpected response from OIDC endpoint");
      token = JsonString(member.value);
    }
  }
  // azidentity would send an empty assertion.
  if (token.empty()) return unexpected("unexpected response from OIDC endpoint: no oidcToken");
  return token;
}

}  // namespace

OidcRequest::OidcRequest(std::string uri, std::string service_connection_id,
                         SecretString system_access_token, std::shared_ptr<HttpTransport> pipeline)
    : uri_(std::move(uri)),
      service_connection_id_(std::move(service_connection_id)),
      system_access_token_(std::move(system_access_token)),
      pipeline_(std::move(pipeline)) {}

absl::StatusOr<std::string> OidcRequest::Send(const Context& ctx) const {
  const absl::StatusOr<std::string> url = EncodeQuery(
      absl::StrCat(uri_, "?api-version=7.1&serviceConnectionId=", service_connection_id_));
  if (!url.ok()) return Failed("couldn't encode OIDC URL", url.status());
  const absl::StatusOr<Url> target = ParseUrl(*url);
  if (!target.ok()) return Failed("couldn't create OIDC token request", target.status());
  if (absl::Status status = CheckTarget(*target); !status.ok()) {
    return Failed("couldn't send OIDC token request", status);
  }

  HttpRequest request{"POST", target->ToString(), {}, ""};
  request.headers.Set("Authorization", JoinSecret({"Bearer ", system_access_token_}));
  // For a bad access token: answer 401, do not redirect to a page to sign in.
  request.headers.Set("X-TFS-FedAuthRedirect", "Suppress");
  const absl::StatusOr<HttpResponse> response = pipeline_->Send(ctx, request);
  if (!response.ok()) return Failed("couldn't send OIDC token request", response.status());
  if (response->status_code != 200) return Refused(*response);
  return ReadToken(response->body);
}

}  // namespace azure::identity::internal
