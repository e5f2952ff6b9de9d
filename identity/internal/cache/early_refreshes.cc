#include "identity/internal/cache/early_refreshes.h"

#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace azure::identity::internal {
namespace {

constexpr absl::Duration kBetweenAttempts = absl::Seconds(30);
constexpr absl::Duration kMostBackoff = absl::Minutes(5);
constexpr absl::Duration kLimit = absl::Seconds(10);
constexpr std::size_t kCapacity = 1000;

// What a key was allowed.
struct Turn {
  bool taken = false;   // an attempt runs, or is about to
  absl::Duration next;  // by Clock::Elapsed()
  int failures = 0;     // since the last success
};

}  // namespace

struct EarlyRefreshes::State {
  State(std::shared_ptr<Clock> clock_seam, std::shared_ptr<Random> random_seam)
      : clock(std::move(clock_seam)), random(std::move(random_seam)) {}

  // The turn of `key` if an attempt may begin at `now`; else null, and `*wait` says when.
  // Under the mutex.
  Turn* Take(const std::string& key, absl::Duration now, absl::Duration* wait);
  void Settle(const std::string& key, bool success);
  void Release(const std::string& key);
  // In a child of fork() no attempt of the parent's runs. Under the mutex.
  void LeaveToParent();

  const std::shared_ptr<Clock> clock;
  const std::shared_ptr<Random> random;
  Context life = Context::Background().WithCancel();

  std::mutex mutex;  // of the following
  std::condition_variable idle;
  bool closed = false;
  int running = 0;
  pid_t process = getpid();  // in which they run
  absl::flat_hash_map<std::string, Turn> turns;
};

// The turn of a key, which ends with this: also if the executor throws, or lets go of
// the work.
struct EarlyRefreshes::Claim {
  Claim(std::shared_ptr<State> of, std::string whose)
      : state(std::move(of)), key(std::move(whose)) {}
  ~Claim() { state->Release(key); }

  const std::shared_ptr<State> state;
  const std::string key;
};

Turn* EarlyRefreshes::State::Take(const std::string& key, absl::Duration now,
                                  absl::Duration* wait) {
  *wait = kBetweenAttempts;
  LeaveToParent();
  if (closed) return nullptr;
  if (turns.size() >= kCapacity && !turns.contains(key)) {
    for (auto it = turns.begin(); it != turns.end();) {
      const bool over = !it->second.taken && it->second.next <= now;
      if (over) {
        turns.erase(it++);
      } else {
        ++it;
      }
    }
    if (turns.size() >= kCapacity) return nullptr;
  }
  const auto [found, is_new] = turns.try_emplace(key);
  Turn& turn = found->second;
  if (is_new) turn.next = now;
  if (turn.next > now) *wait = turn.next - now;
  if (turn.taken || turn.next > now) return nullptr;
  turn.taken = true;
  turn.next = now + kBetweenAttempts;
  return &turn;
}

void EarlyRefreshes::State::Settle(const std::string& key, bool success) {
  const double jitter = success ? 0 : random->Unit();
  const absl::Duration now = clock->Elapsed();
  const std::lock_guard<std::mutex> lock(mutex);
  Turn& turn = turns[key];
  turn.taken = false;
  turn.failures = success ? 0 : turn.failures + 1;
  if (success) return;
  const int doublings = std::min(turn.failures - 1, 10);
  const absl::Duration backoff = std::min(kBetweenAttempts * (1 << doublings), kMostBackoff);
  turn.next = now + backoff * (1 + jitter / 2);
}

void EarlyRefreshes::State::Release(const std::string& key) {
  const std::lock_guard<std::mutex> lock(mutex);
  if (const auto found = turns.find(key); found != turns.end()) found->second.taken = false;
}

void EarlyRefreshes::State::LeaveToParent() {
  if (std::exchange(process, getpid()) == getpid()) return;
  running = 0;
  for (auto& turn : turns) turn.second.taken = false;
}

EarlyRefreshes::EarlyRefreshes(const Seams& seams)
    : clock_(seams.clock), random_(seams.random), executor_(seams.executor) {}

EarlyRefreshes::~EarlyRefreshes() { Close(); }

std::shared_ptr<EarlyRefreshes::State> EarlyRefreshes::MakeState() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (state_ == nullptr) state_ = std::make_shared<State>(clock_, random_);
  return state_;
}

absl::Duration EarlyRefreshes::Offer(const std::string& key, const std::function<Attempt()>& make) {
  const std::shared_ptr<State> state = MakeState();
  const absl::Duration now = clock_->Elapsed();
  absl::Duration wait;
  {
    const std::lock_guard<std::mutex> lock(state->mutex);
    if (state->Take(key, now, &wait) == nullptr) return wait;
  }
  auto claim = std::make_shared<Claim>(state, key);
  const absl::Status taken =
      executor_->Run([claim = std::move(claim), attempt = make()] { Run(*claim, attempt); });
  if (!taken.ok()) state->Settle(key, /*success=*/false);
  return wait;
}

void EarlyRefreshes::Run(Claim& claim, const Attempt& attempt) {
  State& state = *claim.state;
  {
    const std::lock_guard<std::mutex> lock(state.mutex);
    if (state.closed) return;
    ++state.running;
  }
  bool success = false;
  try {
    success = attempt(state.life.WithDeadline(state.clock->Now() + kLimit).WithoutRetries());
  } catch (...) {  // of a callback of the user's, on a thread that is not: a failure
  }
  state.Settle(claim.key, success);
  const std::lock_guard<std::mutex> lock(state.mutex);
  --state.running;
  state.idle.notify_all();
}

void EarlyRefreshes::Close() {
  const std::shared_ptr<State> state = MakeState();
  {
    const std::lock_guard<std::mutex> lock(state->mutex);
    if (std::exchange(state->closed, true)) return;
    state->LeaveToParent();
  }
  state->life.Cancel();
  std::unique_lock<std::mutex> lock(state->mutex);
  state->idle.wait(lock, [&] { return state->running == 0; });
}

}  // namespace azure::identity::internal
