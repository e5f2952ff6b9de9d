#ifndef TOOLS_EXPLAIN_TICKET_H_
#define TOOLS_EXPLAIN_TICKET_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "tools/explain/explain.h"

namespace azmock::explain {

// Names and values of what the text says, in the order of a report; empty if it does not say.
std::vector<std::pair<std::string, std::string>> FieldsOf(const Facts& facts);

// Without what names a person or a machine: mail addresses, IP addresses other than those of the
// metadata service and of the machine itself, folders of users.
std::string Redacted(absl::string_view text);

// What a support engineer asks for first, without secrets and redacted, one "  | name: value" a
// line.
std::string Ticket(const Explanation& explanation);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_TICKET_H_
