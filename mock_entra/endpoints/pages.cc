#include "mock_entra/endpoints/pages.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "mock_common/text/json_text.h"
#include "nlohmann/json.hpp"

namespace mock::entra {
namespace {

constexpr char kHtml[] = "text/html; charset=utf-8";

constexpr char kHead[] =
    R"(<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body { font-family: sans-serif; max-width: 26em; margin: 3em auto; padding: 0 1em }
label, input, button { display: block; width: 100%; box-sizing: border-box; margin-top: .5em; font-size: 1em }
input, button { padding: .5em }
[role=alert] { color: #a00 }
</style>
)";

std::string QueryEscape(absl::string_view text) {
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || c == '-' || c == '_' || c == '.' || c == '~') {
      escaped += c;
    } else {
      absl::StrAppend(&escaped, absl::StrFormat("%%%02X", byte));
    }
  }
  return escaped;
}

std::string Document(absl::string_view title, absl::string_view body) {
  return absl::StrCat("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>", EscapeHtml(title),
                      "</title>\n", kHead, "</head>\n<body>\n<main>\n", body,
                      "</main>\n</body>\n</html>\n");
}

std::string HiddenInputs(const FormFields& fields) {
  std::string html;
  for (const auto& [name, value] : fields) {
    absl::StrAppend(&html, "<input type=\"hidden\" name=\"", EscapeHtml(name), "\" value=\"",
                    EscapeHtml(value), "\">\n");
  }
  return html;
}

std::string FormOf(const Page& page) {
  std::string html = absl::StrCat("<form method=\"post\">\n", HiddenInputs(page.hidden));
  for (const Page::Input& input : page.inputs) {
    const std::string name = EscapeHtml(input.name);
    absl::StrAppend(&html, "<label for=\"", name, "\">", EscapeHtml(input.label), "</label>\n",
                    "<input id=\"", name, "\" name=\"", name, "\" type=\"",
                    input.password ? "password" : "text", "\" value=\"", EscapeHtml(input.value),
                    "\" autocomplete=\"off\">\n");
  }
  for (const auto& [value, label] : page.buttons) {
    absl::StrAppend(&html, "<button type=\"submit\" name=\"button\" id=\"", EscapeHtml(value),
                    "\" value=\"", EscapeHtml(value), "\">", EscapeHtml(label), "</button>\n");
  }
  return html + "</form>\n";
}

http::Response Html(const Exchange& exchange, int status, std::string document) {
  http::Response response = TokenEndpointResponse(exchange, status, std::move(document));
  response.headers.Set("Content-Type", kHtml);
  return response;
}

}  // namespace

std::string EscapeHtml(absl::string_view text) {
  return absl::StrReplaceAll(
      text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

std::string WithQuery(absl::string_view uri, absl::string_view separator,
                      const FormFields& fields) {
  std::string result(uri);
  const char* before = "";
  const bool has_query = separator == "?" && uri.find('?') != absl::string_view::npos;
  absl::StrAppend(&result, has_query ? "&" : separator);
  for (const auto& [name, value] : fields) {
    absl::StrAppend(&result, before, QueryEscape(name), "=", QueryEscape(value));
    before = "&";
  }
  return result;
}

http::Response PageResponse(const Exchange& exchange, const Page& page) {
  std::string body = absl::StrCat("<h1>", EscapeHtml(page.title), "</h1>\n");
  if (!page.problem.empty()) {
    absl::StrAppend(&body, "<p role=\"alert\">", EscapeHtml(page.problem), "</p>\n");
  }
  if (!page.text.empty()) absl::StrAppend(&body, "<p>", EscapeHtml(page.text), "</p>\n");
  if (!page.buttons.empty()) absl::StrAppend(&body, FormOf(page));
  return Html(exchange, page.status, Document(page.title, body));
}

http::Response ErrorPage(const Exchange& exchange, absl::string_view description, int status) {
  Page page;
  page.title = "Sorry, but we’re having trouble signing you in.";
  page.problem = std::string(description);
  page.status = status;
  return PageResponse(exchange, page);
}

FormFields ErrorFields(const http::Response& refused) {
  const auto body = scenario::ParseOrderedJson(refused.body);
  FormFields fields;
  for (const char* name : {"error", "error_description", "error_uri"}) {
    if (!body.is_object() || !body.contains(name) || !body[name].is_string()) continue;
    fields.emplace_back(name, body[name].get_ref<const std::string&>());
  }
  return fields;
}

http::Response RefusalPage(const Exchange& exchange, const Refusal& refusal) {
  const http::Response refused = RefusalResponse(exchange, refusal);
  std::string description;
  for (const auto& [name, value] : ErrorFields(refused)) {
    if (name == "error_description") description = value;
  }
  const bool own = refusal.code == kLimitOfTheFake;
  http::Response page = ErrorPage(exchange, description, own ? refused.status : 400);
  page.remarks = refused.remarks;
  return page;
}

http::Response FormPostResponse(const Exchange& exchange, absl::string_view uri,
                                const FormFields& fields) {
  // As Entra's: the script submits, and without script the button does.
  const std::string body =
      absl::StrCat("<form method=\"post\" name=\"hiddenform\" action=\"", EscapeHtml(uri), "\">\n",
                   HiddenInputs(fields),
                   "<noscript>\n<p>Script is disabled. Click Submit to continue.</p>\n"
                   "<input type=\"submit\" value=\"Submit\">\n</noscript>\n</form>\n"
                   "<script>document.forms[0].submit();</script>\n");
  return Html(exchange, 200, Document("Working...", body));
}

http::Response RedirectResponse(const Exchange& exchange, absl::string_view uri) {
  http::Response response = Html(exchange, 302, "");
  response.headers.Add("Location", uri);
  return response;
}

}  // namespace mock::entra
