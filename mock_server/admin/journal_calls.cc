#include "mock_server/admin/journal_calls.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "mock_common/journal/journal_entry.h"
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
  using Json = nlohmann::ordered_json;
  const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
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
  scenario::Journal::News news = control.journal.NewsSince(filter->since());
  const auto entries = Taken(*filter, std::move(news.entries));
  const std::size_t limit = request.limit() == 0 ? entries.size() : request.limit();
  const std::size_t skipped = entries.size() - std::min(entries.size(), limit);
  for (std::size_t i = skipped; i < entries.size(); ++i) Copy(entries[i], response->add_entries());
  response->set_last_sequence(news.last_sequence);
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
  *response = VerifyEntries(request, Taken(*filter, control.journal.Entries(filter->since())));
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
                               for (const auto& entry : found->entries)
                                 Copy(entry, response->add_entries());
                               response->set_last_sequence(found->last_sequence);
                               done(absl::OkStatus());
                             });
}

}  // namespace mock::admin
