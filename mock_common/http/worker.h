// One thread of the server with its event loop. Private to the server.
#ifndef MOCK_COMMON_HTTP_WORKER_H_
#define MOCK_COMMON_HTTP_WORKER_H_

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>
#include <thread>
#include <unordered_map>

#include "absl/time/time.h"

namespace mock::http {

// Of a worker's context, and of no other executor: what runs on it is neither wrapped nor copied.
using Socket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

// A connection. Lives on one worker's thread from Start to its end.
class Session {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  virtual ~Session() = default;
  virtual void Start() = 0;

  // When it has kept the server waiting for too long.
  virtual Instant deadline() const = 0;
  // Whether it is the server that keeps its client waiting, and the client has left.
  virtual bool IsAbandoned() = 0;
  virtual void Close() = 0;
};

// Every connection belongs to one worker, so nothing in a connection is locked.
class Worker {
 public:
  explicit Worker(absl::Duration idle_timeout);
  ~Worker();

  boost::asio::io_context& context() { return context_; }

  void StartThread();
  // Ends the thread and drops the connections.
  void Stop();

  // The rest only on this worker's thread.
  void Add(std::shared_ptr<Session> session);
  void Remove(Session* session);

 private:
  void ScheduleSweep();
  void Sweep();

  boost::asio::io_context context_{1};  // run by one thread
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  boost::asio::steady_timer sweep_timer_;  // one for all connections: cheaper than one each
  const std::chrono::milliseconds sweep_interval_;
  bool sweeping_ = false;
  std::unordered_map<Session*, std::shared_ptr<Session>> sessions_;
  std::thread thread_;
};

}  // namespace mock::http

#endif  // MOCK_COMMON_HTTP_WORKER_H_
