#include "identity/internal/cache/shared_fetch.h"

#include <utility>

#include "identity/internal/cache/context_lock.h"

namespace azure::identity::internal {

namespace {

// Clocks may lag a little behind the one by which a transport saw a deadline pass.
constexpr absl::Duration kClockLag = absl::Seconds(1);

}  // namespace

struct SharedFetch::Flight {
  explicit Flight(std::shared_ptr<Clock> clock) : lock(std::move(clock)) {}

  ContextLock lock;              // held by the caller that fetches
  std::optional<Result> result;  // for the holder of the lock
  int callers = 0;               // under SharedFetch::mutex_
};

// One caller, who leaves also when the fetch throws: a transport of the user's may.
struct SharedFetch::Visit {
  SharedFetch* fetches;
  const std::string& key;
  const Flight& flight;

  ~Visit() { fetches->Leave(key, flight); }
};

SharedFetch::SharedFetch(std::shared_ptr<Clock> clock) : clock_(std::move(clock)) {}

SharedFetch::~SharedFetch() = default;

SharedFetch::Result SharedFetch::Run(const Context& ctx, const std::optional<std::string>& key,
                                     const Fetch& fetch) {
  if (!key.has_value()) return fetch();
  const std::shared_ptr<Flight> flight = Join(*key, /*only_new=*/false);
  const Visit visit{this, *key, *flight};
  return Travel(ctx, *key, *flight, fetch);
}

std::optional<SharedFetch::Result> SharedFetch::TryRun(const Context& ctx,
                                                       const std::optional<std::string>& key,
                                                       const Fetch& fetch) {
  if (!key.has_value()) return fetch();
  const std::shared_ptr<Flight> flight = Join(*key, /*only_new=*/true);
  if (flight == nullptr) return std::nullopt;
  const Visit visit{this, *key, *flight};
  return Travel(ctx, *key, *flight, fetch);
}

std::shared_ptr<SharedFetch::Flight> SharedFetch::Join(const std::string& key, bool only_new) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::shared_ptr<Flight>& flight = flights_[key];
  if (flight == nullptr) {
    flight = std::make_shared<Flight>(clock_);
  } else if (only_new) {
    return nullptr;
  }
  ++flight->callers;
  return flight;
}

SharedFetch::Result SharedFetch::Travel(const Context& ctx, const std::string& key, Flight& flight,
                                        const Fetch& fetch) {
  const absl::StatusOr<ContextLock::Hold> hold = flight.lock.Acquire(ctx);
  if (!hold.ok()) return hold.status();
  if (flight.result.has_value()) return *flight.result;
  Result result = fetch();
  // Not any deadline: a single try may have one, too.
  const bool context_ended =
      absl::IsCancelled(result.status()) ||
      (absl::IsDeadlineExceeded(result.status()) && clock_->Remaining(ctx) <= kClockLag);
  if (!context_ended) {
    flight.result = result;
    Close(key, flight);
  }
  return result;
}

void SharedFetch::Close(const std::string& key, const Flight& flight) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = flights_.find(key);
  if (found != flights_.end() && found->second.get() == &flight) flights_.erase(found);
}

void SharedFetch::Leave(const std::string& key, const Flight& flight) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = flights_.find(key);
  if (found == flights_.end() || found->second.get() != &flight) return;
  if (--found->second->callers == 0) flights_.erase(found);
}

}  // namespace azure::identity::internal
