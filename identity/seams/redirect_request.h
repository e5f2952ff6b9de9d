// The request with which a browser comes back from the sign-in page.
#ifndef IDENTITY_SEAMS_REDIRECT_REQUEST_H_
#define IDENTITY_SEAMS_REDIRECT_REQUEST_H_

#include <string>

namespace azure::identity {

// What a browser sent.
struct RedirectRequest {
  std::string method;    // "POST"
  std::string target;    // "/", "/favicon.ico", "/?code=…"
  std::string host;      // "localhost:41231", as the browser says; "" if it does not
  bool is_form = false;  // Content-Type: application/x-www-form-urlencoded
  std::string body;      // the form, if it is one
};

}  // namespace azure::identity

#endif  // IDENTITY_SEAMS_REDIRECT_REQUEST_H_
