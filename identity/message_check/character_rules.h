// Rules about single characters.
#ifndef IDENTITY_MESSAGE_CHECK_CHARACTER_RULES_H_
#define IDENTITY_MESSAGE_CHECK_CHARACTER_RULES_H_

#include "identity/message_check/report.h"

namespace azure::identity::internal {

// "utf-8", "control-character", "carriage-return", "trailing-blank". The other rules go
// first: they leave notes on the lines.
void CheckCharacters(const Line& line, Report& report);

}  // namespace azure::identity::internal

#endif  // IDENTITY_MESSAGE_CHECK_CHARACTER_RULES_H_
