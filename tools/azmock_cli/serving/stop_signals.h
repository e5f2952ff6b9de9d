// When a command that goes on without end is to stop.
#ifndef TOOLS_AZMOCK_CLI_SERVING_STOP_SIGNALS_H_
#define TOOLS_AZMOCK_CLI_SERVING_STOP_SIGNALS_H_

namespace azmock {

// Blocks the stopping signals in this thread and those it will start, and turns
// them into something that can be polled.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  // Returns when a signal came or, if asked to, when standard input ended.
  void Wait(bool stop_on_eof) const;

  // Has something to read when a signal came.
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_SERVING_STOP_SIGNALS_H_
