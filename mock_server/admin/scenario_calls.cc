#include "mock_server/admin/scenario_calls.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/rules/validate_rule.h"
#include "mock_common/text/known_values.h"
#include "mock_common/text/place.h"
#include "mock_common/text/problem.h"
#include "mock_server/admin/page.h"
#include "mock_server/admin/time_values.h"
#include "mock_server/scenario/loader.h"
#include "mock_server/scenario/validate_references.h"
#include "mock_server/scenario/validator.h"

namespace mock::admin {
namespace {

using scenario::Scenario;

// How a text in a message is called in errors that have a line.
constexpr char kTextproto[] = "textproto";

template <typename List, typename Value>
bool Has(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool IsAskedFor(const ListScenariosRequest& request, const Scenario& scenario) {
  return (request.credential().empty() || request.credential() == scenario.credential()) &&
         (request.guide_row().empty() || Has(scenario.guide_rows(), request.guide_row())) &&
         (request.aadsts() == 0 || Has(scenario.aadsts(), request.aadsts())) &&
         (request.tag().empty() || Has(scenario.tags(), request.tag()));
}

ScenarioSummary Summarised(const Scenario& scenario) {
  ScenarioSummary summary;
  summary.set_id(scenario.id());
  summary.set_title(scenario.title());
  summary.set_credential(scenario.credential());
  *summary.mutable_guide_rows() = scenario.guide_rows();
  *summary.mutable_aadsts() = scenario.aadsts();
  summary.set_magic_value(scenario.magic_value());
  *summary.mutable_tags() = scenario.tags();
  return summary;
}

absl::StatusOr<Scenario> FindScenario(Control& control, const std::string& id) {
  if (id.empty()) return absl::InvalidArgumentError("id: is required");
  const auto library = control.backend.Scenarios();
  if (!library.ok()) return library.status();
  const auto found = (*library)->Find(id);
  if (!found.ok()) return At("id", found.status());
  return **found;
}

// The scenario that is meant, sound.
absl::StatusOr<Scenario> ScenarioOf(Control& control, const ArmScenarioRequest& request) {
  switch (request.source_case()) {
    case ArmScenarioRequest::kId:
      return FindScenario(control, request.id());
    case ArmScenarioRequest::kTextproto:
      return scenario::ParseScenario(request.textproto(), kTextproto);
    case ArmScenarioRequest::kScenario: {
      const absl::Status sound = scenario::ToStatus(scenario::Validate(request.scenario()));
      if (!sound.ok()) return sound;
      return request.scenario();
    }
    case ArmScenarioRequest::SOURCE_NOT_SET:
      break;
  }
  return absl::InvalidArgumentError("write one of id, textproto and scenario");
}

bool IsNamed(const std::vector<std::string>& names, absl::string_view tenant) {
  return std::any_of(names.begin(), names.end(), [tenant](const std::string& name) {
    return absl::EqualsIgnoreCase(name, tenant);
  });
}

// An empty list of tenants concerns all.
bool Concerns(const std::vector<std::string>& tenants, const std::vector<std::string>& names) {
  return tenants.empty() || names.empty() ||
         std::any_of(tenants.begin(), tenants.end(),
                     [&names](const std::string& tenant) { return IsNamed(names, tenant); });
}

}  // namespace

absl::Status ListScenarios(Control& control, const ListScenariosRequest& request,
                           ListScenariosResponse* response) {
  const auto library = control.backend.Scenarios();
  if (!library.ok()) return library.status();
  auto page = Page<ListScenariosRequest>::Of(request);
  if (!page.ok()) return page.status();
  const auto all = (*library)->All();
  // A token's position is where in the library the page begins.
  for (std::size_t i = page->start().value_or(0); i < all.size(); ++i) {
    if (!IsAskedFor(request, *all[i])) continue;
    ScenarioSummary summary = Summarised(*all[i]);
    if (!page->Takes(summary)) {
      response->set_next_page_token(page->TokenOf(i));
      break;
    }
    *response->add_scenarios() = std::move(summary);
  }
  return absl::OkStatus();
}

absl::Status GetScenario(Control& control, const GetScenarioRequest& request,
                         GetScenarioResponse* response) {
  auto found = FindScenario(control, request.id());
  if (!found.ok()) return found.status();
  *response->mutable_scenario() = *std::move(found);
  return absl::OkStatus();
}

absl::Status ArmScenario(Control& control, const ArmScenarioRequest& request,
                         ArmScenarioResponse* response) {
  auto scenario = ScenarioOf(control, request);
  if (!scenario.ok()) return scenario.status();
  if (auto fresh = control.engine.CheckNotArmed(scenario->id()); !fresh.ok()) return fresh;
  auto armed = control.backend.Arm(*std::move(scenario));
  if (!armed.ok()) return armed.status();
  response->set_id(armed->id());
  if (armed->has_client()) *response->mutable_client() = std::move(*armed->mutable_client());
  return absl::OkStatus();
}

absl::Status DisarmScenario(Control& control, const DisarmScenarioRequest& request,
                            DisarmScenarioResponse*) {
  if (request.id().empty()) return absl::InvalidArgumentError("id: is required");
  return At("id", control.engine.Disarm(request.id()));
}

absl::Status DisarmAll(Control& control, const DisarmAllRequest&, DisarmAllResponse* response) {
  for (std::string& id : control.engine.Armed()) response->add_ids(std::move(id));
  control.engine.DisarmAll();
  return absl::OkStatus();
}

absl::Status ListArmed(Control& control, const ListArmedRequest& request,
                       ListArmedResponse* response) {
  std::vector<std::string> names;
  if (!request.tenant().empty()) {
    auto found = FindTenant(control, "tenant", request.tenant());
    if (!found.ok()) return found.status();
    names = *std::move(found);
  }
  for (const scenario::Engine::State& state : control.engine.States()) {
    const std::vector<std::string> tenants = state.scenario->Tenants();
    if (!Concerns(tenants, names)) continue;
    ArmedScenario& armed = *response->add_armed();
    armed.set_id(state.scenario->rules().id());
    armed.set_title(state.scenario->rules().title());
    armed.set_fault(state.is_fault);
    armed.mutable_tenants()->Add(tenants.begin(), tenants.end());
    for (const auto& progress : state.scenario->GetProgress()) {
      RuleProgress& rule = *armed.add_rules();
      rule.set_rule(progress.rule);
      rule.set_answered(progress.answered);
      rule.set_used_up(progress.used_up);
    }
  }
  for (const scenario::NearMiss& miss : control.engine.LastNearMisses()) {
    if (!names.empty() && !IsNamed(names, miss.tenant)) continue;
    NearMiss& near_miss = *response->add_near_misses();
    *near_miss.mutable_time() = ToProto(miss.time);
    near_miss.set_method(miss.method);
    near_miss.set_host(miss.host);
    near_miss.set_path(miss.path);
    near_miss.set_text(miss.text);
  }
  return absl::OkStatus();
}

absl::Status InjectFault(Control& control, const InjectFaultRequest& request,
                         InjectFaultResponse* response) {
  scenario::Rule rule;
  if (request.has_match()) *rule.mutable_match() = request.match();
  *rule.mutable_steps() = request.steps();
  std::vector<scenario::Problem> problems;
  const scenario::Place place("", rule, nullptr, &problems);
  scenario::CheckEnums(rule, place);
  scenario::ValidateRule(rule, place);
  scenario::ValidateRuleReferences(rule, place);
  if (auto sound = scenario::ToStatus(std::move(problems)); !sound.ok()) return sound;

  scenario::RuleSet rules;
  if (!request.tenant().empty()) {
    const auto names = FindTenant(control, "tenant", request.tenant());
    if (!names.ok()) return names.status();
    rules.mutable_tenants()->Add(names->begin(), names->end());
  }
  *rules.add_rules() = std::move(rule);
  rules.set_id(absl::StrCat("fault-", ++control.faults));
  rules.set_title("Injected fault");
  response->set_id(rules.id());
  return control.engine.ArmFault(rules);
}

}  // namespace mock::admin
