// Rules about what Entra ID says of an error.
#ifndef IDENTITY_MESSAGE_CHECK_ENTRA_RULES_H_
#define IDENTITY_MESSAGE_CHECK_ENTRA_RULES_H_

#include <string>
#include <vector>

#include "identity/message_check/report.h"

namespace azure::identity::internal {

// "entra-ids", "entra-ids-differ", "entra-error-codes" for `body`, the text of the lines of a
// JSON body. An error of another service than Entra ID breaks none of them.
void CheckEntraBody(const std::string& body, const std::vector<Line>& lines, Report& report);

// "entra-ids" for a line that quotes Entra ID without being JSON.
void CheckEntraText(const Line& line, Report& report);

}  // namespace azure::identity::internal

#endif  // IDENTITY_MESSAGE_CHECK_ENTRA_RULES_H_
