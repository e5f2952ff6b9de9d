#include "tools/azmock_cli/run/name_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace azmock {
namespace {

constexpr std::size_t kHeader = 12;
constexpr std::size_t kMostUnknown = 1000;
constexpr int kAddressType = 1;  // A
constexpr char kAnyType = static_cast<char>(255);

// The question's name, and where it ends; npos if it is none.
std::size_t ReadName(absl::string_view query, std::string* name) {
  for (std::size_t at = kHeader; at < query.size();) {
    const auto length = static_cast<unsigned char>(query[at++]);
    if (length == 0) return at;
    // Compression has no place in a question.
    if (length > 63 || at + length > query.size()) return absl::string_view::npos;
    absl::StrAppend(name, name->empty() ? "" : ".", query.substr(at, length));
    at += length;
  }
  return absl::string_view::npos;
}

}  // namespace

std::string AnswerNameQuery(absl::string_view query,
                            const std::function<bool(const std::string& name)>& is_known,
                            std::string* asked) {
  // One question, which is no answer itself, of the standard kind.
  if (query.size() < kHeader || (query[2] & 0xf8) != 0 || query[4] != 0 || query[5] != 1) return "";
  std::string name;
  const std::size_t end = ReadName(query, &name);
  if (end == absl::string_view::npos || end + 4 > query.size()) return "";
  *asked = absl::AsciiStrToLower(name);
  const bool known = is_known(*asked);
  const bool address =
      query[end] == 0 && (query[end + 1] == kAddressType || query[end + 1] == kAnyType);
  const bool answers = known && address;
  std::string reply(query.substr(0, end + 4));
  reply[2] = static_cast<char>(0x84 | (query[2] & 1));   // a reply, with authority
  reply[3] = static_cast<char>(0x80 | (known ? 0 : 3));  // NXDOMAIN
  reply[7] = answers ? 1 : 0;
  for (const int count : {6, 8, 9, 10, 11}) reply[count] = 0;  // no other records
  if (answers) {
    // The name of the question, A, IN, a minute, four bytes.
    reply.append("\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4\x7f\0\0\1", 16);
  }
  return reply;
}

absl::StatusOr<std::unique_ptr<NameServer>> NameServer::Start(const std::string& address,
                                                              std::uint16_t port,
                                                              IsKnown is_known) {
  const int socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(port);
  if (socket < 0 || inet_pton(AF_INET, address.c_str(), &at.sin_addr) != 1 ||
      bind(socket, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0) {
    const std::string why = strerror(errno);
    if (socket >= 0) close(socket);
    return absl::UnavailableError(
        absl::StrCat("cannot answer for names on ", address, ":", port, ": ", why));
  }
  return std::unique_ptr<NameServer>(
      new NameServer(socket, eventfd(0, EFD_CLOEXEC), std::move(is_known)));
}

NameServer::NameServer(int socket, int stop, IsKnown is_known)
    : socket_(socket), stop_(stop), is_known_(std::move(is_known)), thread_([this] { Run(); }) {}

NameServer::~NameServer() {
  const std::uint64_t one = 1;
  while (write(stop_, &one, sizeof one) < 0 && errno == EINTR) {
  }
  thread_.join();
  close(stop_);
  close(socket_);
}

std::uint16_t NameServer::port() const {
  sockaddr_in at{};
  socklen_t size = sizeof at;
  getsockname(socket_, reinterpret_cast<sockaddr*>(&at), &size);
  return ntohs(at.sin_port);
}

std::set<std::string> NameServer::unknown() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return unknown_;
}

void NameServer::Run() {
  for (;;) {
    pollfd sources[] = {{stop_, POLLIN, 0}, {socket_, POLLIN, 0}};
    if (poll(sources, 2, -1) < 0) continue;
    if (sources[0].revents != 0) return;
    char query[1024];
    sockaddr_in from{};
    socklen_t size = sizeof from;
    const ssize_t count = recvfrom(socket_, query, sizeof query, MSG_DONTWAIT,
                                   reinterpret_cast<sockaddr*>(&from), &size);
    if (count <= 0) continue;
    std::string asked;
    bool known = false;
    const std::string reply = AnswerNameQuery(
        {query, static_cast<std::size_t>(count)},
        [&](const std::string& name) { return known = is_known_(name); }, &asked);
    if (reply.empty()) continue;
    if (!known) {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (unknown_.size() < kMostUnknown) unknown_.insert(asked);
    }
    sendto(socket_, reply.data(), reply.size(), 0, reinterpret_cast<const sockaddr*>(&from), size);
  }
}

}  // namespace azmock
