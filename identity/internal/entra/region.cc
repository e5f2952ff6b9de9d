#include "identity/internal/entra/region.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "identity/internal/entra/authority.h"
#include "identity/internal/text/go_json.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
namespace {

// MSAL's limit for one try.
constexpr absl::Duration kTryLimit = absl::Seconds(2);

constexpr char kComputeUrl[] =
    "http://169.254.169.254/metadata/instance/compute?api-version=2021-02-01";

// What it becomes part of is a host's name (RFC 1035, section 2.3.1).
bool IsRegion(absl::string_view text) {
  const auto is_letter = [](char c) { return absl::ascii_islower(static_cast<unsigned char>(c)); };
  const auto is_digit = [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); };
  return !text.empty() && text.size() <= 63 && is_letter(text.front()) && text.back() != '-' &&
         std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

absl::StatusOr<std::string> Checked(std::string name) {
  if (IsRegion(name)) return name;
  return absl::InvalidArgumentError(
      absl::StrCat("invalid region ", QuoteGo(name),
                   ": region must be a lowercase ASCII DNS label of at most 63 characters"));
}

// The "location" of a virtual machine; "" if `body` does not say one. A proxy or a captive
// portal may have answered.
std::string ReadLocation(absl::string_view body) {
  const absl::StatusOr<absl::string_view> json = ScanJson(body, JsonReader::kUnmarshal);
  if (!json.ok() || JsonKind(*json) != "object") return "";
  std::string location;
  for (const JsonMember& member : JsonMembers(*json)) {
    const absl::string_view kind = JsonKind(member.value);
    if (!absl::EqualsIgnoreCase(member.name, "location") || kind == "null") continue;
    if (kind != "string") return "";
    location = JsonString(member.value);
  }
  return IsRegion(location) ? location : "";
}

}  // namespace

std::shared_ptr<Region> Region::Configured(std::string name,
                                           std::shared_ptr<Environment> environment,
                                           std::shared_ptr<Clock> clock, MakeTransport transport) {
  if (name.empty()) name = environment->GetOrEmpty("AZURE_REGIONAL_AUTHORITY_NAME");
  if (name.empty()) name = environment->GetOrEmpty("MSAL_FORCE_REGION");
  if (name.empty() || absl::EqualsIgnoreCase(name, "DisableMsalForceRegion")) return nullptr;
  std::optional<absl::StatusOr<std::string>> known;
  if (name != "TryAutoDetect") known = Checked(std::move(name));
  return std::shared_ptr<Region>(
      new Region(std::move(known), std::move(environment), std::move(clock), std::move(transport)));
}

Region::Region(std::optional<absl::StatusOr<std::string>> known,
               std::shared_ptr<Environment> environment, std::shared_ptr<Clock> clock,
               MakeTransport transport)
    : environment_(std::move(environment)),
      clock_(std::move(clock)),
      transport_(std::move(transport)),
      known_(std::move(known)) {}

absl::StatusOr<std::string> Region::Find(const Context& ctx) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (known_.has_value()) return *known_;
  }
  std::string found = Detect(ctx);
  if (found.empty() && !clock_->Err(ctx).ok()) return found;
  const std::lock_guard<std::mutex> lock(mutex_);
  known_ = std::move(found);
  return *known_;
}

std::string Region::Detect(const Context& ctx) const {
  std::string name = environment_->GetOrEmpty("REGION_NAME");
  if (!name.empty()) return IsRegion(name) ? name : "";
  const std::shared_ptr<HttpTransport> transport = transport_();
  for (int tries = 0; tries < 2; ++tries) {
    const absl::Time limit = std::min(ctx.deadline(), clock_->Now() + kTryLimit);
    const absl::StatusOr<HttpResponse> response =
        transport->Send(ctx.WithDeadline(limit), {"GET", kComputeUrl, {{"Metadata", "true"}}, ""});
    if (!response.ok() || response->status_code != 200) continue;
    return response->body_error.ok() ? ReadLocation(response->body) : "";
  }
  return "";
}

std::string RegionalHost(absl::string_view region, absl::string_view host) {
  const Cloud* const cloud = FindKnownCloud(host);
  if (cloud == nullptr) return absl::StrCat(region, ".", host);
  const std::string& preferred = cloud->hosts.front();
  const bool is_public = preferred == "login.microsoftonline.com";
  return absl::StrCat(region, ".", is_public ? "login.microsoft.com" : preferred);
}

}  // namespace azure::identity::internal
