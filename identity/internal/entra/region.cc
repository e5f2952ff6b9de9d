#include "identity/internal/entra/region.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "identity/internal/text/go_text.h"

namespace azure::identity::internal {
namespace {

// MSAL's limit for one try.
constexpr absl::Duration kTryLimit = absl::Seconds(2);

constexpr char kLocationUrl[] =
    "http://169.254.169.254/metadata/instance/compute/location?format=text&api-version=2021-10-01";

// What it becomes part of is a host's name (RFC 1035, section 2.3.1).
bool IsDnsLabel(absl::string_view text) {
  return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-';
         });
}

}  // namespace

absl::StatusOr<std::shared_ptr<Region>> Region::Configured(std::shared_ptr<Environment> environment,
                                                           std::shared_ptr<Clock> clock,
                                                           MakeTransport transport) {
  std::string name = environment->GetOrEmpty("AZURE_REGIONAL_AUTHORITY_NAME");
  if (name.empty()) name = environment->GetOrEmpty("MSAL_FORCE_REGION");
  if (name.empty() || absl::EqualsIgnoreCase(name, "DisableMsalForceRegion")) return nullptr;
  std::optional<std::string> known;
  if (name != "TryAutoDetect") {
    if (!IsDnsLabel(name)) {
      return absl::InvalidArgumentError(
          absl::StrCat("invalid region ", QuoteGo(name),
                       ": region must be a DNS label of at most 63 characters"));
    }
    known = std::move(name);
  }
  return std::shared_ptr<Region>(
      new Region(std::move(known), std::move(environment), std::move(clock), std::move(transport)));
}

Region::Region(std::optional<std::string> known, std::shared_ptr<Environment> environment,
               std::shared_ptr<Clock> clock, MakeTransport transport)
    : environment_(std::move(environment)),
      clock_(std::move(clock)),
      transport_(std::move(transport)),
      known_(std::move(known)) {}

std::string Region::Find(const Context& ctx) {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (known_.has_value()) return *known_;
  }
  std::optional<std::string> found = Detect(ctx);
  if (!found.has_value() && !ctx.Err(clock_->Now()).ok()) return "";
  const std::lock_guard<std::mutex> lock(mutex_);
  known_ = std::move(found).value_or("");
  return *known_;
}

std::optional<std::string> Region::Detect(const Context& ctx) const {
  std::string name = environment_->GetOrEmpty("REGION_NAME");
  if (!name.empty()) {
    name = absl::AsciiStrToLower(absl::StrReplaceAll(name, {{" ", ""}}));
    return IsDnsLabel(name) ? std::optional<std::string>(name) : std::nullopt;
  }
  const std::shared_ptr<HttpTransport> transport = transport_();
  for (int tries = 0; tries < 2; ++tries) {
    const absl::Time limit = std::min(ctx.deadline(), clock_->Now() + kTryLimit);
    const absl::StatusOr<HttpResponse> response =
        transport->Send(ctx.WithDeadline(limit), {"GET", kLocationUrl, {{"Metadata", "true"}}, ""});
    if (!response.ok() || response->status_code != 200) continue;
    // A proxy or a captive portal may have answered.
    if (!response->body_error.ok() || !IsDnsLabel(response->body)) return std::nullopt;
    return response->body;
  }
  return std::nullopt;
}

std::string RegionalHost(absl::string_view region, absl::string_view host) {
  for (const absl::string_view name : {"login.microsoftonline.com", "login.microsoft.com",
                                       "login.windows.net", "sts.windows.net"}) {
    if (host == name) return absl::StrCat(region, ".login.microsoft.com");
  }
  return absl::StrCat(region, ".", host);
}

}  // namespace azure::identity::internal
