// What `azmock serve` writes of a run: --journal and --requests.
#ifndef TOOLS_AZMOCK_CLI_SERVING_RECORDS_H_
#define TOOLS_AZMOCK_CLI_SERVING_RECORDS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "mock_common/journal/journal.h"
#include "mock_common/journal/journal_entry.h"

namespace azmock {

// Has every exchange, also those that the journal has forgotten since. Follow and Finish on one
// thread.
class Records {
 public:
  // Files that are there are emptied; "" leaves one out. Only the owner can read them. Errors:
  // kUnavailable, naming the path, for one that cannot be written.
  static absl::StatusOr<std::unique_ptr<Records>> Open(const std::string& journal_file,
                                                       const std::string& requests_file);
  ~Records();
  Records(const Records&) = delete;
  Records& operator=(const Records&) = delete;

  // From now on each entry is in the journal file before its reply is sent. The journal must
  // have its last entry before Finish, and may be gone then. A write that fails is told on
  // standard error at once, and nothing is written after it: in a file all lines are whole.
  void Follow(mock::scenario::Journal& journal);

  // Writes the requests. Errors: kUnavailable, naming the path, for what could not be written.
  absl::Status Finish();

 private:
  Records(int journal, std::string journal_file, std::string requests_file);
  void Write(const mock::scenario::JournalEntry& entry);

  const int journal_;  // descriptor; -1 for none
  const std::string journal_file_;
  const std::string requests_file_;
  // Used by the observation, one call at a time, and afterwards.
  absl::Status journal_status_;
  std::uint64_t unwritten_ = 0;
  std::vector<mock::scenario::JournalEntry> requests_;
  std::unique_ptr<mock::scenario::Journal::Observation> observation_;
};

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_SERVING_RECORDS_H_
