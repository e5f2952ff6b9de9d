#include "identity/internal/sign_in/redirect_outcome.h"

#include <cstddef>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
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

// Whoever sent this learns neither what was expected, nor whether anybody waits.
RedirectOutcome NoAnswer() {
  return {std::nullopt, {400, Page("Nothing Here", "<p>This is no answer to a sign-in.</p>\n")}};
}

// Whether a page of this host sent it: a name of somebody else's may lead to loopback, too.
bool IsLoopback(absl::string_view host) {
  const std::size_t name_end = host.find_last_not_of("0123456789");
  if (name_end != absl::string_view::npos && host[name_end] == ':') host = host.substr(0, name_end);
  return absl::EqualsIgnoreCase(host, "localhost") || host == "127.0.0.1" || host == "[::1]";
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
  const std::pair<absl::string_view, absl::string_view> target =
      absl::StrSplit(request.target, absl::MaxSplits('?', 1));
  if (target.first != "/" || !IsLoopback(request.host)) return NoAnswer();
  const bool by_post = request.method == "POST";
  if (by_post && !request.is_form) return NoAnswer();
  const absl::StatusOr<std::map<std::string, std::string>> form =
      ParseForm(by_post ? request.body : std::string(target.second));
  if (!form.ok() || Field(*form, "state") != state) return NoAnswer();
  if (!by_post) {
    return Refused(405, "response was received via a GET operation, which is not supported");
  }
  if (const std::string error = Field(*form, "error"); !error.empty()) {
    const std::string escaped = EscapeHtml(error);
    const std::string description = EscapeHtml(Field(*form, "error_description"));
    return {absl::UnauthenticatedError(description.empty() ? escaped : description),
            {200, FailurePage(absl::StrCat("Error details: error ", escaped,
                                           " error_description: ", description))}};
  }
  std::string code = Field(*form, "code");
  if (code.empty()) return Refused(500, "authorization code missing in response");
  return {std::move(code), {200, SuccessPage()}};
}

}  // namespace azure::identity::internal
