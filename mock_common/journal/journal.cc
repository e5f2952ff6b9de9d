#include "mock_common/journal/journal.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/journal/journal_entry.h"

namespace mock::scenario {

struct Journal::Observer {
  std::mutex mutex;  // held while calling
  std::function<void()> callback;
  // Of one that follows: what it has not been given yet. Guarded by the journal's mutex.
  bool follows = false;
  std::vector<StoredExchange> unread = {};
};

class Journal::Observing : public Journal::Observation {
 public:
  explicit Observing(std::shared_ptr<Observer> observer) : observer_(std::move(observer)) {}
  ~Observing() override {
    const std::lock_guard<std::mutex> lock(observer_->mutex);
    observer_->callback = nullptr;
  }

 private:
  const std::shared_ptr<Observer> observer_;
};

Journal::Journal(const JournalOptions& options) : options_(options) {}

std::uint64_t Journal::Record(absl::Time now, const http::Request& request,
                              absl::string_view tenant, const Outcome& outcome) {
  return Keep(StoredExchange(now, request, tenant, outcome));
}

std::uint64_t Journal::RecordRun(absl::Time now, const CommandRun& run) {
  return Keep(StoredExchange(now, run));
}

std::uint64_t Journal::Keep(StoredExchange exchange) {
  // Freed after the lock is released.
  std::vector<StoredExchange> evicted;
  std::uint64_t sequence = 0;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    sequence = ++sequence_;
    exchange.set_sequence(sequence);
    bytes_ += exchange.size();
    if (observed_.load()) KeepForFollowers(exchange);
    exchanges_.push_back(std::move(exchange));
    while (exchanges_.size() > options_.max_entries ||
           (bytes_ > options_.max_bytes && exchanges_.size() > 1)) {
      bytes_ -= exchanges_.front().size();
      forgotten_.Add(exchanges_.front().tenant(), exchanges_.front().sequence());
      evicted.push_back(std::move(exchanges_.front()));
      exchanges_.pop_front();
    }
    if (waiters_ > 0) arrived_.notify_all();
  }
  if (observed_.load()) NotifyObservers();
  return sequence;
}

// The caller holds the lock.
std::vector<StoredExchange> Journal::Copy(std::uint64_t since) const {
  const auto first = std::partition_point(
      exchanges_.begin(), exchanges_.end(),
      [since](const StoredExchange& exchange) { return exchange.sequence() <= since; });
  return std::vector<StoredExchange>(first, exchanges_.end());
}

Journal::News Journal::NewsSince(std::uint64_t since,
                                 const std::vector<std::string>& tenants) const {
  News news;
  std::vector<StoredExchange> copies;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    copies = Copy(since);
    news.last_sequence = sequence_;
    news.clears = clears_;
    news.forgotten = forgotten_.Count(since, tenants);
  }
  // Decoded without holding up the requests.
  news.entries.reserve(copies.size());
  for (const StoredExchange& exchange : copies) news.entries.push_back(exchange.Decode());
  return news;
}

std::vector<JournalEntry> Journal::Entries(std::uint64_t since) const {
  return NewsSince(since).entries;
}

std::optional<JournalEntry> Journal::Find(std::uint64_t sequence) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = std::lower_bound(exchanges_.begin(), exchanges_.end(), sequence,
                                      [](const StoredExchange& exchange, std::uint64_t wanted) {
                                        return exchange.sequence() < wanted;
                                      });
  if (found == exchanges_.end() || found->sequence() != sequence) return std::nullopt;
  return found->Decode();
}

std::string Journal::JsonLines(std::uint64_t since) const {
  std::string lines;
  for (const JournalEntry& entry : Entries(since)) absl::StrAppend(&lines, ToJsonLine(entry), "\n");
  return lines;
}

std::uint64_t Journal::last_sequence() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return sequence_;
}

std::string Journal::ForgottenText(std::uint64_t forgotten) const {
  return absl::StrCat(
      forgotten, " older entries that may matter are forgotten: the journal holds the last ",
      options_.max_entries, " entries, in at most ", options_.max_bytes,
      " bytes. Raise the limits (azmock serve --journal-entries and --journal-bytes, "
      "JournalOptions in C++), clear the journal before what is to be judged, or ask `since` a "
      "later entry");
}

absl::Status Journal::CheckNothingForgotten() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::uint64_t forgotten = forgotten_.Count(0, {});
  if (forgotten == 0) return absl::OkStatus();
  return absl::FailedPreconditionError(ForgottenText(forgotten));
}

absl::StatusOr<std::vector<JournalEntry>> Journal::WaitFor(std::size_t count,
                                                           const Predicate& predicate,
                                                           absl::Duration timeout) const {
  // A far deadline rather than none: the clock's arithmetic must not overflow.
  const auto deadline = std::chrono::steady_clock::now() +
                        absl::ToChronoMilliseconds(std::min(timeout, absl::Hours(24 * 365)));
  std::vector<JournalEntry> found;
  std::uint64_t seen = 0;
  std::uint64_t forgotten = 0;
  std::unique_lock<std::mutex> lock(mutex_);
  std::uint64_t clears = clears_;
  ++waiters_;
  bool timed_out = false;
  while (true) {
    if (clears != clears_) {
      found.clear();
      forgotten = 0;
    }
    clears = clears_;
    forgotten += forgotten_.Count(seen, {});
    const std::vector<StoredExchange> news = Copy(seen);
    seen = sequence_;
    // Decoded without holding up the requests.
    lock.unlock();
    for (const StoredExchange& exchange : news) {
      JournalEntry entry = exchange.Decode();
      if (found.size() < count && (!predicate || predicate(entry))) {
        found.push_back(std::move(entry));
      }
    }
    lock.lock();
    if (found.size() >= count || timed_out) break;
    timed_out =
        !arrived_.wait_until(lock, deadline, [&] { return sequence_ > seen || clears_ != clears; });
  }
  --waiters_;
  if (found.size() >= count) return found;
  if (forgotten > 0) return absl::FailedPreconditionError(ForgottenText(forgotten));
  return absl::DeadlineExceededError(absl::StrCat("waited ", absl::FormatDuration(timeout), " for ",
                                                  count, " matching requests; there were ",
                                                  found.size()));
}

void Journal::Clear() {
  std::deque<StoredExchange> cleared;
  const std::lock_guard<std::mutex> lock(mutex_);
  exchanges_.swap(cleared);
  forgotten_.Clear();
  bytes_ = 0;
  ++clears_;
  arrived_.notify_all();
}

void Journal::ClearTenant(const std::vector<std::string>& names) {
  const auto is_of_tenant = [&names](const StoredExchange& exchange) {
    return std::any_of(names.begin(), names.end(), [&exchange](const std::string& name) {
      return absl::EqualsIgnoreCase(name, exchange.tenant());
    });
  };
  std::vector<StoredExchange> cleared;
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto gone = std::stable_partition(
      exchanges_.begin(), exchanges_.end(),
      [&is_of_tenant](const StoredExchange& exchange) { return !is_of_tenant(exchange); });
  for (auto exchange = gone; exchange != exchanges_.end(); ++exchange) bytes_ -= exchange->size();
  cleared.assign(std::make_move_iterator(gone), std::make_move_iterator(exchanges_.end()));
  exchanges_.erase(gone, exchanges_.end());
  forgotten_.ClearTenant(names);
  ++clears_;
  arrived_.notify_all();
}

std::unique_ptr<Journal::Observation> Journal::ObserveArrivals(std::function<void()> callback) {
  auto observer = std::make_shared<Observer>();
  observer->callback = std::move(callback);
  return Observe(std::move(observer));
}

std::unique_ptr<Journal::Observation> Journal::Follow(
    std::function<void(const JournalEntry&)> callback) {
  auto observer = std::make_shared<Observer>();
  observer->follows = true;
  observer->callback = [this, follower = observer.get(), callback = std::move(callback)] {
    std::vector<StoredExchange> unread;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      unread.swap(follower->unread);
    }
    for (const StoredExchange& exchange : unread) callback(exchange.Decode());
  };
  return Observe(std::move(observer));
}

std::unique_ptr<Journal::Observation> Journal::Observe(std::shared_ptr<Observer> observer) {
  const std::lock_guard<std::mutex> lock(mutex_);
  observers_.erase(std::remove_if(observers_.begin(), observers_.end(),
                                  [](const auto& other) { return other.expired(); }),
                   observers_.end());
  observers_.push_back(observer);
  observed_ = true;
  return std::make_unique<Observing>(std::move(observer));
}

// The caller holds the lock.
void Journal::KeepForFollowers(const StoredExchange& exchange) {
  for (const auto& weak : observers_) {
    const auto observer = weak.lock();
    if (observer != nullptr && observer->follows) observer->unread.push_back(exchange);
  }
}

void Journal::NotifyObservers() {
  std::vector<std::shared_ptr<Observer>> observers;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& weak : observers_) {
      if (auto observer = weak.lock()) observers.push_back(std::move(observer));
    }
    if (observers.empty()) {
      observers_.clear();
      observed_ = false;
    }
  }
  for (const auto& observer : observers) {
    const std::lock_guard<std::mutex> lock(observer->mutex);
    if (observer->callback) observer->callback();
  }
}

}  // namespace mock::scenario
