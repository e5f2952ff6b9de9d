// The sessions of a transport between exchanges, with the connections they keep.
#ifndef IDENTITY_TRANSPORT_SESSION_POOL_H_
#define IDENTITY_TRANSPORT_SESSION_POOL_H_

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "identity/seams/clock.h"
#include "identity/transport/curl_session.h"
#include "identity/transport/curl_settings.h"

namespace azure::identity::internal {

// Bounded. Sessions that nobody uses are closed once they have been idle for as long as
// the settings say, also if nobody calls any more. Owned by shared pointers. Safe for use
// by many threads at once.
class SessionPool : public std::enable_shared_from_this<SessionPool> {
 public:
  // Runs work later, on another thread: BackgroundThread::Run.
  using RunLater = std::function<absl::Status(absl::Duration, std::function<void()>)>;

  SessionPool(std::shared_ptr<const CurlSettings> settings, std::shared_ptr<Clock> clock,
              RunLater run_later);
  ~SessionPool() { LeaveToParent(); }

  // The session that was used last, or a new one. Null if libcurl has no memory left.
  std::unique_ptr<CurlSession> Take();
  void Return(std::unique_ptr<CurlSession> session);

  // How many wait.
  std::size_t size() const;

 private:
  struct Idle {
    std::unique_ptr<CurlSession> session;
    absl::Duration since;  // by Clock::Elapsed()
  };

  // Closes what has been idle for long enough, and comes again for the rest.
  void CloseIdle();
  // Unless somebody does already. Without a thread, Take() and Return() must do.
  void CloseIdleLater(absl::Duration delay);
  // In a child of the process that opened them, sessions are left alone: to close one
  // says good-bye to a server that the parent still talks to. Under mutex_.
  void LeaveToParent();

  const std::shared_ptr<const CurlSettings> settings_;
  const std::shared_ptr<Clock> clock_;
  const RunLater run_later_;

  mutable std::mutex mutex_;  // of the following
  std::vector<Idle> idle_;    // the one returned last is the last, and is taken first
  pid_t process_;             // that opened them
  bool coming_ = false;       // CloseIdle()
};

}  // namespace azure::identity::internal

#endif  // IDENTITY_TRANSPORT_SESSION_POOL_H_
