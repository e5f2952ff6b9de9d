// The calls of a run: which exchanges belong together, and how each call ended.
#ifndef TOOLS_EXPLAIN_JOURNAL_CALLS_H_
#define TOOLS_EXPLAIN_JOURNAL_CALLS_H_

#include <string>
#include <vector>

#include "mock_common/journal/journal_entry.h"

namespace azmock::explain {

struct Call {
  std::string id;  // that the client sent with each of its requests; "" if it sent none
  std::vector<mock::scenario::JournalEntry> exchanges;  // never empty

  const mock::scenario::JournalEntry& last() const { return exchanges.back(); }
};

// In the order in which they began. Exchanges of one client-request-id are one call. So is a
// request without one together with its repetitions right after it, as long as it fails in a way
// that makes clients try again. Each run of a tool is a call.
std::vector<Call> CallsOf(std::vector<mock::scenario::JournalEntry> entries);

// Whether it got no answer, or one that refuses.
bool IsFailure(const mock::scenario::JournalEntry& entry);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_JOURNAL_CALLS_H_
