// The files that a scenario's client finds.
#ifndef TOOLS_AZMOCK_CLI_REPLAY_CLIENT_FILES_H_
#define TOOLS_AZMOCK_CLI_REPLAY_CLIENT_FILES_H_

#include <map>
#include <mutex>
#include <string>

#include "identity/seams/file_system.h"
#include "mock_server/scenario/scenario.pb.h"

namespace azmock {

// Files in memory; nothing else exists. They can be read by whom their owner and
// mode allow to; their folders are open to all. Safe for use by many threads.
class ClientFiles : public azure::identity::FileSystem {
 public:
  // Writes all of `client.files()`.
  explicit ClientFiles(const mock::scenario::Client& client);

  absl::StatusOr<std::string> ReadFile(absl::string_view path,
                                       std::int64_t max_bytes) const override;
  absl::StatusOr<std::int64_t> FileSize(absl::string_view path) const override;

  // The file's assertion is its content, which must be a text by now.
  void Write(const mock::scenario::File& file);
  // kNotFound if there is no such file.
  absl::Status Remove(const std::string& path);

 private:
  struct Entry {
    std::string content;
    bool readable = true;  // by the client's user
  };

  absl::StatusOr<Entry> Find(absl::string_view operation, absl::string_view path) const;
  bool IsReadable(const mock::scenario::File& file) const;

  const std::string user_;
  mutable std::mutex mutex_;
  std::map<std::string, Entry> entries_;
};

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_REPLAY_CLIENT_FILES_H_
