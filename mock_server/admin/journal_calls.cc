#include "mock_server/admin/journal_calls.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_common/text/place.h"
#include "mock_common/text/problem.h"
#include "mock_server/admin/journal_messages.h"
#include "mock_server/admin/page.h"
#include "mock_server/admin/time_values.h"
#include "mock_server/admin/verify.h"

namespace mock::admin {
namespace {

using scenario::Place;
using scenario::Problem;

constexpr absl::Duration kUsualTimeout = absl::Seconds(30);
constexpr absl::Duration kLongestTimeout = absl::Minutes(10);

std::vector<scenario::JournalEntry> Taken(const EntryFilter& filter,
                                          std::vector<scenario::JournalEntry> entries) {
  entries.erase(std::remove_if(entries.begin(), entries.end(),
                               [&filter](const auto& entry) { return !filter.Takes(entry); }),
                entries.end());
  return entries;
}

absl::StatusOr<absl::Duration> TimeoutOf(const WaitForRequestsRequest& request) {
  if (!request.has_timeout()) return kUsualTimeout;
  auto timeout = DurationOf("timeout", request.timeout());
  if (timeout.ok() && *timeout > kLongestTimeout) {
    return absl::InvalidArgumentError(
        absl::StrCat("timeout: ", absl::FormatDuration(*timeout), " is more than 10m"));
  }
  return timeout;
}

}  // namespace

absl::Status ListJournal(Control& control, const ListJournalRequest& request,
                         ListJournalResponse* response) {
  const auto filter = FilterOf(control, request, request.filter());
  if (!filter.ok()) return filter.status();
  if (request.limit() < 0) return absl::InvalidArgumentError("limit: is negative");
  auto page = Page<ListJournalRequest>::Of(request);
  if (!page.ok()) return page.status();
  // A token's position is the last sequence number before the page.
  const std::uint64_t since = std::max(filter->since(), page->start().value_or(0));
  scenario::Journal::News news = control.journal.NewsSince(since, filter->tenants());
  const auto entries = Taken(*filter, std::move(news.entries));
  const auto limit = static_cast<std::size_t>(request.limit());
  const bool skips = !page->start() && limit > 0 && limit < entries.size();
  for (std::size_t i = skips ? entries.size() - limit : 0; i < entries.size(); ++i) {
    JournalEntry entry = ToProto(entries[i]);
    if (!page->Takes(entry)) {
      response->set_next_page_token(page->TokenOf(entries[i - 1].sequence));
      break;
    }
    *response->add_entries() = std::move(entry);
  }
  response->set_last_sequence(static_cast<std::int64_t>(news.last_sequence));
  response->set_forgotten(static_cast<std::int64_t>(news.forgotten));
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
  const auto filter = FilterOf(control, request, request.filter(), std::move(problems));
  if (!filter.ok()) return filter.status();
  scenario::Journal::News news = control.journal.NewsSince(filter->since(), filter->tenants());
  *response =
      VerifyEntries(request, Taken(*filter, std::move(news.entries)),
                    news.forgotten == 0 ? "" : control.journal.ForgottenText(news.forgotten));
  response->set_forgotten(static_cast<std::int64_t>(news.forgotten));
  return absl::OkStatus();
}

std::shared_ptr<void> WaitForRequests(Control& control, const WaitForRequestsRequest& request,
                                      WaitForRequestsResponse* response,
                                      const std::function<void(absl::Status)>& done) {
  auto filter = FilterOf(control, request, request.filter());
  const auto timeout = TimeoutOf(request);
  absl::Status sound = filter.ok() ? timeout.status() : filter.status();
  if (request.count() < 0) sound = absl::InvalidArgumentError("count: is negative");
  if (!sound.ok()) {
    done(sound);
    return nullptr;
  }
  const auto count = static_cast<std::size_t>(std::max(1, request.count()));
  return control.waits.Start(
      *std::move(filter), count, *timeout,
      [response, done](const absl::StatusOr<RequestWaits::Found>& found) {
        if (!found.ok()) return done(found.status());
        Page<ListJournalRequest> page;
        for (const scenario::JournalEntry& taken : found->entries) {
          JournalEntry entry = ToProto(taken);
          if (!page.Takes(entry)) break;
          *response->add_entries() = std::move(entry);
        }
        response->set_last_sequence(static_cast<std::int64_t>(found->last_sequence));
        response->set_forgotten(static_cast<std::int64_t>(found->forgotten));
        done(absl::OkStatus());
      });
}

}  // namespace mock::admin
