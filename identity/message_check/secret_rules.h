// Rules about what may not be in a message.
#ifndef IDENTITY_MESSAGE_CHECK_SECRET_RULES_H_
#define IDENTITY_MESSAGE_CHECK_SECRET_RULES_H_

#include "identity/message_check/report.h"

namespace azure::identity::internal {

// "secret-…": tokens, passwords and signatures, found by their shape or by the name they
// stand behind, in a form, in JSON, or in JSON inside a JSON string.
void CheckSecrets(const Line& line, Report& report);

}  // namespace azure::identity::internal

#endif  // IDENTITY_MESSAGE_CHECK_SECRET_RULES_H_
