#include "mock_server/key_files.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <deque>
#include <filesystem>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace azmock {
namespace {

std::optional<uid_t> UserId(const std::string& name) {
  passwd entry;
  passwd* found = nullptr;
  std::vector<char> buffer(4096);
  if (getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) != 0 || !found) {
    return std::nullopt;
  }
  return entry.pw_uid;
}

// Of Azure Arc's agent. Clients that may have tokens are in its group.
constexpr char kAgent[] = "himds";

// What whoever runs the fakes may do with a file that should be another's: what the agent's
// group may, or everybody.
int AsForClients(const mock::imds::KeyFile& key, KeyFiles::Clients clients) {
  const bool in_group = clients == KeyFiles::Clients::kOfAgentsGroup && key.owner == kAgent;
  const int rights = (in_group ? key.mode >> 3 : key.mode) & 07;
  return (key.mode & 07) | (rights << 6);
}

// The agent has forgotten older keys.
constexpr std::size_t kMostFiles = 64;

bool WriteAll(int file, const std::string& content) {
  std::size_t written = 0;
  while (written < content.size()) {
    const ssize_t count = write(file, content.data() + written, content.size() - written);
    if (count <= 0) return false;
    written += static_cast<std::size_t>(count);
  }
  return true;
}

}  // namespace

class KeyFiles::State {
 public:
  State(Clients clients, std::string directory)
      : clients_(clients), directory_(std::move(directory)) {}
  ~State() {
    for (const std::string& path : written_) unlink(path.c_str());
  }

  bool Write(const mock::imds::KeyFile& key) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (std::filesystem::path(key.path).parent_path() != directory_) return true;
    std::error_code ignored;  // Opening says it better.
    std::filesystem::create_directories(directory_, ignored);
    const int file = open(key.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return false;
    written_.push_back(key.path);
    if (written_.size() > kMostFiles) {
      unlink(written_.front().c_str());
      written_.pop_front();
    }
    const auto owner = UserId(key.owner);
    const bool given = owner && fchown(file, *owner, static_cast<gid_t>(-1)) == 0;
    const auto mode = static_cast<mode_t>(given ? key.mode : AsForClients(key, clients_));
    const bool done = WriteAll(file, key.content) && fchmod(file, mode) == 0;
    close(file);
    return done;
  }

 private:
  const Clients clients_;
  const std::string directory_;
  std::mutex mutex_;
  std::deque<std::string> written_;  // oldest first
};

KeyFiles::KeyFiles(Clients clients, std::string directory)
    : state_(std::make_shared<State>(clients, std::move(directory))) {}

KeyFiles::~KeyFiles() = default;

mock::imds::WriteKeyFile KeyFiles::writer() const {
  return [state = state_](const mock::imds::KeyFile& file) { return state->Write(file); };
}

}  // namespace azmock
