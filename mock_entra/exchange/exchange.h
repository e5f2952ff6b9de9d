// A request together with what every answer to it shares.
#ifndef MOCK_ENTRA_EXCHANGE_EXCHANGE_H_
#define MOCK_ENTRA_EXCHANGE_EXCHANGE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/http/message.h"
#include "mock_common/random.h"
#include "mock_common/rules/rule.pb.h"
#include "mock_entra/errors/placeholders.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/exchange/authority.h"

namespace mock::entra {

struct Exchange {
  const http::Request& request;
  const scenario::Setting& setting;
  absl::Time now;
  Authority authority;
  // The setting's, else random with Entra's ending "00".
  std::string trace_id;
  // The setting's, else the request's client-request-id if that is a GUID,
  // else random.
  std::string correlation_id;
  std::string cookie;  // random, for `fpc`
};

// The references must outlive the exchange.
Exchange MakeExchange(const http::Request& request, const scenario::Setting& setting,
                      absl::Time now, Random& random);

// What the token endpoint says: status, Entra's headers in its order, and a
// JSON body. A POST from a page of another origin can be read there.
http::Response TokenEndpointResponse(const Exchange& exchange, int status, std::string body);

// For a method that has no answer of its own: OPTIONS, a browser's question before it
// sends a page's request, gets leave for all of `allowed`; others get 405.
http::Response OtherMethodResponse(const Exchange& exchange, absl::string_view allowed);

// As metadata documents are served: cacheable, and readable from any origin.
http::Response MetadataResponse(const Exchange& exchange, std::string body);

// The answer to a refusal: that of its code in the catalogue, in its usual form if it has not this
// variant. Unknown codes give 50000, Entra's word for a fault of its own. The journal gets the
// refusal's reason, or what the catalogue says of the code. kLimitOfTheFake gives 503 with the
// error "azmock_limit", so that nobody takes it for an answer of the service.
http::Response RefusalResponse(const Exchange& exchange, const Refusal& refusal);

// The same of a code.
http::Response ErrorResponse(const Exchange& exchange, std::int64_t code, const Values& values,
                             absl::string_view variant = "", absl::string_view reason = "");

// For the journal: what every answer to the exchange says, and why it is none of the usual ones.
void AddRemarks(const Exchange& exchange, absl::string_view reason, http::Response* response);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_EXCHANGE_EXCHANGE_H_
