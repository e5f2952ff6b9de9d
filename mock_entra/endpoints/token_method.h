// Methods other than POST at the token endpoints.
#ifndef MOCK_ENTRA_ENDPOINTS_TOKEN_METHOD_H_
#define MOCK_ENTRA_ENDPOINTS_TOKEN_METHOD_H_

#include "mock_common/http/message.h"
#include "mock_entra/exchange/exchange.h"

namespace mock::entra {

// GET gets 900561, OPTIONS a CORS answer, others 405.
http::Response AnswerTokenMethod(const Exchange& exchange);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_TOKEN_METHOD_H_
