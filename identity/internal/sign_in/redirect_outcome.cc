#include "identity/internal/sign_in/redirect_outcome.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "identity/internal/text/url.h"

namespace azure::identity::internal {
namespace {

std::string EscapeHtml(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"'", "&#39;"}, {"\"", "&#34;"}});
}

// `paragraphs` are HTML.
std::string Page(absl::string_view title, absl::string_view paragraphs) {
  return absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>", title,
      "</title></head>\n<body style=\"font-family: sans-serif; margin: 3em\">\n<h1>", title,
      "</h1>\n", paragraphs, "</body>\n</html>\n");
}

std::string SuccessPage() {
  return Page(
      "Authentication Complete",
      "<p>You have signed in, and the application can go on. This tab is no longer "
      "needed.</p>\n<p>The address and the history of this tab may tell about your sign-in: "
      "share neither.</p>\n");
}

// `detail` is HTML.
std::string FailurePage(absl::string_view detail) {
  return Page("Authentication Failed",
              absl::StrCat("<p>You have not signed in. The application knows, and may let you try "
                           "again. This tab is no longer needed.</p>\n<p>",
                           detail, "</p>\n"));
}

RedirectOutcome Refused(int status_code, const std::string& error) {
  return {absl::InvalidArgumentError(error), {status_code, FailurePage(EscapeHtml(error))}};
}

std::string Field(const std::map<std::string, std::string>& form, const std::string& name) {
  const auto field = form.find(name);
  return field == form.end() ? "" : field->second;
}

}  // namespace

RedirectOutcome JudgeRedirect(const RedirectRequest& request, absl::string_view state) {
  if (request.method != "POST") {
    return Refused(405, "response was received via a GET operation, which is not supported");
  }
  absl::StatusOr<std::map<std::string, std::string>> form =
      ParseForm(request.is_form ? request.body : "");
  if (!form.ok()) {
    return Refused(400, absl::StrCat("failed to parse form data: ", form.status().message()));
  }
  if (const std::string error = Field(*form, "error"); !error.empty()) {
    const std::string escaped = EscapeHtml(error);
    const std::string description = EscapeHtml(Field(*form, "error_description"));
    return {absl::UnauthenticatedError(description.empty() ? escaped : description),
            {200, FailurePage(absl::StrCat("Error details: error ", escaped,
                                           " error_description: ", description))}};
  }
  const std::string answered_state = Field(*form, "state");
  if (answered_state.empty()) return Refused(500, "server didn't send OAuth state");
  if (answered_state != state) {
    RedirectOutcome outcome = Refused(
        500, absl::StrCat("mismatched OAuth state, req(", state, "), resp(", answered_state, ")"));
    // Whoever sent this need not learn what it should have been.
    outcome.page.html = FailurePage("The answer belongs to another sign-in.");
    return outcome;
  }
  std::string code = Field(*form, "code");
  if (code.empty()) return Refused(500, "authorization code missing in response");
  return {std::move(code), {200, SuccessPage()}};
}

}  // namespace azure::identity::internal
