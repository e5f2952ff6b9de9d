// Rules about a response, the lines between and around the rules of dashes.
#ifndef IDENTITY_MESSAGE_CHECK_RESPONSE_RULES_H_
#define IDENTITY_MESSAGE_CHECK_RESPONSE_RULES_H_

#include <cstddef>
#include <vector>

#include "absl/strings/string_view.h"
#include "identity/error_details.h"
#include "identity/message_check/report.h"

namespace azure::identity::internal {

constexpr absl::string_view kLinkBegin = "To troubleshoot, visit";

// Where the line "RESPONSE …" is; lines.size() if there is none.
std::size_t FindStatusLine(const std::vector<Line>& lines);

struct ResponseShape {
  ErrorLayout layout = ErrorLayout::kAzidentity;
  std::size_t first = 1;          // the request line cannot stand before it
  bool is_service_error = false;  // has a line "ERROR CODE…"
};

// Where the parts of a response were found.
struct ResponseParts {
  std::size_t request = 0;  // the request line: what stands before is the message
  std::size_t after = 0;    // the first line behind the last rule
};

// "request-line", "request-url", "rule-line", "status-line", "status-reason", "error-code-line",
// "body-missing", "json-indent", "json-body" and those about Entra ID. There is a status line.
ResponseParts CheckResponse(const std::vector<Line>& lines, const ResponseShape& shape,
                            Report& report);

// "link-form", "link-anchor" for the sentence that begins `offset` bytes into `line`.
void CheckLink(const Line& line, std::size_t offset, absl::string_view anchor, Report& report);

}  // namespace azure::identity::internal

#endif  // IDENTITY_MESSAGE_CHECK_RESPONSE_RULES_H_
