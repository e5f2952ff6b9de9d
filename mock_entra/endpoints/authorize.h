// /{tenant}/oauth2/v2.0/authorize and /{tenant}/oauth2/authorize: where users sign in.
#ifndef MOCK_ENTRA_ENDPOINTS_AUTHORIZE_H_
#define MOCK_ENTRA_ENDPOINTS_AUTHORIZE_H_

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_common/random.h"
#include "mock_entra/assertions/own_token.h"
#include "mock_entra/directory/directory.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/version.h"

namespace mock::entra {

// GET shows the sign-in page, whose form posts to the same URL; in the end the browser
// takes a code, or an error, to the redirect URI (response_mode query, fragment or
// form_post) or, for the response types "id_token" and "code id_token", an ID token, in the
// fragment or by form_post. Codes are asked for with or without PKCE (S256, plain).
// What is wrong before the redirect URI can be trusted is shown on a page: the
// tenant's errors, 900144 without client_id, 700016, 7000112, 50194 and the like,
// 500113 no redirect URI registered, 50011 another one. The rest goes to the redirect
// URI: 900144 without response_type, scope or, for an ID token, nonce; 700054 another
// response_type, or an ID token for an application without id_tokens; 50147 a bad challenge, 50058
// for prompt=none without a session, 65004 (access_denied) after Cancel, and what TakeSignInStep
// refuses. What was typed wrong shows the page again.
http::Response HandleAuthorize(const Exchange& exchange, Directory& directory,
                               const SigningKeys& keys, Random& random, absl::string_view tenant,
                               Version version);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_AUTHORIZE_H_
