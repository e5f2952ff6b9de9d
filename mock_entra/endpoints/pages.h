// The pages that users see: plain HTML forms, which a browser without script and a
// program can drive. Each has one form, whose fields and buttons have names.
#ifndef MOCK_ENTRA_ENDPOINTS_PAGES_H_
#define MOCK_ENTRA_ENDPOINTS_PAGES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "mock_common/http/message.h"
#include "mock_entra/errors/refusal.h"
#include "mock_entra/exchange/exchange.h"
#include "mock_entra/exchange/form_fields.h"

namespace mock::entra {

// A text as HTML shows it, in attributes too.
std::string EscapeHtml(absl::string_view text);

// "https://app.example/?a=1" and {b: 2} -> "https://app.example/?a=1&b=2".
std::string WithQuery(absl::string_view uri, absl::string_view separator, const FormFields& fields);

// Texts are plain, not HTML. `hidden` fields go back to the server as they are.
struct Page {
  std::string title;
  std::string text;
  std::string problem;  // shown as an alert; "" if none
  FormFields hidden;
  // What is typed in: name and label. A password is not shown.
  struct Input {
    std::string name, label, value;
    bool password = false;
  };
  std::vector<Input> inputs;
  // Buttons of the field "button": value and label. Without any there is no form.
  FormFields buttons;
  int status = 200;
};

// The form posts to where the page came from, its query included.
http::Response PageResponse(const Exchange& exchange, const Page& page);

// An error that has nowhere else to go.
http::Response ErrorPage(const Exchange& exchange, absl::string_view description, int status = 400);
http::Response RefusalPage(const Exchange& exchange, const Refusal& refusal);

// The members of an error that applications are told: error, error_description,
// error_uri. `refused` is RefusalResponse's.
FormFields ErrorFields(const http::Response& refused);

// response_mode=form_post: the browser posts the fields to `uri` by itself.
http::Response FormPostResponse(const Exchange& exchange, absl::string_view uri,
                                const FormFields& fields);

http::Response RedirectResponse(const Exchange& exchange, absl::string_view uri);

}  // namespace mock::entra

#endif  // MOCK_ENTRA_ENDPOINTS_PAGES_H_
