// Waiting for requests without a thread for each wait.
#ifndef MOCK_SERVER_ADMIN_REQUEST_WAITS_H_
#define MOCK_SERVER_ADMIN_REQUEST_WAITS_H_

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "mock_common/journal/journal.h"
#include "mock_server/admin/entry_match.h"

namespace mock::admin {

// Safe for use by many threads. A thread of its own, from the first wait on, looks at
// what the journal gets.
class RequestWaits {
 public:
  struct Found {
    std::vector<scenario::JournalEntry> entries;  // the first `count` that the filter takes
    std::uint64_t last_sequence = 0;
    std::uint64_t forgotten = 0;  // entries that it may have taken before these
  };
  // kDeadlineExceeded, saying how many there were, kFailedPrecondition if that is not known,
  // because entries were forgotten, or kUnavailable after Stop.
  using Done = std::function<void(absl::StatusOr<Found>)>;

  // The journal must outlive it.
  explicit RequestWaits(scenario::Journal* journal) : journal_(journal) {}
  ~RequestWaits();
  RequestWaits(const RequestWaits&) = delete;
  RequestWaits& operator=(const RequestWaits&) = delete;

  // Calls `done` once, on the thread of its own (or at once, after Stop); entries that
  // are there already count. `timeout` is real time, and may be infinite. Ends without a call when
  // what is returned is destroyed: then `done` is not running and never will, unless it destroys it
  // itself. What is returned may outlive the RequestWaits.
  std::shared_ptr<void> Start(EntryFilter filter, std::size_t count, absl::Duration timeout,
                              Done done);

  // Ends all waits. Idempotent.
  void Stop();

 private:
  class Wait;
  using Clock = std::chrono::steady_clock;

  void Run();
  void FinishAll();

  scenario::Journal* const journal_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopped_ = false;
  bool waiting_ = false;  // there are waits, in the list or in the thread's hands
  bool news_ = false;
  std::list<std::weak_ptr<Wait>> waits_;
  std::unique_ptr<scenario::Journal::Observation> observation_;
  std::thread thread_;
};

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_REQUEST_WAITS_H_
