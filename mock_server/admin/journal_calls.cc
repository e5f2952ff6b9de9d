#include "mock_server/admin/journal_calls.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/json_util.h"
#include "mock_common/admin/utf8_message.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_common/text/json_text.h"
#include "mock_common/text/place.h"
#include "mock_common/text/problem.h"
#include "mock_common/text/values.h"
#include "mock_server/admin/entry_match.h"
#include "mock_server/admin/verify.h"
#include "nlohmann/json.hpp"

namespace mock::admin {
namespace {

using scenario::Place;
using scenario::Problem;

constexpr absl::Duration kUsualTimeout = absl::Seconds(30);
constexpr absl::Duration kLongestTimeout = absl::Minutes(10);

void Copy(const scenario::JournalEntry::Pairs& pairs,
          google::protobuf::RepeatedPtrField<Parameter>* parameters) {
  for (const auto& [name, value] : pairs) {
    Parameter& parameter = *parameters->Add();
    parameter.set_name(name);
    parameter.set_value(value);
  }
}

void Copy(const nlohmann::ordered_json& json, google::protobuf::Struct* proto) {
  const std::string text = scenario::JsonText(json);
  // What is no object is left out.
  if (!google::protobuf::util::JsonStringToMessage(text, proto).ok()) proto->Clear();
}

void CopyAnswer(const scenario::JournalEntry& entry, JournalEntry* proto) {
  proto->set_oauth_error(entry.oauth_error);
  proto->set_suberror(entry.suberror);
  for (const std::int64_t code : entry.aadsts) {
    proto->add_aadsts(static_cast<std::int32_t>(code));
  }
  proto->set_service_error_code(entry.service_error_code);
  proto->set_reason(entry.reason);
  proto->set_trace_id(entry.trace_id);
  proto->set_correlation_id(entry.correlation_id);
  if (entry.duration > absl::ZeroDuration()) {
    proto->set_duration(absl::FormatDuration(entry.duration));
  }
  if (entry.real_duration) proto->set_real_duration(absl::FormatDuration(*entry.real_duration));
}

void Copy(const scenario::JournalEntry& entry, JournalEntry* proto) {
  proto->set_sequence(entry.sequence);
  proto->set_time(InstantText(entry.time));
  proto->set_host(entry.host);
  proto->set_tenant(entry.tenant);
  proto->set_method(entry.method);
  proto->set_path(entry.path);
  Copy(entry.query, proto->mutable_query());
  proto->mutable_header_names()->Add(entry.header_names.begin(), entry.header_names.end());
  Copy(entry.form, proto->mutable_form());
  for (const scenario::SentAssertion& sent : entry.assertions) {
    SentAssertion& assertion = *proto->add_assertions();
    assertion.set_parameter(sent.parameter);
    Copy(sent.header, assertion.mutable_header());
    Copy(sent.claims, assertion.mutable_claims());
  }
  proto->set_status(entry.status);
  proto->set_fault(entry.fault);
  proto->set_answered_by(entry.answered_by);
  proto->set_near_miss(entry.near_miss);
  proto->set_client_request_id(entry.client_request_id);
  proto->set_user_agent(entry.user_agent);
  CopyAnswer(entry, proto);
  proto->set_run(entry.run);
  proto->set_exit_code(entry.exit_code);
}

// gRPC clients take 4 MiB by default; what is around the entries has room as well.
constexpr std::size_t kMostBytes = 3 * 1024 * 1024;

// Appends those of `entries` from `first` on that fit, at least one if there is one; returns the
// index of the first that does not.
template <typename Response>
std::size_t AppendFitting(const std::vector<scenario::JournalEntry>& entries, std::size_t first,
                          std::size_t most, Response* response) {
  std::size_t bytes = 0;
  for (std::size_t i = first; i < entries.size(); ++i) {
    if (i - first >= most) return i;
    JournalEntry* const entry = response->add_entries();
    Copy(entries[i], entry);
    MakeUtf8(entry);  // Bytes that are none grow.
    bytes += entry->ByteSizeLong();
    if (bytes > kMostBytes && i > first) {
      response->mutable_entries()->RemoveLast();
      return i;
    }
  }
  return entries.size();
}

// A page token is the last sequence number before the page, and a mark of what was asked for.
std::string PageToken(const ListJournalRequest& request, std::uint64_t before) {
  ListJournalRequest asked = request;
  asked.clear_page_size();
  asked.clear_page_token();
  std::string text;
  {
    google::protobuf::io::StringOutputStream stream(&text);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    asked.SerializeToCodedStream(&coded);
  }
  return absl::StrCat(before, "-", absl::Hex(std::hash<std::string>()(text)));
}

// What the page begins after; nullopt for the first page.
absl::StatusOr<std::optional<std::uint64_t>> PageStart(const ListJournalRequest& request) {
  if (request.page_size() < 0) return absl::InvalidArgumentError("page_size: is negative");
  const std::string& token = request.page_token();
  if (token.empty()) return std::nullopt;
  std::uint64_t before = 0;
  if (!absl::SimpleAtoi(token.substr(0, token.find('-')), &before) ||
      token != PageToken(request, before)) {
    return absl::InvalidArgumentError(
        "page_token: is none that ListJournal gave for this filter and limit");
  }
  return before;
}

// The filter of a request whose other fields `problems` is about already.
template <typename Request>
absl::StatusOr<EntryFilter> FilterOf(Control& control, const Request& request,
                                     std::vector<Problem> problems = {}) {
  const Place filter = Place("", request, nullptr, &problems).In("filter");
  ValidateEntryMatch(request.filter().match(), filter.In("match"));
  if (auto sound = scenario::ToStatus(std::move(problems)); !sound.ok()) return sound;
  // Also one that the directory does not know may have been asked for.
  std::vector<std::string> names;
  if (const std::string& tenant = request.filter().tenant(); !tenant.empty()) {
    names = control.backend.TenantNames(tenant);
    if (names.empty()) names = {tenant};
  }
  return EntryFilter(request.filter(), std::move(names));
}

std::vector<scenario::JournalEntry> Taken(const EntryFilter& filter,
                                          std::vector<scenario::JournalEntry> entries) {
  entries.erase(std::remove_if(entries.begin(), entries.end(),
                               [&filter](const auto& entry) { return !filter.Takes(entry); }),
                entries.end());
  return entries;
}

absl::StatusOr<absl::Duration> TimeoutOf(const WaitForRequestsRequest& request) {
  if (request.timeout().empty()) return kUsualTimeout;
  const auto timeout = scenario::ParseDurationText(request.timeout());
  if (!timeout) {
    return absl::InvalidArgumentError(
        absl::StrCat("timeout: ", scenario::CheckDuration(request.timeout())));
  }
  if (*timeout > kLongestTimeout) {
    return absl::InvalidArgumentError(
        absl::StrCat("timeout: \"", request.timeout(), "\" is more than 10m"));
  }
  return *timeout;
}

}  // namespace

absl::Status ListJournal(Control& control, const ListJournalRequest& request,
                         ListJournalResponse* response) {
  const auto filter = FilterOf(control, request);
  if (!filter.ok()) return filter.status();
  const auto start = PageStart(request);
  if (!start.ok()) return start.status();
  const std::uint64_t since = std::max(filter->since(), start->value_or(0));
  scenario::Journal::News news = control.journal.NewsSince(since, filter->tenants());
  const auto entries = Taken(*filter, std::move(news.entries));
  const bool skips = !*start && request.limit() > 0 && request.limit() < entries.size();
  const std::size_t first = skips ? entries.size() - request.limit() : 0;
  const std::size_t most =
      request.page_size() == 0 ? entries.size() : static_cast<std::size_t>(request.page_size());
  const std::size_t next = AppendFitting(entries, first, most, response);
  if (next < entries.size()) {
    response->set_next_page_token(PageToken(request, entries[next - 1].sequence));
  }
  response->set_last_sequence(news.last_sequence);
  response->set_forgotten(news.forgotten);
  return absl::OkStatus();
}

absl::Status ClearJournal(Control& control, const ClearJournalRequest& request,
                          ClearJournalResponse*) {
  if (request.tenant().empty()) {
    control.journal.Clear();
    return absl::OkStatus();
  }
  const auto names = FindTenant(control, "tenant", request.tenant());
  if (!names.ok()) return names.status();
  control.journal.ClearTenant(*names);
  return absl::OkStatus();
}

absl::Status Verify(Control& control, const VerifyRequest& request, VerifyResponse* response) {
  std::vector<Problem> problems;
  ValidateVerify(request, Place("", request, nullptr, &problems));
  const auto filter = FilterOf(control, request, std::move(problems));
  if (!filter.ok()) return filter.status();
  scenario::Journal::News news = control.journal.NewsSince(filter->since(), filter->tenants());
  *response =
      VerifyEntries(request, Taken(*filter, std::move(news.entries)),
                    news.forgotten == 0 ? "" : control.journal.ForgottenText(news.forgotten));
  response->set_forgotten(news.forgotten);
  return absl::OkStatus();
}

std::shared_ptr<void> WaitForRequests(Control& control, const WaitForRequestsRequest& request,
                                      WaitForRequestsResponse* response,
                                      const std::function<void(absl::Status)>& done) {
  auto filter = FilterOf(control, request);
  const auto timeout = TimeoutOf(request);
  if (!filter.ok() || !timeout.ok()) {
    done(filter.ok() ? timeout.status() : filter.status());
    return nullptr;
  }
  return control.waits.Start(*std::move(filter), std::max<std::uint32_t>(1, request.count()),
                             *timeout, [response, done](absl::StatusOr<RequestWaits::Found> found) {
                               if (!found.ok()) return done(found.status());
                               AppendFitting(found->entries, 0, found->entries.size(), response);
                               response->set_last_sequence(found->last_sequence);
                               response->set_forgotten(found->forgotten);
                               done(absl::OkStatus());
                             });
}

}  // namespace mock::admin
