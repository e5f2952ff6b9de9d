#include "mock_common/rules/action.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "mock_common/rules/scripted_remarks.h"
#include "mock_common/text/json_text.h"
#include "mock_common/text/shallow_json.h"
#include "mock_common/text/values.h"
#include "nlohmann/json.hpp"

namespace mock::scenario {
namespace {

using nlohmann::ordered_json;

constexpr char kJsonType[] = "application/json; charset=utf-8";
constexpr char kHtmlType[] = "text/html; charset=utf-8";

bool LooksLikeJson(absl::string_view body) {
  const auto first = body.find_first_not_of(" \t\r\n");
  return first != absl::string_view::npos && (body[first] == '{' || body[first] == '[');
}

Escape EscapeFor(absl::string_view content_type) {
  const std::string type = absl::AsciiStrToLower(content_type);
  if (absl::StrContains(type, "json")) return Escape::kJson;
  if (absl::StrContains(type, "html") || absl::StrContains(type, "xml")) return Escape::kHtml;
  return Escape::kNone;
}

http::Fault::Kind KindOf(Fault::Kind kind) {
  using Kind = http::Fault::Kind;
  switch (kind) {
    case Fault::RESET:
      return Kind::kReset;
    case Fault::CLOSE:
      return Kind::kClose;
    case Fault::TRUNCATE_BODY:
      return Kind::kTruncateBody;
    case Fault::GARBAGE:
      return Kind::kGarbage;
    case Fault::HANG:
      return Kind::kHang;
    case Fault::DRIP:
      return Kind::kDrip;
    default:
      return Kind::kNone;
  }
}

// `text` as JSON; a placeholder's value may have made it something else.
ordered_json JsonOrText(const std::string& text) {
  ordered_json value = ParseShallowJson(text);
  return value.is_discarded() ? ordered_json(text) : value;
}

}  // namespace

absl::StatusOr<Action::Templates> Action::ParseAll(
    const google::protobuf::Map<std::string, std::string>& map) {
  Templates templates;
  for (const auto& entry : map) {
    auto parsed = Template::Parse(entry.second);
    if (!parsed.ok()) return parsed.status();
    templates.emplace_back(entry.first, *std::move(parsed));
  }
  std::sort(templates.begin(), templates.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return templates;
}

absl::StatusOr<Action> Action::Make(const Step& step) {
  Action action(step);
  action.delay_ = ParseDurationText(step.delay()).value_or(absl::ZeroDuration());
  action.drip_interval_ =
      ParseDurationText(step.fault().drip_interval()).value_or(http::Fault().drip_interval);
  auto body = Template::Parse(step.respond().body());
  if (!body.ok()) return body.status();
  action.body_ = *std::move(body);
  auto headers = ParseAll(step.has_pass() ? step.pass().set_headers() : step.respond().headers());
  if (!headers.ok()) return headers.status();
  action.headers_ = *std::move(headers);
  auto json = ParseAll(step.pass().set_json());
  if (!json.ok()) return json.status();
  action.json_ = *std::move(json);
  return action;
}

bool Action::FailsHandshake() const {
  return step_.has_fault() && step_.fault().kind() == Fault::TLS_HANDSHAKE;
}

http::Reply Action::Answer(const ReplyContext& context) const {
  http::Reply reply;
  switch (step_.action_case()) {
    case Step::kRespond:
      reply.response = MakeResponse(context);
      break;
    case Step::kPass:
      reply = EditComputed(context);
      break;
    case Step::kAadsts:
      reply.response =
          context.render_error(step_.aadsts(), context.request.request(), context.setting);
      reply.response.remarks.reason.clear();  // No check failed.
      break;
    case Step::kFault:
      reply = MakeFault(context);
      break;
    case Step::kOutage: {
      Setting setting = context.setting;
      *setting.mutable_outage() = step_.outage();
      reply = context.compute(context.request.request(), setting);
      break;
    }
    case Step::ACTION_NOT_SET:
      break;  // Validate refuses it.
  }
  reply.delay += delay_;
  return reply;
}

http::Response Action::MakeResponse(const ReplyContext& context) const {
  TemplateValues values(context.request, context.setting, context.now, context.random);
  const Respond& respond = step_.respond();
  http::Response response;
  response.status = respond.status();
  response.reason = respond.reason();
  for (const auto& [name, value] : headers_) {
    response.headers.Add(name, value.Render(values, Escape::kHeader));
  }
  if (!respond.body().empty() && !response.headers.Has("Content-Type")) {
    response.headers.Add("Content-Type", LooksLikeJson(respond.body()) ? kJsonType : kHtmlType);
  }
  response.body = body_.Render(values, EscapeFor(response.headers.Get("Content-Type")));
  ReadRemarks(&response);
  return response;
}

http::Reply Action::EditComputed(const ReplyContext& context) const {
  http::Reply reply = context.compute(context.request.request(), context.setting);
  TemplateValues values(context.request, context.setting, context.now, context.random);
  for (const auto& [name, value] : headers_) {
    reply.response.headers.Set(name, value.Render(values, Escape::kHeader));
  }
  if (json_.empty() && step_.pass().remove_json().empty()) return reply;
  ordered_json body = ParseShallowJson(reply.response.body);
  if (!body.is_object()) return reply;  // Nothing to edit.
  for (const auto& [name, value] : json_) {
    body[name] = JsonOrText(value.Render(values, Escape::kJson));
  }
  for (const std::string& name : step_.pass().remove_json()) body.erase(name);
  reply.response.body = JsonText(body);
  ReadRemarks(&reply.response);
  return reply;
}

http::Reply Action::MakeFault(const ReplyContext& context) const {
  const http::Fault::Kind kind = KindOf(step_.fault().kind());
  http::Reply reply;
  if (kind == http::Fault::Kind::kTruncateBody || kind == http::Fault::Kind::kDrip) {
    reply = context.compute(context.request.request(), context.setting);
  }
  reply.fault.kind = kind;
  reply.fault.drip_interval = drip_interval_;
  return reply;
}

}  // namespace mock::scenario
