#include "mock_common/rules/template.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "mock_common/text/json_text.h"
#include "mock_common/text/secrets.h"
#include "mock_common/text/shallow_json.h"
#include "nlohmann/json.hpp"

namespace mock::scenario {
namespace {

constexpr char kKnown[] =
    "now, now_unix, trace_id, correlation_id, tenant, host, method, path, form.<name>, "
    "query.<name>, header.<name>";

// The format of Entra's timestamps.
constexpr char kEntraTime[] = "%Y-%m-%d %H:%M:%SZ";

absl::Status Unknown(absl::string_view name) {
  return absl::InvalidArgumentError(
      absl::StrCat("{{", name, "}} is not a placeholder; known are ", kKnown));
}

absl::Status ShowsSecret(absl::string_view name) {
  return absl::InvalidArgumentError(
      absl::StrCat("{{", name, "}} would put a secret into a reply; it can't be used"));
}

// "+1h" or "-5m"; "" is none.
absl::StatusOr<absl::Duration> ParseOffset(absl::string_view name, absl::string_view text) {
  absl::Duration offset;
  if (text.empty()) return offset;
  const bool known_sign = text[0] == '+' || text[0] == '-';
  if (!known_sign || !absl::ParseDuration(std::string(text), &offset) ||
      absl::AbsDuration(offset) == absl::InfiniteDuration()) {
    return absl::InvalidArgumentError(
        absl::StrCat("{{", name, "}}: \"", text, "\" is not an offset; write \"+1h\" or \"-5m\""));
  }
  return offset;
}

std::string Escaped(std::string text, Escape escape) {
  switch (escape) {
    case Escape::kNone:
      return text;
    case Escape::kJson: {
      const std::string quoted = JsonText(nlohmann::json(std::move(text)));
      return quoted.substr(1, quoted.size() - 2);
    }
    case Escape::kHtml:
      return absl::StrReplaceAll(
          text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
    case Escape::kHeader:
      text.erase(std::remove_if(text.begin(), text.end(),
                                [](unsigned char c) { return absl::ascii_iscntrl(c); }),
                 text.end());
      return text;
  }
  return text;
}

std::string ValueOf(const RequestView::Pairs& pairs, absl::string_view name) {
  const std::string* value = RequestView::Find(pairs, name);
  return value != nullptr ? *value : "";
}

}  // namespace

const std::string& TemplateValues::trace_id() {
  if (trace_id_.empty()) {
    trace_id_ = setting_.trace_id().empty() ? random_->Uuid() : setting_.trace_id();
  }
  return trace_id_;
}

const std::string& TemplateValues::correlation_id() {
  if (correlation_id_.empty()) correlation_id_ = setting_.correlation_id();
  if (correlation_id_.empty()) {
    correlation_id_ = std::string(request_.request().headers.Get("client-request-id"));
  }
  if (correlation_id_.empty()) correlation_id_ = random_->Uuid();
  return correlation_id_;
}

absl::StatusOr<Template::Piece> Template::ParsePlaceholder(absl::string_view name) {
  static constexpr std::pair<absl::string_view, Kind> kPlain[] = {
      {"trace_id", Kind::kTraceId}, {"correlation_id", Kind::kCorrelationId},
      {"tenant", Kind::kTenant},    {"host", Kind::kHost},
      {"method", Kind::kMethod},    {"path", Kind::kPath},
  };
  for (const auto& [plain, kind] : kPlain) {
    if (name == plain) return Piece{kind, "", {}};
  }
  const absl::string_view base = name.substr(0, name.find_first_of("+-"));
  if (base == "now" || base == "now_unix") {
    const auto offset = ParseOffset(name, name.substr(base.size()));
    if (!offset.ok()) return offset.status();
    return Piece{base == "now" ? Kind::kNow : Kind::kNowUnix, "", *offset};
  }
  const auto dot = name.find('.');
  const absl::string_view key = dot == absl::string_view::npos ? "" : name.substr(dot + 1);
  if (key.empty()) return Unknown(name);
  const absl::string_view source = name.substr(0, dot);
  if (source == "header") {
    if (IsSecretHeader(key)) return ShowsSecret(name);
    return Piece{Kind::kHeader, std::string(key), {}};
  }
  if (source != "form" && source != "query") return Unknown(name);
  if (IsSecretName(key)) return ShowsSecret(name);
  return Piece{source == "form" ? Kind::kForm : Kind::kQuery, std::string(key), {}};
}

absl::StatusOr<Template> Template::Parse(absl::string_view text) {
  Template parsed;
  while (!text.empty()) {
    const auto open = text.find("{{");
    if (open != 0) {
      parsed.pieces_.push_back({Kind::kLiteral, std::string(text.substr(0, open)), {}});
    }
    if (open == absl::string_view::npos) break;
    text.remove_prefix(open + 2);
    const auto close = text.find("}}");
    if (close == absl::string_view::npos) {
      return absl::InvalidArgumentError("\"{{\" opens a placeholder that no \"}}\" closes");
    }
    auto piece = ParsePlaceholder(absl::StripAsciiWhitespace(text.substr(0, close)));
    if (!piece.ok()) return piece.status();
    parsed.pieces_.push_back(*std::move(piece));
    text.remove_prefix(close + 2);
  }
  return parsed;
}

std::string Template::Value(const Piece& piece, TemplateValues& values) {
  const http::Request& request = values.request().request();
  switch (piece.kind) {
    case Kind::kLiteral:
      return piece.text;
    case Kind::kNow:
      return absl::FormatTime(kEntraTime, values.now() + piece.offset, absl::UTCTimeZone());
    case Kind::kNowUnix:
      return absl::StrCat(absl::ToUnixSeconds(values.now() + piece.offset));
    case Kind::kTraceId:
      return values.trace_id();
    case Kind::kCorrelationId:
      return values.correlation_id();
    case Kind::kTenant:
      return values.request().tenant();
    case Kind::kHost:
      return request.host;
    case Kind::kMethod:
      return request.method;
    case Kind::kPath:
      return request.path;
    case Kind::kForm:
      return ValueOf(values.request().form(), piece.text);
    case Kind::kQuery:
      return ValueOf(values.request().query(), piece.text);
    case Kind::kHeader:
      return std::string(request.headers.Get(piece.text));
  }
  return "";
}

std::string Template::Render(TemplateValues& values, Escape escape) const {
  std::string rendered;
  for (const Piece& piece : pieces_) {
    rendered += piece.kind == Kind::kLiteral ? piece.text : Escaped(Value(piece, values), escape);
  }
  return rendered;
}

std::string CheckTemplate(absl::string_view text) {
  return std::string(Template::Parse(text).status().message());
}

std::string CheckJsonTemplate(absl::string_view text) {
  if (std::string problem = CheckTemplate(text); !problem.empty()) return problem;
  // Every placeholder may stand inside a string, or alone as a number.
  std::string filled;
  while (!text.empty()) {
    const auto open = text.find("{{");
    absl::StrAppend(&filled, text.substr(0, open));
    if (open == absl::string_view::npos) break;
    filled += '0';
    text.remove_prefix(text.find("}}", open) + 2);
  }
  if (!ParseShallowJson(filled).is_discarded()) return "";
  return "is not JSON; write a text as \"\\\"text\\\"\", a number as \"1\"";
}

}  // namespace mock::scenario
