#include "mock_server/admin/journal_watch.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <limits>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "mock_common/journal/journal.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_common/text/values.h"
#include "mock_server/admin/journal_messages.h"
#include "mock_server/admin/request_waits.h"

namespace mock::admin {
namespace {

using google::protobuf::Message;

class Watch final : public Answers {
 public:
  Watch(Control& control, const WatchJournalRequest& request, EntryFilter filter)
      : control_(control),
        request_(request),
        filter_(std::move(filter)),
        seen_(filter_.since()),
        told_(seen_) {}

  // On the waits' thread, also what is there already: decoding it and writing it down would hold up
  // the caller, which is the server.
  std::shared_ptr<void> Next(Message* response, const Done& done) override {
    auto& answer = static_cast<WatchJournalResponse&>(*response);
    auto turn = std::make_shared<Turn>();
    turn->at_once = control_.waits.Start(
        FilterSince(std::numeric_limits<std::int64_t>::max()), 0, absl::InfiniteDuration(),
        [this, &answer, done, &turn = *turn](const absl::StatusOr<RequestWaits::Found>& now) {
          if (!now.ok()) return done(now.status());
          Look();
          if (Tell(&answer)) return done(absl::OkStatus());
          turn.later = Await(&answer, done);
        });
    return turn;
  }

  std::string id() const override { return absl::StrCat(told_); }

 private:
  // Waiting for one answer. Ends first things first: `at_once` may be about to begin `later`.
  struct Turn {
    std::shared_ptr<void> later;
    std::shared_ptr<void> at_once;
  };

  EntryFilter FilterSince(std::int64_t since) {
    request_.mutable_filter()->set_since(since);
    return EntryFilter(request_.filter(), filter_.tenants());
  }

  // For the next entry, now that there is nothing to tell.
  std::shared_ptr<void> Await(WatchJournalResponse* answer, const Done& done) {
    return control_.waits.Start(FilterSince(static_cast<std::int64_t>(seen_)), 1,
                                absl::InfiniteDuration(),
                                [this, answer, done](absl::StatusOr<RequestWaits::Found> found) {
                                  if (!found.ok()) return done(found.status());
                                  // Looked at again by Next, with what has come since.
                                  forgotten_ += found->forgotten;
                                  seen_ = found->entries.front().sequence;
                                  entries_.push_back(std::move(found->entries.front()));
                                  Tell(answer);
                                  done(absl::OkStatus());
                                });
  }

  // What the journal has by now, if all of it before is told.
  void Look() {
    if (!entries_.empty() || forgotten_ > 0) return;
    scenario::Journal::News news = control_.journal.NewsSince(seen_, filter_.tenants());
    forgotten_ += news.forgotten;
    seen_ = std::max(seen_, news.last_sequence);
    for (scenario::JournalEntry& entry : news.entries) {
      if (filter_.Takes(entry)) entries_.push_back(std::move(entry));
    }
  }

  // The next entry, if there is one; false if there is nothing to tell.
  bool Tell(WatchJournalResponse* answer) {
    if (entries_.empty() && forgotten_ == 0) return false;
    answer->set_forgotten(static_cast<std::int64_t>(std::exchange(forgotten_, 0)));
    told_ = seen_;
    if (!entries_.empty()) {
      told_ = entries_.front().sequence;
      *answer->mutable_entry() = ToProto(entries_.front());
      entries_.pop_front();
    }
    answer->set_last_sequence(static_cast<std::int64_t>(told_));
    return true;
  }

  Control& control_;
  WatchJournalRequest request_;
  const EntryFilter filter_;
  std::uint64_t seen_;  // the newest entry that was looked at
  std::uint64_t told_;
  std::uint64_t forgotten_ = 0;                 // not told yet
  std::deque<scenario::JournalEntry> entries_;  // not told yet
};

}  // namespace

absl::StatusOr<std::shared_ptr<Answers>> WatchJournal(Control& control,
                                                      const WatchJournalRequest& request,
                                                      absl::string_view last_id) {
  WatchJournalRequest resumed = request;
  if (!last_id.empty()) {
    std::int64_t since = 0;
    if (!absl::SimpleAtoi(last_id, &since) || since < 0) {
      return absl::InvalidArgumentError(
          absl::StrCat("Last-Event-ID: ", scenario::Quoted(last_id), " is no sequence number"));
    }
    resumed.mutable_filter()->set_since(since);
  }
  auto filter = FilterOf(control, resumed, resumed.filter());
  if (!filter.ok()) return filter.status();
  return std::make_shared<Watch>(control, resumed, *std::move(filter));
}

}  // namespace mock::admin
