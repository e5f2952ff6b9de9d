#include "identity/internal/entra/instance_discovery.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "identity/error_details.h"
#include "identity/internal/entra/metadata_json.h"
#include "identity/internal/errors/error_payload.h"
#include "identity/internal/text/go_json.h"
#include "identity/internal/text/url.h"

namespace azure::identity::internal {
namespace {

constexpr char kDefaultHost[] = "login.microsoftonline.com";
constexpr char kDocument[] = "v2.0/.well-known/openid-configuration";

// A host that can answer, told about the one in question.
std::string RequestUrl(const Authority& authority) {
  const std::string authorize =
      absl::StrCat("https://", authority.host, "/", authority.tenant, "/oauth2/v2.0/authorize");
  return absl::StrCat("https://", IsTrustedHost(authority.host) ? authority.host : kDefaultHost,
                      "/common/discovery/instance?",
                      EncodeForm({{"api-version", "1.1"}, {"authorization_endpoint", authorize}}));
}

bool SaysInvalidInstance(const absl::Status& status) {
  const std::optional<ErrorDetails> details = DetailsFromStatus(status);
  return details && details->http && details->http->status_code == 400 &&
         absl::StrContains(details->http->body, "invalid_instance");
}

bool IsEndOfContext(const absl::Status& status) {
  return status.code() == absl::StatusCode::kCancelled ||
         status.code() == absl::StatusCode::kDeadlineExceeded;
}

std::vector<std::string> WithoutAsking(const std::string& host) {
  const Cloud* const known = FindKnownCloud(host);
  return known == nullptr ? std::vector<std::string>{host} : known->hosts;
}

std::vector<std::string> Texts(absl::string_view array) {
  std::vector<std::string> texts;
  if (JsonKind(array) != "array") return texts;
  for (const absl::string_view element : JsonElements(array)) {
    if (JsonKind(element) == "string") texts.push_back(JsonString(element));
  }
  return texts;
}

// The "aliases" of one element of "metadata".
std::vector<std::string> ReadAliases(absl::string_view object) {
  if (JsonKind(object) != "object") return {};
  for (const JsonMember& member : JsonMembers(object)) {
    if (member.name == "aliases") return Texts(member.value);
  }
  return {};
}

// The names of `host` by an answer. A host that the answer does not list stands
// for itself.
std::vector<std::string> ReadAnswer(absl::string_view body, const std::string& host) {
  const auto members = MetadataMembers(body);
  if (!members.ok()) return WithoutAsking(host);
  const auto metadata = members->find("metadata");
  if (metadata == members->end() || JsonKind(metadata->second) != "array") return {host};
  for (const absl::string_view element : JsonElements(metadata->second)) {
    std::vector<std::string> aliases = ReadAliases(element);
    if (std::find(aliases.begin(), aliases.end(), host) != aliases.end()) return aliases;
  }
  return {host};
}

}  // namespace

absl::StatusOr<std::string> InstanceDiscovery::FindRegion(const Context& ctx) const {
  if (region_ == nullptr) return "";
  return region_->Find(ctx);
}

InstanceDiscovery::Aliases InstanceDiscovery::Known() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return aliases_;
}

InstanceDiscovery::Aliases InstanceDiscovery::Remember(std::vector<std::string> hosts) {
  const std::lock_guard<std::mutex> lock(mutex_);
  aliases_ = std::make_shared<const std::vector<std::string>>(std::move(hosts));
  return aliases_;
}

InstanceDiscovery::Aliases InstanceDiscovery::Resolve(const Context& ctx,
                                                      const Authority& authority) {
  if (auto known = Known()) return known;
  if (!enabled_) return Remember({authority.host});
  const absl::StatusOr<std::string> region = FindRegion(ctx);
  if (!region.ok()) return nullptr;
  if (!region->empty()) {
    return Remember({RegionalHost(*region, authority.host), authority.host});
  }
  const absl::StatusOr<std::string> body = http_->Get(ctx, RequestUrl(authority));
  if (body.ok()) return Remember(ReadAnswer(*body, authority.host));
  // The 30 s of one call may end without the context.
  if (IsEndOfContext(body.status()) && (ctx.cancelled() || ctx.has_deadline())) return nullptr;
  if (SaysInvalidInstance(body.status()) && !IsTrustedHost(authority.host)) return nullptr;
  return Remember(WithoutAsking(authority.host));
}

absl::StatusOr<std::string> InstanceDiscovery::TenantDiscoveryEndpoint(
    const Context& ctx, const Authority& authority) const {
  const absl::StatusOr<std::string> region = FindRegion(ctx);
  if (!region.ok()) return region.status();
  if (!region->empty()) {
    return absl::StrCat("https://", RegionalHost(*region, authority.host), "/", authority.tenant,
                        "/", kDocument);
  }
  if (!enabled_ || IsTrustedHost(authority.host)) return absl::StrCat(authority.uri, kDocument);
  const absl::StatusOr<std::string> body = http_->Get(ctx, RequestUrl(authority));
  if (!body.ok()) return body.status();
  const auto members = MetadataMembers(*body);
  if (!members.ok()) return members.status();
  return MetadataText(*body, *members, "tenant_discovery_endpoint");
}

}  // namespace azure::identity::internal
