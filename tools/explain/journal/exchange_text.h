// One entry of a journal, for a person.
#ifndef TOOLS_EXPLAIN_JOURNAL_EXCHANGE_TEXT_H_
#define TOOLS_EXPLAIN_JOURNAL_EXCHANGE_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/journal/journal_entry.h"
#include "tools/terminal/style.h"

namespace azmock::explain {

// "POST login.microsoftonline.com/contoso/oauth2/v2.0/token?x=1", or the command that was run.
// Secret parameters are "<redacted>", and ports of loopback are left out: they differ from run to
// run.
std::string RequestText(const mock::scenario::JournalEntry& entry);

// "401 invalid_client AADSTS7000215", "RESET, no answer", "exit code 1".
std::string AnswerText(const mock::scenario::JournalEntry& entry);

// Number, time since `began`, request; answer, how long it was held back; the check that failed, or
// the scenario's rule and step; IDs. Ends in a line break; no line is wider than 100 columns.
std::string ExchangeText(const mock::scenario::JournalEntry& entry, absl::Time began,
                         const Style& style = {});

// `text` after `first`, in lines of at most 100 columns, of which all but the first are indented as
// far as `first` is long. Ends in a line break.
std::string Wrapped(absl::string_view first, absl::string_view text);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_JOURNAL_EXCHANGE_TEXT_H_
