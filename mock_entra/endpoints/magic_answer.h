// What endpoints say to reserved values.
#ifndef MOCK_ENTRA_ENDPOINTS_MAGIC_ANSWER_H_
#define MOCK_ENTRA_ENDPOINTS_MAGIC_ANSWER_H_

#include "mock_common/http/message.h"
#include "mock_entra/errors/placeholders.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/magic.h"

namespace mock::entra {

// The error, the status or the fault that is asked for. Flawed tokens are not made here.
http::Reply AnswerMagic(const Exchange& exchange, const Magic& magic, const Values& values);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_MAGIC_ANSWER_H_
