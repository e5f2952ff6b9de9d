#include "tools/explain/json.h"

#include <nlohmann/json.hpp>

#include "mock_common/text/json_text.h"

namespace azmock::explain {
namespace {

using mock::scenario::TextOrNull;
using Json = nlohmann::ordered_json;

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
  json["sdk"] = TextOrNull(facts.sdk);
  json["version"] = TextOrNull(facts.version);
  json["credential"] = TextOrNull(facts.credential);
  json["causes"] = CausesOf(facts);
  const Cause* const furthest = Furthest(facts);
  json["furthest"] = furthest == nullptr ? Json() : Json(furthest->credential);
  json["http_method"] = TextOrNull(facts.http_method);
  json["url"] = TextOrNull(facts.url);
  json["host_kind"] = TextOrNull(facts.host_kind);
  json["status"] = facts.status == 0 ? Json() : Json(facts.status);
  json["oauth_error"] = TextOrNull(facts.oauth_error);
  json["suberror"] = TextOrNull(facts.suberror);
  json["aadsts"] = facts.aadsts.empty() ? Json() : Json(facts.aadsts);
  json["correlation_id"] = TextOrNull(facts.correlation_id);
  json["trace_id"] = TextOrNull(facts.trace_id);
  json["timestamp"] = TextOrNull(facts.timestamp);
  json["service_error_code"] = TextOrNull(facts.service_error_code);
  json["guide"] = explanation.guide;
  json["diagnosis"] = TextOrNull(explanation.rule.diagnosis);
  json["mitigation"] = TextOrNull(explanation.rule.mitigation);
  json["masked"] = explanation.masked;
  json["confidence"] = explanation.confidence;
  json["rule"] = TextOrNull(explanation.rule.id);
  // A paste may have bytes that are no UTF-8.
  return mock::scenario::JsonText(json, 2) + "\n";
}

}  // namespace azmock::explain
