#include "tools/azmock_cli/serving/stop_signals.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>

namespace azmock {

StopSignals::StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);  // of a terminal that goes
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  descriptor_ = signalfd(-1, &signals, SFD_CLOEXEC);
}

StopSignals::~StopSignals() { close(descriptor_); }

void StopSignals::Wait(bool stop_on_eof) const {
  pollfd sources[] = {{descriptor_, POLLIN, 0}, {stop_on_eof ? STDIN_FILENO : -1, POLLIN, 0}};
  while (true) {
    poll(sources, 2, -1);
    if (sources[0].revents != 0) return;
    char ignored[256];
    if (sources[1].revents != 0 && read(STDIN_FILENO, ignored, sizeof ignored) <= 0) return;
  }
}

}  // namespace azmock
