// Whatever comes to the port on loopback: it is read in bounds, the same in pieces
// as in one, and no page holds what could be a script.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "identity/internal/sign_in/redirect_outcome.h"
#include "identity/seams/redirect_request_parser.h"

namespace {

using namespace azure::identity::internal;  // NOLINT: one file, one subject
using azure::identity::RedirectRequest;

void CheckOutcome(const RedirectRequest& request) {
  const RedirectOutcome outcome = JudgeRedirect(request, "state");
  const bool is_code = outcome.code.has_value() && outcome.code->ok();
  if (is_code != (request.method == "POST" && outcome.page.status_code == 200 &&
                  absl::StrContains(outcome.page.html, "Complete"))) {
    std::abort();
  }
  // The page's own elements are in lower case, and none of them is one of these.
  for (const char* element : {"<script", "<img", "<a ", "<iframe"}) {
    if (absl::StrContains(absl::AsciiStrToLower(outcome.page.html), element)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view input(reinterpret_cast<const char*>(data), size);
  CheckOutcome({"POST", "/", "localhost", /*is_form=*/true, std::string(input)});
  const auto request = ParseRedirectRequest(input);
  if (request.ok() && request->has_value()) {
    if ((*request)->body.size() > kMaxRedirectBody) std::abort();
    CheckOutcome(**request);
    // What was whole stays whole, whatever follows.
    const auto with_more = ParseRedirectRequest(absl::StrCat(input, "more"));
    if (!with_more.ok() || !with_more->has_value()) std::abort();
  } else if (request.ok() && size > kMaxRedirectHead + kMaxRedirectBody) {
    std::abort();
  }
  return 0;
}
