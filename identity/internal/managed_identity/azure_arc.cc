#include "identity/internal/managed_identity/azure_arc.h"

#include <cstdint>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/internal/text/go_json.h"
#include "identity/internal/text/go_path.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
namespace {

constexpr char kDefaultEndpoint[] = "http://127.0.0.1:40342/metadata/identity/oauth2/token";
constexpr char kKeyFolder[] = "/var/opt/azcmagent/tokens";
constexpr char kKeyExtension[] = ".key";
constexpr std::int64_t kMaxKeyBytes = 4096;
constexpr char kNotConfirmed[] =
    "azure arc did not confirm the requested user-assigned managed identity in the token response; "
    "the agent likely does not support user-assigned managed identities and returned the "
    "system-assigned identity";

// A member of a JSON object; "" if it is missing, or no text. Of two the last counts.
std::string TextMember(absl::string_view body, absl::string_view name) {
  const absl::StatusOr<absl::string_view> json = ScanJson(body, JsonReader::kUnmarshal);
  if (!json.ok() || JsonKind(*json) != "object") return "";
  std::string text;
  for (const JsonMember& member : JsonMembers(*json)) {
    if (member.name != name) continue;
    text = JsonKind(member.value) == "string" ? JsonString(member.value) : "";
  }
  return text;
}

}  // namespace

absl::StatusOr<std::string> ArcKeyPath(absl::string_view challenge) {
  static constexpr absl::string_view kMark = "Basic realm=";
  const std::size_t mark = challenge.find(kMark);
  if (mark == absl::string_view::npos) {
    return absl::UnavailableError(
        absl::StrCat("basic realm= not found in the string, instead found: ", challenge));
  }
  absl::string_view path = challenge.substr(mark + kMark.size());
  path = path.substr(0, path.find(kMark));
  const std::string name = PathBase(path);
  if (!absl::EndsWith(name, kKeyExtension)) {
    return absl::UnavailableError(absl::StrCat("invalid file extension, expected ", kKeyExtension,
                                               ", got ", PathExtension(name)));
  }
  const std::string folder = PathDirectory(path);
  if (folder != kKeyFolder) {
    return absl::UnavailableError(
        absl::StrCat("invalid file path, expected ", kKeyFolder, ", got ", folder));
  }
  return std::string(path);
}

AzureArc::AzureArc(std::optional<ManagedIdentityId> id, std::shared_ptr<Environment> environment,
                   std::shared_ptr<FileSystem> files)
    : id_(std::move(id)), environment_(std::move(environment)), files_(std::move(files)) {}

absl::StatusOr<HttpRequest> AzureArc::TokenRequest(absl::string_view resource) const {
  std::string text = environment_->GetOrEmpty("IDENTITY_ENDPOINT");
  if (text.empty()) text = kDefaultEndpoint;
  absl::StatusOr<Url> endpoint = ParseEndpoint(text);
  if (!endpoint.ok()) return endpoint.status();
  std::map<std::string, std::string> parameters = {{"api-version", "2020-06-01"},
                                                   {"resource", std::string(resource)}};
  if (id_.has_value()) parameters[IdParameter(id_->kind(), kImdsResourceParameter)] = id_->value();
  absl::StatusOr<HttpRequest> request = GetRequest(*std::move(endpoint), parameters);
  if (request.ok()) request->headers.Set("Metadata", "true");
  return request;
}

absl::StatusOr<HttpResponse> AzureArc::Ask(const Context& ctx, HttpTransport& pipeline,
                                           absl::string_view resource) const {
  absl::StatusOr<HttpResponse> response = ManagedIdentityHost::Ask(ctx, pipeline, resource);
  if (!response.ok()) return response;
  if (response->status_code != 401) {
    return absl::UnavailableError(
        absl::StrCat("expected a 401 response, received ", response->status_code));
  }
  const absl::StatusOr<SecretString> key = ReadKey(response->headers.Get("WWW-Authenticate"));
  if (!key.ok()) return key.status();
  absl::StatusOr<HttpRequest> request = TokenRequest(resource);
  if (!request.ok()) return request.status();
  if (!key->empty()) request->headers.Set("Authorization", JoinSecret({"Basic ", *key}));
  return pipeline.Send(ctx, *request);
}

absl::Status AzureArc::Confirm(absl::string_view body) const {
  if (!id_.has_value()) return absl::OkStatus();
  std::string used = TextMember(body, IdParameter(id_->kind(), kImdsResourceParameter));
  if (used.empty() && id_->kind() == ManagedIdentityId::Kind::kResource) {
    used = TextMember(body, "mi_res_id");
  }
  if (absl::EqualsIgnoreCase(used, id_->value())) return absl::OkStatus();
  return absl::UnavailableError(kNotConfirmed);
}

absl::StatusOr<SecretString> AzureArc::ReadKey(absl::string_view challenge) const {
  if (challenge.empty()) {
    return absl::UnavailableError("response has no www-authenticate header");
  }
  const absl::StatusOr<std::string> path = ArcKeyPath(challenge);
  if (!path.ok()) return path.status();
  const absl::StatusOr<std::int64_t> size = files_->FileSize(*path);
  if (!size.ok()) {
    return absl::Status(size.status().code(),
                        absl::StrCat("failed to get metadata for ", *path,
                                     " due to error: ", size.status().message()));
  }
  if (*size > kMaxKeyBytes) {
    return absl::UnavailableError(absl::StrCat("invalid secret file size, expected ", kMaxKeyBytes,
                                               ", file size was ", *size));
  }
  absl::StatusOr<std::string> key = files_->ReadFile(*path, kMaxKeyBytes);
  if (key.ok()) return SecretString(*std::move(key));
  return absl::Status(key.status().code(), absl::StrCat("failed to read ", QuoteGo(*path),
                                                        " due to error: ", key.status().message()));
}

}  // namespace azure::identity::internal
