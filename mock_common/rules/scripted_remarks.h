// What an answer that a scenario has written says about itself.
#ifndef MOCK_COMMON_RULES_SCRIPTED_REMARKS_H_
#define MOCK_COMMON_RULES_SCRIPTED_REMARKS_H_

#include "mock_common/http/message.h"

namespace mock::scenario {

// Reads the error, its codes and IDs from the response's own body, JSON of Entra ID or of a
// service, or from x-ms-error-code, into its remarks; what the body does not say stays as it was.
// What does not look like a name or an ID is not taken.
void ReadRemarks(http::Response* response);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_RULES_SCRIPTED_REMARKS_H_
