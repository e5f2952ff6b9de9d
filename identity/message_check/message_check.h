// Whether a text is well-formed as an error of this library: a linter for messages, for
// tests and for `azmock check`. It shares no code with what writes those messages.
#ifndef IDENTITY_MESSAGE_CHECK_MESSAGE_CHECK_H_
#define IDENTITY_MESSAGE_CHECK_MESSAGE_CHECK_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "identity/error_details.h"

namespace azure::identity {

// Something that a message must have, or must not.
struct MessageRule {
  absl::string_view id;    // such as "status-line"; never changes its meaning
  absl::string_view says;  // one sentence
};

// All rules, in the order in which a message meets them.
const std::vector<MessageRule>& MessageRules();

// A place where a message does not keep a rule.
struct MessageViolation {
  std::string rule;     // one of MessageRules()
  int line = 0;         // from 1
  int column = 0;       // from 1, in code points of UTF-8
  std::string message;  // what is wrong here, without quoting a secret
};

// What is wrong with `text`, a status's message or a file that has nothing else: a line end
// after it is no fault. In the order of lines and columns, a rule at most once for a line;
// empty if it is well-formed.
//
// Well-formed is what azidentity 1.14 writes: the credential first, the response, the link to
// its section of the troubleshooting guide, a chain's causes on lines of their own, and the
// same for the error of a service (azcore's ResponseError). Of the guide's layout, kGuide,
// the status line and the missing link differ. No secret may stand anywhere.
//
// Takes any bytes, in time linear in their number. Thread-safe.
std::vector<MessageViolation> CheckMessage(absl::string_view text,
                                           ErrorLayout layout = ErrorLayout::kAzidentity);

}  // namespace azure::identity

#endif  // IDENTITY_MESSAGE_CHECK_MESSAGE_CHECK_H_
