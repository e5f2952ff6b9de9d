#include "mock_server/admin/entry_match.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/http/message.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_common/rules/request_view.h"
#include "mock_common/rules/validate_rule.h"
#include "mock_common/text/secrets.h"

namespace mock::admin {
namespace {

using scenario::Place;

bool IsPresence(absl::string_view pattern) { return pattern.empty() || pattern == "*"; }

std::string Encoded(absl::string_view text) {
  std::string out;
  for (const unsigned char c : text) {
    if (absl::ascii_isalnum(c)) {
      out.push_back(static_cast<char>(c));
    } else {
      constexpr char kHex[] = "0123456789ABCDEF";
      out.append({'%', kHex[c >> 4], kHex[c & 15]});
    }
  }
  return out;
}

std::string EncodedPairs(const scenario::JournalEntry::Pairs& pairs) {
  std::string out;
  for (const auto& [name, value] : pairs) {
    absl::StrAppend(&out, out.empty() ? "" : "&", Encoded(name), "=", Encoded(value));
  }
  return out;
}

// As much of the request as the journal has kept.
http::Request RequestOf(const scenario::JournalEntry& entry) {
  http::Request request;
  request.method = entry.method;
  request.path = entry.path;
  request.host = entry.host;
  request.query = EncodedPairs(entry.query);
  request.body = EncodedPairs(entry.form);
  for (const std::string& name : entry.header_names) request.headers.Add(name, "not kept");
  return request;
}

}  // namespace

void ValidateEntryMatch(const scenario::Match& match, const Place& place) {
  scenario::ValidateMatch(match, place);
  place.ForEachEntry("headers", [](const std::string&, const std::string& pattern,
                                   const Place::ComplainFn& complain) {
    if (!IsPresence(pattern)) {
      complain("the journal keeps no values of headers; write \"*\" (there is one) or \"\" (none)");
    }
  });
  for (const char* field : {"query", "form"}) {
    place.ForEachEntry(field, [](const std::string& name, const std::string& pattern,
                                 const Place::ComplainFn& complain) {
      if (!scenario::IsPublicParameter(name) && !IsPresence(pattern)) {
        complain(
            "the journal keeps no values that may be secret; write \"*\" (there is one) or \"\" "
            "(none)");
      }
    });
  }
}

bool EntryMatcher::Matches(const scenario::JournalEntry& entry) const {
  if (entry.method.empty()) return false;
  const http::Request request = RequestOf(entry);
  return matcher_.Matches(scenario::RequestView(request, entry.tenant));
}

std::vector<std::string> EntryMatcher::Differences(const scenario::JournalEntry& entry) const {
  const http::Request request = RequestOf(entry);
  return matcher_.Differences(scenario::RequestView(request, entry.tenant));
}

EntryFilter::EntryFilter(const JournalFilter& filter, std::vector<std::string> tenant_names)
    : since_(static_cast<std::uint64_t>(filter.since())), tenants_(std::move(tenant_names)) {
  if (filter.has_match()) matcher_.emplace(filter.match());
}

bool EntryFilter::Takes(const scenario::JournalEntry& entry) const {
  if (entry.sequence <= since_) return false;
  if (!tenants_.empty() && std::none_of(tenants_.begin(), tenants_.end(), [&](const auto& tenant) {
        return absl::EqualsIgnoreCase(tenant, entry.tenant);
      })) {
    return false;
  }
  return !matcher_ || matcher_->Matches(entry);
}

}  // namespace mock::admin
