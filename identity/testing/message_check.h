// GoogleTest matchers for the texts of errors.
//
//   EXPECT_THAT(std::string(status.message()), IsWellFormedMessage());
//   EXPECT_THAT(text, HasViolation("secret-jwt"));
#ifndef IDENTITY_TESTING_MESSAGE_CHECK_H_
#define IDENTITY_TESTING_MESSAGE_CHECK_H_

#include <algorithm>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "identity/message_check/message_check.h"

namespace azure::identity {

// CheckMessage() of identity/message_check/message_check.h finds nothing.
MATCHER(IsWellFormedMessage, negation ? "is malformed" : "is well-formed") {
  const std::vector<MessageViolation> violations = CheckMessage(arg);
  for (const MessageViolation& each : violations) {
    *result_listener << "\n"
                     << each.line << ":" << each.column << ": " << each.rule << ": "
                     << each.message;
  }
  return violations.empty();
}

// It finds `rule` broken, perhaps among others.
MATCHER_P(HasViolation, rule, std::string(negation ? "does not break " : "breaks ") + rule) {
  const std::vector<MessageViolation> violations = CheckMessage(arg);
  return std::any_of(violations.begin(), violations.end(),
                     [this](const MessageViolation& each) { return each.rule == rule; });
}

}  // namespace azure::identity

#endif  // IDENTITY_TESTING_MESSAGE_CHECK_H_
