#include "tools/explain/entra_fields.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "tools/explain/find.h"

namespace azmock::explain {
namespace {

#define AZMOCK_OAUTH                                                                       \
  "(invalid_client|invalid_grant|unauthorized_client|invalid_request|invalid_scope|"       \
  "invalid_resource|invalid_tenant|invalid_instance|unsupported_grant_type|"               \
  "unsupported_response_type|interaction_required|consent_required|login_required|"        \
  "access_denied|authorization_pending|authorization_declined|expired_token|code_expired|" \
  "bad_verification_code|slow_down|temporarily_unavailable|server_error|invalid_token|"    \
  "insufficient_claims|user_password_expired)"

#define AZMOCK_GUID "([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})"

std::string FindOAuthError(absl::string_view text) {
  static const RE2 kMember(R"((?:^|[^A-Za-z_])error["']?\s{0,3}[:=]\s{0,3}["']?)" AZMOCK_OAUTH
                           R"(\b)");
  static const RE2 kWord("(?:^|[^A-Za-z0-9_.-])" AZMOCK_OAUTH "(?:[^A-Za-z0-9_]|$)");
  return FindBest(text, {&kMember, &kWord});
}

void AddCode(absl::string_view digits, std::vector<std::int64_t>& codes) {
  std::int64_t code = 0;
  if (!absl::SimpleAtoi(digits, &code) || code == 0) return;
  if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
}

std::vector<std::int64_t> FindCodes(absl::string_view text) {
  static const RE2 kCode(R"((?i)AADSTS[ \n]?(\d{4,9}))");
  static const RE2 kList(R"(error_?[cC]odes["']?\s{0,3}[:=]\s{0,3}\[([\d,\s]{1,200})\])");
  static const RE2 kMsalJs(R"(\w+: (\d{5,8}) - \[)");
  static const RE2 kUri(R"(/error\?code=(\d{4,9}))");
  constexpr std::size_t kMost = 32;
  std::vector<std::int64_t> codes;
  std::string digits;
  re2::StringPiece rest = Piece(text);
  while (codes.size() < kMost && RE2::FindAndConsume(&rest, kCode, &digits)) AddCode(digits, codes);
  for (absl::string_view code : absl::StrSplit(FindFirst(text, kList), absl::ByAnyChar(", \n"))) {
    AddCode(code, codes);
  }
  if (codes.empty()) AddCode(FindBest(text, {&kMsalJs, &kUri}), codes);
  return codes;
}

// Codes of Node.js and of OAuth stand in the same places, and are no service's.
bool IsServiceCode(absl::string_view code) {
  static const RE2 kOther(
      R"(E[A-Z0-9_]+|ERR_\w+|[a-z]+(?:_[a-z_]+)+|[a-z]+|AADSTS\d+|UNAVAILABLE|Unknown|Unavailable|Internal|Unauthenticated|DeadlineExceeded|InvalidArgument|FailedPrecondition|Aborted|Canceled|\d{3}|null|None|undefined|true|false|ERROR|Error|error|HTTP|http|Http)");
  return !RE2::FullMatch(Piece(code), kOther);
}

std::string FindServiceCode(absl::string_view text) {
  static const RE2 kInner(
      R"((?i)(?:inner_?error|innererror)["']?\s{0,3}[:=]\s{0,3}\{\s{0,80}["']?code["']?\s{0,3}[:=]\s{0,3}["']?([A-Za-z][A-Za-z0-9._]{2,80}))");
  static const RE2 kKnown(
      R"(\b(ForbiddenByRbac|ForbiddenByPolicy|ForbiddenByFirewall|ForbiddenByConnection|AuthorizationPermissionMismatch|AuthorizationFailure|AuthorizationFailed|LinkedAuthorizationFailed|AuthorizationResourceTypeMismatch|AuthorizationProtocolMismatch|AuthorizationServiceMismatch|AuthorizationSourceIPMismatch|Authorization_RequestDenied|InvalidAuthenticationTokenTenant|InvalidAuthenticationTokenAudience|InvalidAuthenticationToken|ExpiredAuthenticationToken|AuthenticationFailedMissingToken|AuthenticationFailedInvalidHeader|AuthenticationFailed|InvalidAuthenticationInfo|NoAuthenticationInformation|KeyBasedAuthenticationNotPermitted|PublicAccessNotPermitted|SubscriptionNotFound|SubscriptionNotRegistered|MissingSubscriptionRegistration|ResourceGroupNotFound|RequestDisallowedByPolicy|AudienceNotSupported|PermissionDenied|InsufficientPrivileges|RoleAssignmentExists|PrincipalNotFound|Request_ResourceNotFound|ScopeLocked|TooManyRequests|UnauthorizedAccess|InsufficientAccountPermissions)\b)");
  static const RE2 kField(
      R"((?:ERROR CODE|ErrorCode|Error Code|errorCode|error_code|<Code>|"code"|'code'|\bcode|\bCode|Error code)["']?\s{0,3}[:=]?\s{0,3}["']?([A-Za-z][A-Za-z0-9._]{2,80}))");
  static const RE2 kBracket(R"((?:^|[\s:])\(([A-Z][A-Za-z_]{5,60})\) )");
  static const RE2 kSql(
      R"((?i)(?:\bMsg|Error|Error Number|SQL error|\[SQL Server\][^\n]{0,600})[:= (]{1,3}(18456|40615|40613|40914|33134|18452|916|4060)\b)");
  for (const RE2* regex : {&kInner, &kKnown, &kField, &kBracket, &kSql}) {
    re2::StringPiece rest = Piece(text);
    std::string code;
    for (int i = 0; i < 64 && RE2::FindAndConsume(&rest, *regex, &code); ++i) {
      if (IsServiceCode(code)) return code;
    }
  }
  return "";
}

// Of an error that was cut short, what is left of an ID is none.
void FindIds(absl::string_view text, Facts& facts) {
  static const RE2 kTrace(
      R"((?i)trace[_ ]?id["']?\s{0,3}[:=](?:\s|│){0,4}["']?([0-9a-f]{8}-[0-9a-f]{2,4}(?:-[0-9a-f]{2,12}){1,3})\b)");
  static const RE2 kCorrelation(
      R"((?i)correlation[_ -]?id["']?\s{0,3}[:=](?:\s|│){0,4}["']?([0-9a-f]{8}-[0-9a-f]{2,4}(?:-[0-9a-f]{2,12}){1,3})\b)");
  // A build's or an SDK's own may come first.
  static const RE2 kOfEntra(
      "(?i)trace id: ?[0-9a-f-]{36}(?:\\s|\\\\r|\\\\n){1,8}correlation id: ?" AZMOCK_GUID);
  static const RE2 kRequestHeader(
      "(?i)x-ms-correlation-request-id[\"']?\\s{0,3}[:=]\\s{0,3}[\"'\\[]?" AZMOCK_GUID);
  facts.trace_id = FindFirst(text, kTrace);
  facts.correlation_id = FindBest(text, {&kOfEntra, &kCorrelation, &kRequestHeader});
  for (std::string* id : {&facts.trace_id, &facts.correlation_id}) {
    if (id->size() < 36 && !id->empty() && absl::EndsWith(text, *id)) id->clear();
  }
}

void FindTimes(absl::string_view text, Facts& facts) {
  static const RE2 kEntra(
      R"((?i)time ?stamp["']?\s{0,3}[:=]\s{0,3}["']?(\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ?))");
  static const RE2 kStorage(R"((?:^|[^A-Za-z])Time: ?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z))");
  static const RE2 kGraph(R"re("date"\s?:\s?"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ?))re");
  static const RE2 kAny(
      R"((?i)\btime ?stamp["']?\s{0,3}[:=]\s{0,3}["']?(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?))");
  facts.timestamp = FindBest(text, {&kEntra, &kStorage, &kGraph, &kAny});
#define AZMOCK_TIME R"((\d{1,4}[-/]\d{1,2}[-/]\d{1,4}[T ]\d{1,2}:\d\d:\d\d(?:\.\d+)?Z?(?: [AP]M)?))"
  static const RE2 kNow(R"((?i)Current time:? )" AZMOCK_TIME);
  static const RE2 kUntil(
      R"((?i)(?:expiry time of assertion|assertion valid (?:until|to|from [^,]{1,40}, ?expiry time of assertion)|expired on|expiration date)[ :]{1,3})" AZMOCK_TIME);
  static const RE2 kFrom(R"((?i)assertion valid from[ :]{1,3})" AZMOCK_TIME);
#undef AZMOCK_TIME
  facts.entra_now = FindFirst(text, kNow);
  facts.valid_until = FindFirst(text, kUntil);
  facts.valid_from = FindFirst(text, kFrom);
}

void FindNames(absl::string_view text, Facts& facts) {
  static const RE2 kApplication(
      R"((?i)(?:application with identifier |added to app |keys for app |for app id |identifier of the application |application |client_?id["']?\s?[:=]\s?["']?|\bapp(?:lication)?[_ ]?id["']?[:= ]{1,3}|the client ))"
      "['\"]?" AZMOCK_GUID);
  static const RE2 kObject(
      R"((?i)(?:object id|oid=|principal(?:id| id)?[:= ]{1,3})[ '"]{0,2})" AZMOCK_GUID);
  static const RE2 kTenantUrl(
      R"(https://login\.(?:microsoftonline\.(?:com|us|de)|partner\.microsoftonline\.cn|windows\.net)/([A-Za-z0-9.-]{5,80}))");
  static const RE2 kTenantWord(
      R"((?i)(?:tenant(?: named)?|directory|tenant_?id["']?\s?[:=]) ?['"]?)" AZMOCK_GUID);
  static const RE2 kScope(R"(over scope '([^']{1,400})')");
  facts.application_id = FindFirst(text, kApplication);
  facts.object_id = FindFirst(text, kObject);
  facts.tenant = FindBest(text, {&kTenantUrl, &kTenantWord});
  if (facts.tenant == "error") facts.tenant.clear();
  facts.scope = FindFirst(text, kScope);
}

}  // namespace

void FindEntraFields(absl::string_view text, Facts& facts) {
  static const RE2 kSuberror(
      R"((?i)sub_?error["']?\s{0,3}[:=]\s{0,3}["']?([a-z][a-z0-9_-]{2,60}))");
  facts.oauth_error = FindOAuthError(text);
  facts.suberror = FindFirst(text, kSuberror);
  if (facts.suberror == "null" || facts.suberror == "none") facts.suberror.clear();
  facts.aadsts = FindCodes(text);
  facts.service_error_code = FindServiceCode(text);
  FindIds(text, facts);
  FindTimes(text, facts);
  FindNames(text, facts);
}

}  // namespace azmock::explain
