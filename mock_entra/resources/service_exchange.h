// A request for a service together with what every answer to it needs.
#ifndef MOCK_ENTRA_RESOURCES_SERVICE_EXCHANGE_H_
#define MOCK_ENTRA_RESOURCES_SERVICE_EXCHANGE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_entra/assertions/own_token.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/resources/service_request.h"
#include "nlohmann/json_fwd.hpp"

namespace mock::entra {

// What is referred to must outlive it.
struct ServiceExchange {
  const Exchange& exchange;
  const ServiceRequest& to;
  Directory& directory;
  const SigningKeys& keys;

  const http::Request& request() const { return exchange.request; }
};

// A body of JSON, and the type that says so.
http::Response JsonResponse(int status, const nlohmann::ordered_json& body);

// {"error":{"code":…,"message":…}}, and "innererror" unless `inner_code` is "". The journal gets
// the innermost code.
http::Response JsonError(int status, absl::string_view code, absl::string_view message,
                         absl::string_view inner_code = "");

// A parameter of the query; "" if there is none.
std::string QueryParameter(const http::Request& request, absl::string_view name);

// For what the service has and the fake has not: 501, and a text that says so.
http::Response NotInTheFake(const ServiceExchange& exchange);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_RESOURCES_SERVICE_EXCHANGE_H_
