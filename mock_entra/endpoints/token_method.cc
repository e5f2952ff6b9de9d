#include "mock_entra/endpoints/token_method.h"

#include <string>

namespace mock::entra {
namespace {

constexpr char kAllowed[] = "POST, OPTIONS";

}  // namespace

http::Response AnswerTokenMethod(const Exchange& exchange) {
  const std::string& method = exchange.request.method;
  if (method == "GET") {
    return ErrorResponse(exchange, 900561, {{"allowed", kAllowed}, {"method", method}}, "",
                         "the endpoint does not take this method");
  }
  return OtherMethodResponse(exchange, kAllowed);
}

}  // namespace mock::entra
