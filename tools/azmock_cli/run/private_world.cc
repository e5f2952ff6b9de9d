#include "tools/azmock_cli/run/private_world.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "tools/azmock_cli/serving/files.h"

namespace azmock {
namespace {

absl::Status NotAllowed(absl::string_view step) {
  return absl::UnavailableError(absl::StrCat(step, ": ", strerror(errno)));
}

absl::Status WriteProc(const std::string& path, const std::string& text) {
  const int file = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) return NotAllowed(path);
  absl::Status written = WriteAll(file, text, path);
  close(file);
  return written;
}

// The same user and group inside as outside.
absl::Status KeepUser(uid_t user, gid_t group) {
  absl::Status status = WriteProc("/proc/self/setgroups", "deny");
  status.Update(WriteProc("/proc/self/uid_map", absl::StrCat(user, " ", user, " 1")));
  status.Update(WriteProc("/proc/self/gid_map", absl::StrCat(group, " ", group, " 1")));
  return status;
}

ifreq Interface(const std::string& name) {
  ifreq request;
  std::memset(&request, 0, sizeof request);
  name.copy(request.ifr_name, IFNAMSIZ - 1);
  return request;
}

absl::Status SetAddress(int socket, unsigned long what, const std::string& name,
                        const std::string& address) {
  ifreq request = Interface(name);
  sockaddr_in in{};
  in.sin_family = AF_INET;
  if (inet_pton(AF_INET, address.c_str(), &in.sin_addr) != 1) {
    return absl::InvalidArgumentError(absl::StrCat(address, " is no IPv4 address"));
  }
  std::memcpy(&request.ifr_addr, &in, sizeof in);
  return ioctl(socket, what, &request) == 0 ? absl::OkStatus() : NotAllowed(address);
}

absl::Status BringLoopbackUp(const std::vector<std::string>& addresses) {
  const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return NotAllowed("socket");
  ifreq request = Interface("lo");
  request.ifr_flags = IFF_UP | IFF_RUNNING | IFF_LOOPBACK;
  absl::Status status =
      ioctl(socket, SIOCSIFFLAGS, &request) == 0 ? absl::OkStatus() : NotAllowed("lo");
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const std::string alias = absl::StrCat("lo:", i);
    status.Update(SetAddress(socket, SIOCSIFADDR, alias, addresses[i]));
    status.Update(SetAddress(socket, SIOCSIFNETMASK, alias, "255.255.255.255"));
  }
  close(socket);
  return status;
}

}  // namespace

absl::Status EnterPrivateWorld(const std::vector<std::string>& addresses) {
  const uid_t user = getuid();
  const gid_t group = getgid();
  if (unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS) != 0) return NotAllowed("unshare");
  if (absl::Status kept = KeepUser(user, group); !kept.ok()) return kept;
  // What is mounted from here on is seen by nobody else.
  if (mount("", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return NotAllowed("mount");
  return BringLoopbackUp(addresses);
}

absl::Status TryPrivateWorld(const std::vector<std::string>& addresses) {
  int pipe[2];
  if (pipe2(pipe, O_CLOEXEC) != 0) return NotAllowed("pipe");
  // Without fork's handlers: ThreadSanitizer's starts a thread, and a process of several threads
  // cannot enter a user namespace. This one has no other yet whose locks might be held.
  const pid_t child = _Fork();
  if (child < 0) return NotAllowed("fork");
  if (child == 0) {
    const absl::Status entered = EnterPrivateWorld(addresses);
    WriteAll(pipe[1], entered.message(), "a pipe").IgnoreError();
    _exit(entered.ok() ? 0 : 1);
  }
  close(pipe[1]);
  std::string why;
  char buffer[256];
  for (ssize_t count; (count = read(pipe[0], buffer, sizeof buffer)) > 0;)
    why.append(buffer, count);
  close(pipe[0]);
  int ended = 0;
  waitpid(child, &ended, 0);
  return ended == 0 ? absl::OkStatus() : absl::UnavailableError(why);
}

absl::Status Overlay(const std::string& path, const std::string& by) {
  std::error_code error;
  // The end of links: those are not followed when something is mounted.
  const auto end = std::filesystem::canonical(path, error);
  if (error) return absl::NotFoundError(absl::StrCat(path, ": ", error.message()));
  if (mount(by.c_str(), end.c_str(), nullptr, MS_BIND, nullptr) != 0) return NotAllowed(path);
  return absl::OkStatus();
}

}  // namespace azmock
