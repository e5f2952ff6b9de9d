#include "mock_entra/endpoints/magic_answer.h"

namespace mock::entra {

http::Reply AnswerMagic(const Exchange& exchange, const Magic& magic, const Values& values) {
  http::Reply reply;
  reply.fault.kind = magic.fault;
  if (magic.code != 0) {
    reply.response = ErrorResponse(exchange, magic.code, values, magic.variant, kReservedValue);
  } else {
    reply.response = TokenEndpointResponse(exchange, magic.status == 0 ? 200 : magic.status,
                                           R"({"error":"temporarily_unavailable"})");
    reply.response.remarks.reason = kReservedValue;
    if (magic.status != 0) reply.response.remarks.oauth_error = "temporarily_unavailable";
  }
  return reply;
}

}  // namespace mock::entra
