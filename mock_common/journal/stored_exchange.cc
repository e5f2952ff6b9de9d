#include "mock_common/journal/stored_exchange.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "mock_common/http/header_name.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_common/text/any_byte.h"
#include "mock_common/text/json_text.h"
#include "mock_common/text/products.h"
#include "mock_common/text/redacted_json.h"
#include "mock_common/text/secrets.h"
#include "mock_common/text/shallow_json.h"
#include "mock_common/text/text_buffer.h"
#include "nlohmann/json.hpp"

namespace mock::scenario {
namespace {

using nlohmann::ordered_json;

// Longer values are not kept: a full journal must stay small.
constexpr std::size_t kLongestValue = 4096;
// Longer queries and forms are cut after a pair.
constexpr std::size_t kLongestPairs = 16 * 1024;

constexpr char kAuthorization[] = "authorization";
constexpr absl::string_view kBearer = "Bearer ";
// Header fields of responses whose values say why, and name nobody.
constexpr std::array<absl::string_view, 5> kShownInResponses = {
    "Cache-Control", "Content-Type", "Server", "WWW-Authenticate", "x-ms-request-id"};

// What a parameter's name looks like. Anything else is not a name but, say, a JSON
// document sent as a form, with who knows what in it.
bool IsPlainName(absl::string_view name) {
  return std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return absl::ascii_isalnum(c) || c == '_' || c == '-' || c == '.' || c == ':' || c == '$';
  });
}

std::string SizeOnly(absl::string_view text) { return absl::StrCat("<", text.size(), " bytes>"); }

// Of a value as it was sent. A secret inside has an equals sign.
bool HidesSecretInside(absl::string_view value) {
  if (!AnyByte(value, [](char c) { return c == '=' || c == '%'; })) return false;
  const auto decoded = http::PercentDecode(value);
  return decoded && HidesSecret(*decoded);
}

// Claims whose names say that they are secret are not shown.
void RedactClaims(ordered_json& claims) {
  for (auto& [name, value] : claims.items()) {
    if (IsSecretName(name) || (value.is_string() && HidesSecret(value.get<std::string>()))) {
      value = kRedacted;
    }
  }
}

// Copies "a=b&c=d" without the values that may be secret.
void AppendPairs(absl::string_view raw, TextBuffer& out) {
  const std::size_t start = out.size();
  while (!raw.empty() && out.size() - start < kLongestPairs) {
    const absl::string_view pair = raw.substr(0, raw.find('&'));
    raw.remove_prefix(std::min(raw.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const absl::string_view separator = out.size() > start ? "&" : "";
    const auto equals = std::min(pair.find('='), pair.size());
    std::string decoded;  // Only for names that are escaped, which is rare.
    absl::string_view name = pair.substr(0, equals);
    if (name.find('%') != absl::string_view::npos) {
      decoded = http::PercentDecode(name).value_or("%");
      name = decoded;
    }
    if (!IsPlainName(name)) {
      out.Append(separator, kMalformed, "=", kRedacted);
      continue;
    }
    const absl::string_view value = pair.substr(std::min(pair.size(), equals + 1));
    const bool is_long = value.size() > kLongestValue;
    const bool is_secret = value.empty() ? IsSecretName(name) : !IsPublicParameter(name);
    if (is_secret || (!is_long && HidesSecretInside(value))) {
      out.Append(separator, name, "=", kRedacted);
    } else if (is_long) {
      out.Append(separator, name, "=", SizeOnly(value));
    } else {
      out.Append(separator, name, "=", value);
    }
  }
}

JournalEntry::Pairs DecodePairs(absl::string_view stored) {
  if (stored.empty()) return {};
  auto pairs = http::ParseForm(stored);
  return pairs ? *std::move(pairs) : JournalEntry::Pairs{{kMalformed, kRedacted}};
}

bool IsForm(const http::Request& request) {
  return absl::StartsWithIgnoreCase(request.headers.Get("Content-Type"),
                                    "application/x-www-form-urlencoded");
}

std::optional<ordered_json> DecodeObject(absl::string_view base64url) {
  std::string text;
  if (base64url.size() > kLongestValue || !absl::WebSafeBase64Unescape(base64url, &text)) {
    return std::nullopt;
  }
  auto json = ParseShallowJson(text);
  if (!json.is_object()) return std::nullopt;
  return json;
}

// The header and claims of a signed JWT; nullopt if it is none.
std::optional<ordered_json> DecodeAssertion(const std::string& parameter, absl::string_view jwt) {
  const std::vector<absl::string_view> parts = absl::StrSplit(jwt, '.');
  if (parts.size() != 3) return std::nullopt;
  auto header = DecodeObject(parts[0]);
  auto claims = DecodeObject(parts[1]);
  if (!header || !claims) return std::nullopt;
  RedactClaims(*claims);
  return ordered_json{{"parameter", parameter}, {"header", *header}, {"claims", *claims}};
}

http::Headers::Field BearerToken(const http::Request& request) {
  absl::string_view token = request.headers.Get(kAuthorization);
  if (!absl::StartsWithIgnoreCase(token, kBearer)) return {};
  token.remove_prefix(kBearer.size());
  return {kAuthorization, std::string(token)};
}

// A JSON array of what DecodeAssertion finds; "" if nothing.
std::string AssertionsOf(const http::Request& request, bool form) {
  http::Headers::Field bearer = BearerToken(request);
  const bool in_form = form && absl::StrContains(request.body, "assertion=");
  if (!in_form && bearer.second.empty()) return "";  // most requests
  std::vector<http::Headers::Field> sent = {std::move(bearer)};
  if (in_form) {
    for (auto& pair : http::ParseForm(request.body).value_or(std::vector<http::Headers::Field>())) {
      if (pair.first == "client_assertion" || pair.first == "assertion") {
        sent.push_back(std::move(pair));
      }
    }
  }
  ordered_json assertions = ordered_json::array();
  for (const auto& [name, value] : sent) {
    if (auto decoded = DecodeAssertion(name, value)) assertions.push_back(*std::move(decoded));
  }
  return assertions.empty() ? "" : JsonText(assertions);
}

bool IsJson(absl::string_view content_type) {
  return absl::StartsWithIgnoreCase(content_type, "application/json");
}

bool MayShowInResponse(absl::string_view name, absl::string_view value) {
  return MayShowHeader(name, value) ||
         std::any_of(kShownInResponses.begin(), kShownInResponses.end(),
                     [name](absl::string_view shown) { return http::IsSameHeader(shown, name); });
}

std::string ShownBodyOf(const http::Response& response) {
  if (response.body.empty()) return "";
  if (!IsJson(response.headers.Get("Content-Type"))) return SizeOnly(response.body);
  std::string body =
      RedactedJson(response.body, response.status < 400 ? BodyOf::kGrant : BodyOf::kRefusal);
  return body.size() > kLongestValue ? SizeOnly(response.body) : body;
}

JournalEntry::Pairs ParseHeaders(absl::string_view stored) {
  JournalEntry::Pairs headers;
  for (const absl::string_view line : absl::StrSplit(stored, '\n', absl::SkipEmpty())) {
    headers.push_back(absl::StrSplit(line, absl::MaxSplits(':', 1)));
  }
  return headers;
}

std::vector<SentAssertion> ParseAssertions(absl::string_view stored) {
  std::vector<SentAssertion> assertions;
  if (stored.empty()) return assertions;
  for (auto& item : ParseOrderedJson(stored)) {
    assertions.push_back({item["parameter"].get<std::string>(), std::move(item["header"]),
                          std::move(item["claims"])});
  }
  return assertions;
}

std::vector<std::int64_t> ParseCodes(absl::string_view stored) {
  std::vector<std::int64_t> codes;
  for (const absl::string_view text : absl::StrSplit(stored, ',', absl::SkipEmpty())) {
    std::int64_t code = 0;
    if (absl::SimpleAtoi(text, &code)) codes.push_back(code);
  }
  return codes;
}

absl::string_view ClientRequestId(const http::Request& request) {
  const absl::string_view id = request.headers.Get("client-request-id");
  return id.empty() ? request.headers.Get("x-ms-client-request-id") : id;
}

}  // namespace

StoredExchange::StoredExchange(absl::Time time, const http::Request& request,
                               absl::string_view tenant, const Outcome& outcome)
    : time_(time),
      duration_(outcome.duration),
      real_duration_(outcome.real_duration),
      status_(outcome.status) {
  TextBuffer bytes;
  Append(kHost, request.host, bytes);
  Append(kTenant, tenant, bytes);
  Append(kMethod, request.method, bytes);
  bytes.Append(request.path_prefix, request.path);
  End(kPath, bytes);
  AppendPairs(request.query, bytes);
  End(kQuery, bytes);
  for (const auto& field : request.headers.fields()) bytes.Append(field.first, "\n");
  End(kHeaderNames, bytes);
  AppendForm(request, bytes);
  Append(kFault, outcome.fault, bytes);
  Append(kAnsweredBy, outcome.answered_by, bytes);
  Append(kNearMiss, outcome.near_miss, bytes);
  Append(kClientRequestId, ClientRequestId(request), bytes);
  std::string products;
  AppendProducts(request.headers.Get("User-Agent"), &products);
  Append(kUserAgent, products, bytes);
  Append(kCommand, "", bytes);
  AppendRemarks(outcome.remarks, bytes);
  AppendResponse(outcome.response, bytes);
  bytes_ = std::string(bytes.view());
}

StoredExchange::StoredExchange(absl::Time time, const CommandRun& run)
    : time_(time), duration_(run.duration), status_(run.exit_code) {
  TextBuffer bytes;
  for (int part = 0; part <= kCommand; ++part) {
    absl::string_view text;
    if (part == kTenant) text = run.tenant;
    if (part == kAnsweredBy) text = run.answered_by;
    const std::string size_only = SizeOnly(run.command);
    if (part == kCommand) text = run.command.size() > kLongestValue ? size_only : run.command;
    Append(static_cast<Part>(part), text, bytes);
  }
  AppendRemarks(run.remarks, bytes);
  AppendResponse(nullptr, bytes);
  bytes_ = std::string(bytes.view());
}

void StoredExchange::End(Part part, const TextBuffer& bytes) {
  ends_[part] = static_cast<std::uint32_t>(bytes.size());
}

void StoredExchange::Append(Part part, absl::string_view text, TextBuffer& bytes) {
  bytes.Append(text);
  End(part, bytes);
}

void StoredExchange::AppendForm(const http::Request& request, TextBuffer& bytes) {
  const bool form = IsForm(request);
  if (form) AppendPairs(request.body, bytes);
  End(kForm, bytes);
  Append(kAssertions, AssertionsOf(request, form), bytes);
}

void StoredExchange::AppendResponse(const http::Response* response, TextBuffer& bytes) {
  if (response != nullptr) {
    for (const auto& [name, value] : response->headers.fields()) {
      const bool shown = MayShowInResponse(name, value);
      bytes.Append(name, ":", shown ? absl::string_view(value) : kRedacted, "\n");
    }
  }
  End(kResponseHeaders, bytes);
  Append(kResponseBody, response == nullptr ? "" : ShownBodyOf(*response), bytes);
}

void StoredExchange::AppendRemarks(const http::Remarks* remarks, TextBuffer& bytes) {
  static const http::Remarks* const kNone = new http::Remarks();
  const http::Remarks& said = remarks == nullptr ? *kNone : *remarks;
  Append(kOAuthError, said.oauth_error, bytes);
  Append(kSuberror, said.suberror, bytes);
  for (const std::int64_t code : said.aadsts) bytes.Append(absl::AlphaNum(code).Piece(), ",");
  End(kAadsts, bytes);
  Append(kServiceErrorCode, said.service_error_code, bytes);
  Append(kReason, said.reason, bytes);
  Append(kFailedClaim, said.failed_claim, bytes);
  Append(kTraceId, said.trace_id, bytes);
  Append(kCorrelationId, said.correlation_id, bytes);
}

absl::string_view StoredExchange::Get(Part part) const {
  const std::uint32_t begin = part == 0 ? 0 : ends_[part - 1];
  return absl::string_view(bytes_).substr(begin, ends_[part] - begin);
}

JournalEntry StoredExchange::Decode() const {
  JournalEntry entry;
  entry.sequence = sequence_;
  entry.time = time_;
  entry.host = std::string(Get(kHost));
  entry.tenant = std::string(Get(kTenant));
  entry.method = std::string(Get(kMethod));
  entry.path = std::string(Get(kPath));
  entry.query = DecodePairs(Get(kQuery));
  entry.header_names = absl::StrSplit(Get(kHeaderNames), '\n', absl::SkipEmpty());
  entry.form = DecodePairs(Get(kForm));
  std::stable_sort(entry.form.begin(), entry.form.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  entry.assertions = ParseAssertions(Get(kAssertions));
  entry.run = std::string(Get(kCommand));
  (entry.run.empty() ? entry.status : entry.exit_code) = status_;
  entry.fault = std::string(Get(kFault));
  entry.answered_by = std::string(Get(kAnsweredBy));
  entry.near_miss = std::string(Get(kNearMiss));
  entry.client_request_id = std::string(Get(kClientRequestId));
  entry.user_agent = std::string(Get(kUserAgent));
  entry.oauth_error = std::string(Get(kOAuthError));
  entry.suberror = std::string(Get(kSuberror));
  entry.aadsts = ParseCodes(Get(kAadsts));
  entry.service_error_code = std::string(Get(kServiceErrorCode));
  entry.reason = std::string(Get(kReason));
  entry.failed_claim = std::string(Get(kFailedClaim));
  entry.trace_id = std::string(Get(kTraceId));
  entry.correlation_id = std::string(Get(kCorrelationId));
  entry.duration = duration_;
  entry.real_duration = real_duration_;
  entry.response_headers = ParseHeaders(Get(kResponseHeaders));
  entry.response_body = std::string(Get(kResponseBody));
  return entry;
}

}  // namespace mock::scenario
