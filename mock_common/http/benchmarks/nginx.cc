#include "mock_common/http/benchmarks/nginx.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"

extern char** environ;

namespace mock::http {
namespace {

constexpr char kProgram[] = "/usr/sbin/nginx";

sockaddr_in Loopback(std::uint16_t port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// nginx cannot be told to pick one itself.
std::uint16_t FreePort() {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  bind(fd, reinterpret_cast<sockaddr*>(&address), size);
  getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
  close(fd);
  return ntohs(address.sin_port);
}

bool Serves(std::uint16_t port) {
  const int fd = socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = Loopback(port);
  const bool connected =
      connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  close(fd);
  return connected;
}

std::string Configuration(const std::string& folder, std::uint16_t port, const std::string& body) {
  return absl::StrCat("daemon off;\nmaster_process off;\nworker_processes 1;\npid ", folder,
                      "/pid;\nerror_log ", folder, "/error.log;\nevents {}\n",
                      "http {\n  access_log off;\n  keepalive_requests 1000000000;\n",
                      "  client_body_temp_path ", folder, ";\n  proxy_temp_path ", folder,
                      ";\n  fastcgi_temp_path ", folder, ";\n  uwsgi_temp_path ", folder,
                      ";\n  scgi_temp_path ", folder, ";\n  server {\n    listen 127.0.0.1:", port,
                      ";\n    location / { return 200 \"", body, "\"; }\n  }\n}\n");
}

}  // namespace

absl::StatusOr<std::unique_ptr<Nginx>> Nginx::Start(const std::string& body) {
  if (access(kProgram, X_OK) != 0) return absl::NotFoundError("nginx is not installed");
  std::string folder = (std::filesystem::temp_directory_path() / "nginx.XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return absl::UnavailableError("no temporary folder");
  const std::uint16_t port = FreePort();
  const std::string file = folder + "/nginx.conf";
  std::ofstream(file) << Configuration(folder, port, body);

  const std::string log = folder + "/error.log";
  const char* const arguments[] = {kProgram, "-c", file.c_str(), "-e", log.c_str(), nullptr};
  pid_t pid = 0;
  if (posix_spawn(&pid, kProgram, nullptr, nullptr, const_cast<char**>(arguments), environ) != 0) {
    return absl::UnavailableError("nginx cannot be started");
  }
  std::unique_ptr<Nginx> nginx(new Nginx(folder, pid, port));
  for (int i = 0; i < 500; ++i) {
    if (Serves(port)) return nginx;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return absl::UnavailableError("nginx does not serve");
}

Nginx::~Nginx() {
  kill(pid_, SIGTERM);
  waitpid(pid_, nullptr, 0);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

}  // namespace mock::http
