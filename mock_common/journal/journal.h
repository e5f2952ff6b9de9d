// What happened on the wire: the last few thousand exchanges, without secrets, and how many
// more there were.
#ifndef MOCK_COMMON_JOURNAL_JOURNAL_H_
#define MOCK_COMMON_JOURNAL_JOURNAL_H_

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/http/message.h"
#include "mock_common/journal/forgotten_entries.h"
#include "mock_common/journal/stored_exchange.h"

namespace mock::scenario {

struct JournalEntry;

struct JournalOptions {
  // The oldest entries go when either is exceeded; the journal remembers that they did.
  std::size_t max_entries = 4096;
  std::size_t max_bytes = 8 * 1024 * 1024;
};

// Safe for use by many threads. Recording costs about a microsecond: entries are
// kept as bytes and decoded when somebody reads them. Secret values are replaced
// before anything is stored.
class Journal {
 public:
  using Predicate = std::function<bool(const JournalEntry&)>;

  explicit Journal(const JournalOptions& options = JournalOptions());
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  // Called for each request before its reply is sent. Returns the entry's
  // sequence number.
  std::uint64_t Record(absl::Time now, const http::Request& request, absl::string_view tenant,
                       const Outcome& outcome);

  // Likewise for a command, before its answer is given.
  std::uint64_t RecordRun(absl::Time now, const CommandRun& run);

  // The entries still held whose sequence number is greater than `since`, oldest
  // first. Whoever judges by them asks NewsSince or CheckNothingForgotten, too.
  std::vector<JournalEntry> Entries(std::uint64_t since = 0) const;

  // The entry of this sequence number, if it is still held.
  std::optional<JournalEntry> Find(std::uint64_t sequence) const;

  // All entries still held, one JSON object a line.
  std::string JsonLines(std::uint64_t since = 0) const;

  // Of the newest entry; 0 before the first. Clear does not reset it.
  std::uint64_t last_sequence() const;

  // What came after `since`, all of one moment.
  struct News {
    std::vector<JournalEntry> entries;
    std::uint64_t last_sequence = 0;
    std::uint64_t clears = 0;  // how often entries have been cleared
    // How many after `since` went because of the limits; what was cleared does not count.
    std::uint64_t forgotten = 0;
  };
  // `forgotten` counts the entries of `tenants`, by any of their names; of all if there is none.
  News NewsSince(std::uint64_t since, const std::vector<std::string>& tenants = {}) const;

  // What to tell one who can't be answered because of so many forgotten entries: how many they
  // are, what the limits are, and how to raise them.
  std::string ForgottenText(std::uint64_t forgotten) const;
  // kFailedPrecondition, with ForgottenText, if an entry was forgotten.
  absl::Status CheckNothingForgotten() const;

  // Blocks until `count` entries satisfy `predicate` (null: any), counting those
  // already held, and returns these `count`. `timeout` is real time.
  // Errors: kDeadlineExceeded, saying how many there were; kFailedPrecondition if that is not
  // known, because entries were forgotten.
  absl::StatusOr<std::vector<JournalEntry>> WaitFor(std::size_t count, const Predicate& predicate,
                                                    absl::Duration timeout) const;

  void Clear();
  // The entries of one tenant, by any of its names, without regard to case.
  void ClearTenant(const std::vector<std::string>& names);

  // Ends when destroyed: afterwards the callback is not running and never will.
  // Must not be destroyed by its own callback.
  class Observation {
   public:
    virtual ~Observation() = default;
  };

  // Calls `callback` after each request has been recorded and before its reply
  // is sent, on the server's thread, one call at a time. It must not block.
  std::unique_ptr<Observation> ObserveArrivals(std::function<void()> callback);

  // Likewise, with every entry from now on, in their order, whatever is forgotten or cleared.
  std::unique_ptr<Observation> Follow(std::function<void(const JournalEntry&)> callback);

 private:
  struct Observer;  // A callback that may still be called.
  class Observing;

  std::uint64_t Keep(StoredExchange exchange);
  std::vector<StoredExchange> Copy(std::uint64_t since) const;
  std::unique_ptr<Observation> Observe(std::shared_ptr<Observer> observer);
  void KeepForFollowers(const StoredExchange& exchange);
  void NotifyObservers();

  const JournalOptions options_;
  mutable std::mutex mutex_;
  mutable std::condition_variable arrived_;
  mutable int waiters_ = 0;
  std::uint64_t sequence_ = 0;
  std::uint64_t clears_ = 0;
  std::size_t bytes_ = 0;
  std::deque<StoredExchange> exchanges_;
  ForgottenEntries forgotten_;
  std::atomic<bool> observed_{false};
  std::vector<std::weak_ptr<Observer>> observers_;  // the ended ones go when next one comes
};

}  // namespace mock::scenario

#endif  // MOCK_COMMON_JOURNAL_JOURNAL_H_
