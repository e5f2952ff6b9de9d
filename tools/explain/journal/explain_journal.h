// Explains what happened in a run, by its journal.
#ifndef TOOLS_EXPLAIN_JOURNAL_EXPLAIN_JOURNAL_H_
#define TOOLS_EXPLAIN_JOURNAL_EXPLAIN_JOURNAL_H_

#include <string>
#include <vector>

#include "mock_common/journal/journal_entry.h"
#include "tools/explain/explain.h"
#include "tools/explain/journal/calls.h"
#include "tools/terminal/style.h"

namespace azmock::explain {

// What the rules say of a failed exchange; a rule without id if none is about it.
Explanation ExplainExchange(const mock::scenario::JournalEntry& entry);

// For a person: each call with its exchanges and how it ended; for each failure the rule, whose
// move it is and what to do, once in a call; a line that sums up. No line is wider than 100
// columns. The same journal gives the same bytes.
std::string JournalReport(const std::vector<Call>& calls, const Style& style = {});

// For machines: an array of the calls, each with "id" (null if the client sent none), "ended"
// ("well", "refused", "unanswered") and "exchanges": number, time, request, answer, reason and
// IDs, and "explanation", which is null for what did not fail.
std::string JournalJson(const std::vector<Call>& calls);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_JOURNAL_EXPLAIN_JOURNAL_H_
