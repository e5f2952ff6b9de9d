#include "tools/azmock_cli/serving/records.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tools/azmock_cli/replay/requests.h"
#include "tools/azmock_cli/serving/files.h"

namespace azmock {

using mock::scenario::JournalEntry;

absl::StatusOr<std::unique_ptr<Records>> Records::Open(const std::string& journal_file,
                                                       const std::string& requests_file) {
  int journal = -1;
  if (!journal_file.empty()) {
    constexpr int kFlags = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC;
    journal = open(journal_file.c_str(), kFlags, 0600);
    if (journal < 0) return CannotWrite(journal_file);
  }
  std::unique_ptr<Records> records(new Records(journal, journal_file, requests_file));
  if (!requests_file.empty()) {
    if (auto tried = WriteFile(requests_file, ""); !tried.ok()) return tried;
  }
  return records;
}

Records::Records(int journal, std::string journal_file, std::string requests_file)
    : journal_(journal),
      journal_file_(std::move(journal_file)),
      requests_file_(std::move(requests_file)) {}

Records::~Records() {
  observation_.reset();
  if (journal_ >= 0) close(journal_);
}

void Records::Follow(mock::scenario::Journal& journal) {
  if (journal_ < 0 && requests_file_.empty()) return;
  observation_ = journal.Follow([this](const JournalEntry& entry) { Write(entry); });
}

void Records::Write(const JournalEntry& entry) {
  if (!requests_file_.empty()) requests_.push_back(entry);
  if (journal_ < 0) return;
  if (!journal_status_.ok()) {
    ++unwritten_;
    return;
  }
  const off_t whole = lseek(journal_, 0, SEEK_END);
  journal_status_ = WriteAll(journal_, ToJsonLine(entry) + "\n", journal_file_);
  if (journal_status_.ok()) return;
  ++unwritten_;
  // Of the line that had no room only its beginning is there; a pipe keeps it.
  if (whole >= 0 && ftruncate(journal_, whole) != 0)
    journal_status_.Update(CannotWrite(journal_file_));
  std::cerr << "azmock: " << journal_status_.message() << "; the journal ends here\n";
}

absl::Status Records::Finish() {
  observation_.reset();
  absl::Status status;
  if (!journal_status_.ok()) {
    status = absl::UnavailableError(
        absl::StrCat(journal_status_.message(), "; it lacks the last ",
                     unwritten_ == 1 ? "entry" : absl::StrCat(unwritten_, " entries")));
  }
  if (!requests_file_.empty()) status.Update(WriteFile(requests_file_, RequestsText(requests_)));
  return status;
}

}  // namespace azmock
