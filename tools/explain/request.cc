#include "tools/explain/request.h"

#include <re2/re2.h>

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tools/explain/facts.h"
#include "tools/explain/find.h"

namespace azmock::explain {
namespace {

constexpr char kHosts[] =
#include "tools/explain/hosts.inc"
    ;

struct Host {
  std::string kind;
  std::string end;  // of the host, with its port; ":…" the port alone; "*" any
  std::string path;
};

const std::vector<Host>& Hosts() {
  static const auto* const kAll = [] {
    auto* all = new std::vector<Host>;
    for (absl::string_view line : absl::StrSplit(kHosts, '\n', absl::SkipEmpty())) {
      if (absl::StartsWith(line, "#")) continue;
      const std::vector<std::string> fields = absl::StrSplit(line, ' ');
      all->push_back({fields[0], fields[1], fields.size() > 2 ? fields[2] : ""});
    }
    return all;
  }();
  return *kAll;
}

bool EndsAtLabel(absl::string_view host, absl::string_view end) {
  if (!absl::EndsWith(host, end)) return false;
  return host.size() == end.size() || end[0] == ':' || host[host.size() - end.size() - 1] == '.';
}

// Scopes and resources look like URLs; they name a service and no page of it.
bool IsNoRequest(absl::string_view url) {
  static const RE2 kOther(
      R"((?i)https?://(?:aka\.ms|go\.microsoft\.com|learn\.microsoft\.com|docs\.microsoft\.com|(?:www\.)?github\.com|portal\.azure\.com|entra\.microsoft\.com|stackoverflow\.com|microsoft\.com|developer\.microsoft\.com|myapps\.microsoft\.com|schemas\.|www\.w3\.org|azure\.github\.io|pypi\.org|token\.actions\.)|\.default$|/error$|/beta/applications/|/v1\.0/applications/|://[^/]+/?$|/devicelogin$|/deviceauth$|://sts\.windows\.net/[^/]*/?$|://login\.microsoftonline\.com/[^/]*/(?:v2\.0/?)?$)");
  return RE2::PartialMatch(Piece(url), kOther);
}

std::string WithoutQuery(absl::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  while (!url.empty() && absl::string_view(".,;:)]}").find(url.back()) != absl::string_view::npos) {
    url.remove_suffix(1);
  }
  return std::string(url);
}

#define AZMOCK_URL R"((https?://[^\s"'<>\\`,()]+))"

void FindMethodAndUrl(absl::string_view text, Request& request) {
  // "POST https://…", "Get \"https://…\":" of Go, "Request: POST …", "…#Get: "
  static const RE2 kBoth(
      R"((?:^|[^A-Za-z])(GET|POST|PUT|DELETE|PATCH|HEAD|Get|Post|Put|Delete|Patch|Head|OPTIONS)[ \t\n]{1,4}(?:to |request to |on |for )?["'`]?)" AZMOCK_URL);
  // MSAL for Go: "http call(https://…)(POST) error".
  static const RE2 kCall("http call\\(" AZMOCK_URL "\\)\\(([A-Z]{3,7})\\)");
  static const RE2 kField(
      R"((?i)(?:request[ _]?ur[il]|\burl|\buri|endpoint|requesturi|for url|with url|request to)["']?(?: was| is)?\s?[:= ]\s?["'(`]?)" AZMOCK_URL);
  // HTTP itself: "> GET /path HTTP/1.1", then "> Host: example".
  static const RE2 kRaw(
      R"((?:^|[^A-Za-z])(GET|POST|PUT|DELETE|PATCH|HEAD) (/[^\s?]*)[^\n]{0,1000}? HTTP/[12](?:\.\d)?\s+(?:> )?(?i:host): ([A-Za-z0-9.:-]+))");
  static const RE2 kAny(AZMOCK_URL);
  re2::StringPiece rest = Piece(text);
  std::string method;
  std::string url;
  while (RE2::FindAndConsume(&rest, kBoth, &method, &url)) {
    if (IsNoRequest(WithoutQuery(url))) continue;
    request.method = absl::AsciiStrToUpper(method);
    request.url = WithoutQuery(url);
    return;
  }
  if (RE2::PartialMatch(Piece(text), kCall, &url, &method)) {
    request.method = method;
    request.url = WithoutQuery(url);
    return;
  }
  std::string host;
  if (RE2::PartialMatch(Piece(text), kRaw, &method, &url, &host)) {
    request.method = method;
    request.url = absl::StrCat("https://", host, url);
    return;
  }
  for (const RE2* regex : {&kField, &kAny}) {
    rest = Piece(text);
    while (RE2::FindAndConsume(&rest, *regex, &url)) {
      if (IsNoRequest(WithoutQuery(url)) || HostKindOf(url).empty()) continue;
      request.url = WithoutQuery(url);
      return;
    }
  }
}

std::string FindMethod(absl::string_view text) {
  static const RE2 kMethod(
      R"re((?i)(?:"?\b(?:http_?)?method"?\s{0,8}[:=]\s{0,2}["']?)(get|post|put|delete|patch|head)\b)re");
  return absl::AsciiStrToUpper(FindFirst(text, kMethod));
}

#undef AZMOCK_URL

// What a server of the person's own answered to others is in its log of requests.
std::string WithoutAccessLog(absl::string_view text) {
  static const RE2 kLine(
      R"re("[A-Z]{3,7} [^" \n]{1,400} HTTP/[12](?:\.\d)?" [1-5]\d\d[^\n]{0,60})re");
  std::string rest(text);
  if (absl::StrContains(text, " HTTP/")) RE2::GlobalReplace(&rest, kLine, "");
  return rest;
}

int FindStatus(absl::string_view text) {
  static const RE2 kResponse(R"(RESPONSE:? ([1-5]\d\d)\b)");
  static const RE2 kNamed(
      R"re((?i)\b(?:http[ _]?)?(?:response[ _]?)?(?:status|statuscode|status[ _-]code|http status code|returned http|http error|http response code|response status code|error code: http)\b(?:[ _]?code)?["']?(?: of| is| was|:|=| does not indicate success:| returned)?[\s"']{0,3}(?:[A-Z][A-Za-z]{2,30} )?[=:(\[]?\s?["']?(?:HTTP/\d\.\d )?([1-5]\d\d)\b)re");
  static const RE2 kHttp(
      R"((?i)\bHTTP(?:/[12](?:\.\d)?)?(?: error| status| code| Response)?:?[ (]{1,2}([1-5]\d\d)\b)");
  static const RE2 kPhrase(
      R"((?:^|[^\d.:-])([1-5]\d\d)[ )(:,-]{1,3}\(?(?:Unauthorized|Forbidden|Bad ?Request|Not ?Found|Conflict|Gone|Too ?Many ?Requests|Internal ?Server ?Error|Bad ?Gateway|Service ?Unavailable|Gateway ?Time-?out|Method ?Not ?Allowed|Client Error|Precondition ?Failed|Server Error))");
  static const RE2 kReturned(
      R"((?i)(?:http error:|returned(?: an?)?|responsecode:|failed with|got|responded with|received|error code|unexpected status|response \[|<Response \[|statuscode[^0-9]{1,4})[ :"']{0,3}(?:a |an )?([45]\d\d)\b)");
  static const RE2 kAfterName(R"((?:Exception|Response|[Rr]esponse code): ([45]\d\d)\b)");
  static const RE2 kFrom(R"(\b([45]\d\d) response from)");
  int status = 0;
  if (absl::SimpleAtoi(
          FindBest(text, {&kResponse, &kNamed, &kHttp, &kPhrase, &kReturned, &kAfterName, &kFrom}),
          &status)) {
    return status;
  }
  static const RE2 kWord(
      R"((?:StatusCode|status code|Status|status|invalid status code)[:=]? ['"]?(Unauthorized|Forbidden|BadRequest|NotFound|TooManyRequests)\b)");
  const std::string word = FindFirst(text, kWord);
  if (word == "Unauthorized") return 401;
  if (word == "Forbidden") return 403;
  if (word == "BadRequest") return 400;
  if (word == "NotFound") return 404;
  if (word == "TooManyRequests") return 429;
  return 0;
}

}  // namespace

std::string HostKindOf(absl::string_view url) {
  static const RE2 kUrl(R"((?i)https?://([^/?#\s]+)([^?#\s]*))");
  std::string authority;
  std::string path;
  if (!RE2::PartialMatch(Piece(url), kUrl, &authority, &path)) return "";
  absl::AsciiStrToLower(&authority);
  absl::AsciiStrToLower(&path);
  const std::string host = authority.substr(0, authority.rfind(':'));
  for (const Host& known : Hosts()) {
    const bool fits = known.end == "*" || EndsAtLabel(authority, known.end) ||
                      (known.end[0] != ':' && EndsAtLabel(host, known.end));
    if (fits && (known.path.empty() || absl::StrContains(path, known.path))) {
      return known.kind;
    }
  }
  return "";
}

Request FindRequest(absl::string_view text) {
  Request request;
  FindMethodAndUrl(text, request);
  if (request.method.empty()) request.method = FindMethod(text);
  request.host_kind = HostKindOf(request.url);
  request.status = FindStatus(WithoutAccessLog(text));
  return request;
}

}  // namespace azmock::explain
