#include "mock_server/admin/request_waits.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "mock_common/journal/journal_entry.h"

namespace mock::admin {

using scenario::Journal;

// Looked at by the thread of RequestWaits alone, but for Cancel.
class RequestWaits::Wait {
 public:
  Wait(EntryFilter filter, std::size_t count, absl::Duration timeout, Done done)
      : filter_(std::move(filter)),
        count_(count),
        timeout_(timeout),
        deadline_(timeout == absl::InfiniteDuration()
                      ? Clock::time_point::max()
                      : Clock::now() + absl::ToChronoMilliseconds(timeout)),
        seen_(filter_.since()),
        done_(std::move(done)) {}

  Clock::time_point deadline() const { return deadline_; }

  // Looks at what is new; true if it is over.
  bool Update(const Journal& journal) {
    const bool expired = Clock::now() >= deadline_;
    Journal::News news = journal.NewsSince(seen_, filter_.tenants());
    if (clears_ && *clears_ != news.clears) {
      found_.clear();
      forgotten_ = 0;
    }
    clears_ = news.clears;
    forgotten_ += news.forgotten;
    seen_ = std::max(seen_, news.last_sequence);
    for (scenario::JournalEntry& entry : news.entries) {
      if (found_.size() < count_ && filter_.Takes(entry)) found_.push_back(std::move(entry));
    }
    if (found_.size() >= count_) {
      Finish(Found{std::move(found_), news.last_sequence, forgotten_});
    } else if (expired && forgotten_ > 0) {
      Finish(absl::FailedPreconditionError(journal.ForgottenText(forgotten_)));
    } else if (expired) {
      Finish(absl::DeadlineExceededError(
          absl::StrCat("waited ", absl::FormatDuration(timeout_), " for ", count_,
                       " matching requests; there were ", found_.size())));
    } else {
      return false;
    }
    return true;
  }

  void Finish(absl::StatusOr<Found> result) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (done_ == nullptr) return;
    finisher_ = std::this_thread::get_id();
    std::exchange(done_, nullptr)(std::move(result));
    finisher_ = std::thread::id();
  }

  void Cancel() {
    // By `done` itself.
    if (finisher_.load() == std::this_thread::get_id()) return;
    const std::lock_guard<std::mutex> lock(mutex_);
    done_ = nullptr;
  }

 private:
  const EntryFilter filter_;
  const std::size_t count_;
  const absl::Duration timeout_;
  const Clock::time_point deadline_;
  std::uint64_t seen_;
  std::optional<std::uint64_t> clears_;
  std::vector<scenario::JournalEntry> found_;
  std::uint64_t forgotten_ = 0;

  std::mutex mutex_;  // held while `done_` runs
  std::atomic<std::thread::id> finisher_{std::thread::id()};
  Done done_;
};

RequestWaits::~RequestWaits() { Stop(); }

std::shared_ptr<void> RequestWaits::Start(EntryFilter filter, std::size_t count,
                                          absl::Duration timeout, Done done) {
  auto wait = std::make_shared<Wait>(std::move(filter), count, timeout, std::move(done));
  // The list does not keep it alive.
  std::shared_ptr<void> handle(wait.get(), [wait](void*) { wait->Cancel(); });
  std::unique_lock<std::mutex> lock(mutex_);
  if (stopped_) {
    lock.unlock();
    wait->Finish(absl::UnavailableError("the fakes are stopping"));
    return handle;
  }
  if (!thread_.joinable()) {
    observation_ = journal_->ObserveArrivals([this] {
      const std::lock_guard<std::mutex> arrival(mutex_);
      if (!waiting_) return;
      news_ = true;
      changed_.notify_one();
    });
    thread_ = std::thread([this] { Run(); });
  }
  waits_.push_back(wait);
  waiting_ = true;
  news_ = true;
  changed_.notify_one();
  return handle;
}

void RequestWaits::Run() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!stopped_) {
    news_ = false;
    std::list<std::weak_ptr<Wait>> waits;
    waits.swap(waits_);
    lock.unlock();
    auto wake = Clock::time_point::max();
    for (auto place = waits.begin(); place != waits.end();) {
      const std::shared_ptr<Wait> wait = place->lock();
      if (wait == nullptr || wait->Update(*journal_)) {
        place = waits.erase(place);
        continue;
      }
      wake = std::min(wake, wait->deadline());
      ++place;
    }
    lock.lock();
    waits_.splice(waits_.begin(), waits);
    waiting_ = !waits_.empty();
    const auto changed = [this] { return stopped_ || news_; };
    if (wake == Clock::time_point::max()) {
      changed_.wait(lock, changed);
    } else {
      changed_.wait_until(lock, wake, changed);
    }
  }
}

void RequestWaits::Stop() {
  std::unique_lock<std::mutex> lock(mutex_);
  stopped_ = true;
  changed_.notify_one();
  std::thread thread = std::move(thread_);
  std::unique_ptr<Journal::Observation> observation = std::move(observation_);
  lock.unlock();
  observation.reset();
  if (thread.joinable()) thread.join();
  FinishAll();
}

void RequestWaits::FinishAll() {
  std::list<std::weak_ptr<Wait>> waits;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    waits.swap(waits_);
  }
  for (const auto& weak : waits) {
    if (const auto wait = weak.lock()) {
      wait->Finish(absl::UnavailableError("the fakes are stopping"));
    }
  }
}

}  // namespace mock::admin
