#include "mock_common/http/worker.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace mock::http {
namespace {

// Deadlines are kept to within an eighth of the time-out.
std::chrono::milliseconds SweepInterval(absl::Duration idle_timeout) {
  return std::clamp(absl::ToChronoMilliseconds(idle_timeout / 8), std::chrono::milliseconds(5),
                    std::chrono::milliseconds(500));
}

}  // namespace

Worker::Worker(absl::Duration idle_timeout)
    : work_(context_.get_executor()),
      sweep_timer_(context_),
      sweep_interval_(SweepInterval(idle_timeout)) {}

Worker::~Worker() { Stop(); }

void Worker::StartThread() {
  thread_ = std::thread([this] { context_.run(); });
}

void Worker::Stop() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
  // Closed before `context_` goes, to which their timers post.
  for (const auto& [key, session] : std::exchange(sessions_, {})) session->Close();
}

void Worker::Add(std::shared_ptr<Session> session) {
  Session* const key = session.get();
  sessions_.emplace(key, std::move(session));
  if (!sweeping_) ScheduleSweep();
}

void Worker::Remove(Session* session) { sessions_.erase(session); }

void Worker::ScheduleSweep() {
  sweeping_ = true;
  sweep_timer_.expires_after(sweep_interval_);
  sweep_timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) Sweep();
  });
}

void Worker::Sweep() {
  const Session::Instant now = std::chrono::steady_clock::now();
  std::vector<std::shared_ptr<Session>> expired;
  for (const auto& [key, session] : sessions_) {
    if (session->deadline() <= now || session->IsAbandoned()) expired.push_back(session);
  }
  for (const auto& session : expired) session->Close();
  sweeping_ = false;
  if (!sessions_.empty()) ScheduleSweep();
}

}  // namespace mock::http
