// A caller's deadline and cancellation, handed down through every call that
// can block.
#ifndef IDENTITY_CONTEXT_H_
#define IDENTITY_CONTEXT_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace azure::identity {

// Context is a cheap, copyable handle; copies share one state. All methods are
// safe to call from any thread.
//
//   Context ctx = Context::Background().WithDeadline(absl::Now() + absl::Seconds(5));
//   credential->GetToken(ctx, options);
//
// Deadlines are instants of the clock the credential was built with (the
// system's, unless Seams say otherwise). From the moment when something first waits
// for one, it is a time that passes: setting the system's time does not move it.
class Context {
 public:
  // A context that never ends.
  static Context Background();

  // A child that ends at `deadline`, or when this context ends.
  Context WithDeadline(absl::Time deadline) const;

  // A child that Cancel() can end without ending this one.
  Context WithCancel() const;

  // A child in which nothing that failed is tried again: for work that nobody waits
  // for, and that comes again if it is still wanted.
  Context WithoutRetries() const;
  bool may_retry() const;

  // Ends this context and all its children. Idempotent. Cancelling
  // Background() is an error of the program and does nothing. What a callback throws
  // comes out of here, after all have run.
  void Cancel();

  // Whether Cancel() was called, here or on a context that this is a child of.
  bool cancelled() const;

  // The earliest deadline that applies; InfiniteFuture() if there is none.
  absl::Time deadline() const;
  bool has_deadline() const { return deadline() != absl::InfiniteFuture(); }

  // OK while the context lives at the instant `now`; else kCancelled with the
  // text "context canceled" or kDeadlineExceeded with "context deadline
  // exceeded" (the texts of Go's context package, which users know).
  absl::Status Err(absl::Time now) const;

  // What is left until the deadline at a moment that the credential's clock calls `now`
  // and `elapsed` (Clock::Now, Clock::Elapsed); less than zero if that has passed,
  // InfiniteDuration() if there is none. The first call ties the deadline to the latter.
  absl::Duration Remaining(absl::Time now, absl::Duration elapsed) const;

  // Runs `callback` once on the cancelling thread when the context is
  // cancelled, at once if it already is; never for a deadline. After the
  // returned handle is destroyed the callback is not running and never will.
  // Null, and nothing to undo, if the callback has run already or never can.
  class CancelCallback;
  std::unique_ptr<CancelCallback> OnCancel(std::function<void()> callback) const;

 private:
  struct State;
  Context Child(absl::Time deadline, bool may_retry) const;
  explicit Context(std::shared_ptr<State> state);

  std::shared_ptr<State> state_;  // Null for Background().
};

// Takes the callback back when it is destroyed.
class Context::CancelCallback {
 public:
  ~CancelCallback();
  CancelCallback(const CancelCallback&) = delete;
  CancelCallback& operator=(const CancelCallback&) = delete;

 private:
  friend class Context;
  struct Registration;
  CancelCallback(std::shared_ptr<State> state, std::shared_ptr<Registration> registration);

  std::shared_ptr<State> state_;
  std::shared_ptr<Registration> registration_;
};

}  // namespace azure::identity

#endif  // IDENTITY_CONTEXT_H_
