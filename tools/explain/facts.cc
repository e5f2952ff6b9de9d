#include "tools/explain/facts.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "tools/explain/credentials.h"
#include "tools/explain/entra_fields.h"
#include "tools/explain/request.h"
#include "tools/explain/sdk.h"
#include "tools/explain/version.h"

namespace azmock::explain {
namespace {

constexpr char kServices[] =
#include "tools/explain/services.inc"
    ;

// Where no URL says whom the request was for, a code or a name may.
std::string HostKindByText(absl::string_view text, const Facts& facts) {
  if (!facts.aadsts.empty()) return "entra";
  if (!facts.causes.empty()) return "";  // each attempt had its own
  for (absl::string_view line : absl::StrSplit(kServices, '\n', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> sign =
        absl::StrSplit(line, absl::MaxSplits(' ', 1));
    if (sign.first != "#" && absl::StrContains(text, sign.second)) return std::string(sign.first);
  }
  return "";
}

}  // namespace

const Cause* Furthest(const Facts& facts) {
  const auto furthest = std::max_element(
      facts.causes.begin(), facts.causes.end(),
      [](const Cause& one, const Cause& other) { return one.reach < other.reach; });
  const bool none = furthest == facts.causes.end() || furthest->reach == Reach::kNotReady;
  return none ? nullptr : &*furthest;
}

Facts FindFacts(absl::string_view text) {
  Facts facts;
  Credentials credentials = FindCredentials(text);
  facts.credential = std::move(credentials.outermost);
  facts.causes = std::move(credentials.causes);
  facts.sdk = FindSdk(text, !facts.credential.empty());
  facts.version = FindVersion(text, facts.sdk);
  Request request = FindRequest(text);
  facts.http_method = std::move(request.method);
  facts.url = std::move(request.url);
  facts.host_kind = std::move(request.host_kind);
  facts.status = request.status;
  FindEntraFields(text, facts);
  if (facts.host_kind.empty()) facts.host_kind = HostKindByText(text, facts);
  return facts;
}

}  // namespace azmock::explain
