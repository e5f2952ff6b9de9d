#include "tools/repro/answer.h"

#include <map>
#include <nlohmann/json.hpp>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "mock_common/http/message.h"
#include "mock_common/text/json_text.h"
#include "mock_entra/errors/catalogue.h"
#include "tools/explain/find.h"
#include "tools/repro/pasted_body.h"
#include "tools/repro/setups.h"
#include "tools/repro/url.h"

namespace azmock::repro {
namespace {

using explain::Explanation;
using explain::Facts;
using explain::Piece;
using mock::scenario::Rule;
using Json = nlohmann::ordered_json;

constexpr char kNoBody[] = "Response contained no body";
// Both versions of the token endpoint, of whatever tenant.
constexpr char kTokenPath[] = "/*/oauth2*/token";

// AzurePipelinesCredential prints those of Azure DevOps before the request.
std::map<std::string, std::string> FindHeaders(absl::string_view text) {
  static const RE2 kHeader(R"((?m)^\s*(x-vss-e2eid|x-msedge-ref): ([^\n]+)$)");
  std::map<std::string, std::string> headers;
  re2::StringPiece rest = Piece(text);
  std::string name;
  std::string value;
  while (RE2::FindAndConsume(&rest, kHeader, &name, &value)) headers.emplace(name, value);
  return headers;
}

// The exchange as azcore and azidentity lay it out: request, status, body between dashes.
std::optional<Answer> FindLaidOut(const Explanation& paste) {
  static const RE2 kHead(
      R"((GET|HEAD|POST|PUT|PATCH|DELETE) (https?://\S+)\s*\n\s*-{20,}\s*\n\s*RESPONSE (\d{3}))"
      R"((?::? (?:\d{3} )?([^\n]*))?\n)"
      R"((?:\s*ERROR CODE[^\n]*\n)?\s*-{20,}\s*\n)");
  re2::StringPiece rest = Piece(paste.text);
  Answer answer;
  if (!RE2::FindAndConsume(&rest, kHead, &answer.method, &answer.url, &answer.status,
                           &answer.reason)) {
    return {};
  }
  if (answer.reason == mock::http::ReasonPhrase(answer.status)) answer.reason.clear();
  absl::string_view body(rest.data(), rest.size());
  const std::size_t end = body.find("--------------------");
  if (end == absl::string_view::npos) return {};
  body = absl::StripAsciiWhitespace(body.substr(0, end));
  answer.body = CompactJson(body);
  if (answer.body.empty() && body != kNoBody) answer.body = WithoutIndentation(body);
  answer.headers = FindHeaders(paste.text);
  answer.laid_out = true;
  return answer;
}

const mock::entra::AadstsRow* RowOf(const Facts& facts) {
  if (facts.aadsts.empty()) return nullptr;
  return mock::entra::Catalogue::BuiltIn().Find(facts.aadsts[0]);
}

int StatusOf(const Facts& facts, int otherwise) {
  return facts.status >= 400 && facts.status < 600 ? facts.status : otherwise;
}

std::string OrPlaceholder(const std::string& text, const char* placeholder) {
  return text.empty() ? placeholder : text;
}

// What Entra ID sends, with the paste's own words, IDs and time.
std::string EntraBody(const Facts& facts, const std::string& error,
                      const std::string& description) {
  const std::string trace = OrPlaceholder(facts.trace_id, "{{trace_id}}");
  const std::string correlation = OrPlaceholder(facts.correlation_id, "{{correlation_id}}");
  const std::string time = OrPlaceholder(facts.timestamp, "{{now}}");
  Json body = {{"error", error}};
  if (facts.aadsts.empty()) {
    if (!description.empty()) body["error_description"] = description;
    return mock::scenario::JsonText(body);
  }
  body["error_description"] =
      absl::StrCat("AADSTS", facts.aadsts[0], ": ", description, " Trace ID: ", trace,
                   " Correlation ID: ", correlation, " Timestamp: ", time);
  body["error_codes"] = facts.aadsts;
  body["timestamp"] = time;
  body["trace_id"] = trace;
  body["correlation_id"] = correlation;
  body["error_uri"] =
      absl::StrCat("https://login.microsoftonline.com/error?code=", facts.aadsts[0]);
  if (!facts.suberror.empty()) body["suberror"] = facts.suberror;
  return mock::scenario::JsonText(body);
}

Answer EntraAnswer(const Explanation& paste) {
  const Facts& facts = paste.facts;
  const mock::entra::AadstsRow* row = RowOf(facts);
  Answer answer;
  answer.host_kind = "entra";
  // The other URL would be that of what the token was for.
  if (facts.host_kind == "entra") answer.url = facts.url;
  answer.status = StatusOf(facts, row == nullptr ? 400 : row->status);
  answer.codes = facts.aadsts;
  answer.code = facts.oauth_error;
  if (answer.code.empty()) answer.code = row == nullptr ? "invalid_request" : row->error;
  answer.description = EntraDescription(paste);
  // A code alone: the fake has its words, if anybody has.
  if (!answer.description.empty() || row == nullptr) {
    answer.body = EntraBody(facts, answer.code, answer.description);
  }
  return answer;
}

Answer HostAnswer(const Explanation& paste) {
  Answer answer;
  answer.host_kind = paste.facts.host_kind;
  // The other URL of Azure DevOps would be that of a page to sign in on.
  if (answer.host_kind != "pipelines" || absl::StrContains(paste.facts.url, "oidctoken")) {
    answer.method = paste.facts.http_method;
    answer.url = paste.facts.url;
  }
  answer.status = StatusOf(paste.facts, 400);
  answer.body = FindJson(paste.text);
  answer.code = paste.facts.oauth_error;
  if (answer.body.empty() && !answer.code.empty())
    answer.body = mock::scenario::JsonText(Json{{"error", answer.code}});
  return answer;
}

Answer ServiceAnswer(const Explanation& paste) {
  Answer answer;
  answer.host_kind = paste.facts.host_kind;
  answer.url = paste.facts.url;
  // Azure Resource Manager's errors of tokens speak of Entra ID.
  if (answer.host_kind.empty() || answer.host_kind == "entra") {
    answer.host_kind = "resource_manager";
    answer.url.clear();
  }
  // Azure Resource Manager's codes of tokens that it does not take.
  const bool token = absl::StrContains(paste.facts.service_error_code, "AuthenticationToken");
  answer.status = StatusOf(paste.facts, token ? 401 : 403);
  answer.code = paste.facts.service_error_code;
  answer.description = ServiceDescription(paste);
  answer.method = paste.facts.http_method;
  if (answer.host_kind == "storage") {
    answer.body =
        absl::StrCat("<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>", answer.code,
                     "</Code><Message>", answer.description, "</Message></Error>");
    return answer;
  }
  answer.body = FindJson(paste.text);
  if (answer.body.empty()) {
    answer.body = mock::scenario::JsonText(
        Json{{"error", {{"code", answer.code}, {"message", answer.description}}}});
  }
  return answer;
}

bool IsIdentityHost(absl::string_view kind) { return !CredentialOnHost(kind).empty(); }

// "/<tenant>/oauth2/v2.0/token" is whatever tenant's.
std::string PathOf(const Answer& answer) {
  const absl::string_view path = SplitUrl(answer.url).path;
  if (answer.host_kind == "entra") {
    if (path.empty() || absl::EndsWith(path, "/token")) return kTokenPath;
    const std::size_t rest = path.find('/', 1);
    if (rest != absl::string_view::npos) return absl::StrCat("/*", path.substr(rest));
  }
  return mock::http::PercentDecode(path).value_or(std::string(path));
}

// From what the text says beside the answer's own layout.
std::optional<Answer> FindTold(const Explanation& paste) {
  const Facts& facts = paste.facts;
  if (!facts.aadsts.empty()) return EntraAnswer(paste);
  const bool has_status = facts.status >= 400;
  if (IsIdentityHost(facts.host_kind)) {
    if (has_status || !facts.oauth_error.empty()) return HostAnswer(paste);
    return std::nullopt;
  }
  const bool service = has_status && !facts.host_kind.empty() && facts.host_kind != "entra";
  if (service || !facts.service_error_code.empty()) return ServiceAnswer(paste);
  if (!facts.oauth_error.empty()) return EntraAnswer(paste);
  return std::nullopt;
}

}  // namespace

std::optional<Answer> FindAnswer(const Explanation& paste) {
  std::optional<Answer> answer = FindLaidOut(paste);
  if (!answer.has_value()) return FindTold(paste);
  const Facts& facts = paste.facts;
  answer->host_kind = facts.host_kind;
  answer->codes = facts.aadsts;
  answer->code = facts.oauth_error.empty() ? facts.service_error_code : facts.oauth_error;
  return answer;
}

Rule RuleFor(const Answer& answer) {
  Rule rule;
  rule.set_name("as-pasted");
  auto& match = *rule.mutable_match();
  if (!answer.method.empty()) match.set_method(answer.method);
  match.set_path(PathOf(answer));
  if (answer.host_kind != "entra" && !answer.url.empty())
    match.set_host(std::string(SplitUrl(answer.url).host));
  auto& step = *rule.add_steps();
  step.set_times(-1);
  if (answer.body.empty() && !answer.codes.empty()) {
    step.mutable_aadsts()->set_code(answer.codes[0]);
    return rule;
  }
  auto& respond = *step.mutable_respond();
  respond.set_status(answer.status);
  respond.set_reason(answer.reason);
  respond.set_body(answer.body);
  for (const auto& [name, value] : answer.headers) (*respond.mutable_headers())[name] = value;
  if (absl::StartsWith(answer.body, "<?xml")) {
    (*respond.mutable_headers())["Content-Type"] = "application/xml";
    (*respond.mutable_headers())["x-ms-error-code"] = answer.code;
  }
  return rule;
}

}  // namespace azmock::repro
