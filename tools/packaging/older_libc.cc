// What glibc has since 2.36 only, and the system calls have had for longer: the one file runs with
// 2.35, too, as Ubuntu 22.04 has it.
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <cstdint>

extern "C" {

std::uint32_t arc4random() {
  std::uint32_t number = 0;
  // So few bytes come whole, or not at all while a signal is handled.
  while (getrandom(&number, sizeof number, 0) != sizeof number) {
  }
  return number;
}

int pidfd_open(pid_t process, unsigned int flags) {
  return static_cast<int>(syscall(SYS_pidfd_open, process, flags));
}

}  // extern "C"
