// A request to the token endpoint, taken apart.
#ifndef MOCK_ENTRA_EXCHANGE_TOKEN_REQUEST_H_
#define MOCK_ENTRA_EXCHANGE_TOKEN_REQUEST_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_entra/errors/placeholders.h"
#include "mock_entra/exchange/form_fields.h"
#include "mock_entra/exchange/version.h"

namespace mock::entra {

struct TokenRequest {
  std::string tenant;  // as in the URL
  Version version = Version::kV2;
  // From the body, or from HTTP Basic (client_secret_basic) if the body has no
  // client_id.
  std::string client_id;
  std::string client_secret;
  // The body; empty if it has a content type other than application/x-www-form-urlencoded,
  // as Entra then sees no parameter.
  FormFields form;
  // The body is a form with a bad percent escape.
  bool malformed = false;

  // The first parameter of that name, or "".
  absl::string_view Get(absl::string_view name) const { return FieldOf(form, name); }
};

TokenRequest ParseTokenRequest(const http::Request& request, absl::string_view tenant,
                               Version version);

// What the client can do, by `claims={"access_token":{"xms_cc":{"values":["CP1"]}}}`:
// in lower case, as tokens repeat it.
std::vector<std::string> ClientCapabilities(const TokenRequest& request);

// What descriptions may say of the request: tenant, appId, scope and so on.
Values ValuesOf(const TokenRequest& request);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_EXCHANGE_TOKEN_REQUEST_H_
