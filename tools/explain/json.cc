#include "tools/explain/json.h"

#include <nlohmann/json.hpp>

#include "mock_common/text/json_text.h"

namespace azmock::explain {
namespace {

using Json = nlohmann::ordered_json;

Json OrNull(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json CausesOf(const Facts& facts) {
  Json causes = Json::array();
  for (const Cause& cause : facts.causes) {
    causes.push_back({{"credential", cause.credential}, {"message", cause.message}});
  }
  return causes.empty() ? Json() : causes;
}

}  // namespace

std::string AsJson(const Explanation& explanation) {
  const Facts& facts = explanation.facts;
  Json json;
  json["sdk"] = OrNull(facts.sdk);
  json["version"] = OrNull(facts.version);
  json["credential"] = OrNull(facts.credential);
  json["causes"] = CausesOf(facts);
  const Cause* const furthest = Furthest(facts);
  json["furthest"] = furthest == nullptr ? Json() : Json(furthest->credential);
  json["http_method"] = OrNull(facts.http_method);
  json["url"] = OrNull(facts.url);
  json["host_kind"] = OrNull(facts.host_kind);
  json["status"] = facts.status == 0 ? Json() : Json(facts.status);
  json["oauth_error"] = OrNull(facts.oauth_error);
  json["suberror"] = OrNull(facts.suberror);
  json["aadsts"] = facts.aadsts.empty() ? Json() : Json(facts.aadsts);
  json["correlation_id"] = OrNull(facts.correlation_id);
  json["trace_id"] = OrNull(facts.trace_id);
  json["timestamp"] = OrNull(facts.timestamp);
  json["service_error_code"] = OrNull(facts.service_error_code);
  json["guide"] = explanation.guide;
  json["diagnosis"] = OrNull(explanation.rule.diagnosis);
  json["mitigation"] = OrNull(explanation.rule.mitigation);
  json["masked"] = explanation.masked;
  json["confidence"] = explanation.confidence;
  json["rule"] = OrNull(explanation.rule.id);
  // A paste may have bytes that are no UTF-8.
  return mock::scenario::JsonText(json, 2) + "\n";
}

}  // namespace azmock::explain
