#include "mock_common/scenario/engine.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace mock::scenario {
namespace {

constexpr std::size_t kNearMissesKept = 64;
constexpr std::size_t kExplanationsGiven = 3;
constexpr char kComputed[] = "computed";

absl::string_view NameOf(http::Fault::Kind kind) {
  switch (kind) {
    case http::Fault::Kind::kNone:
      return "";
    case http::Fault::Kind::kReset:
      return Fault::Kind_Name(Fault::RESET);
    case http::Fault::Kind::kClose:
      return Fault::Kind_Name(Fault::CLOSE);
    case http::Fault::Kind::kTruncateBody:
      return Fault::Kind_Name(Fault::TRUNCATE_BODY);
    case http::Fault::Kind::kGarbage:
      return Fault::Kind_Name(Fault::GARBAGE);
    case http::Fault::Kind::kHang:
      return Fault::Kind_Name(Fault::HANG);
    case http::Fault::Kind::kDrip:
      return Fault::Kind_Name(Fault::DRIP);
  }
  return "";
}

Outcome OutcomeOf(const http::Reply& reply, absl::string_view answered_by,
                  absl::string_view near_miss) {
  using Kind = http::Fault::Kind;
  const Kind kind = reply.fault.kind;
  const bool sends_status =
      kind == Kind::kNone || kind == Kind::kTruncateBody || kind == Kind::kDrip;
  return {sends_status ? reply.response.status : 0, NameOf(kind), answered_by, near_miss};
}

}  // namespace

// The armed scenarios at one moment, found by tenant.
class Engine::ArmedSet {
 public:
  ArmedSet() = default;
  explicit ArmedSet(std::vector<std::shared_ptr<ArmedScenario>> scenarios)
      : scenarios_(std::move(scenarios)) {
    for (std::size_t i = 0; i < scenarios_.size(); ++i) {
      const std::vector<std::string> tenants = scenarios_[i]->Tenants();
      for (const std::string& tenant : tenants) by_tenant_[tenant].push_back(i);
      if (tenants.empty()) for_all_.push_back(i);
      if (scenarios_[i]->HasHandshakeSteps()) with_handshakes_.push_back(scenarios_[i].get());
    }
  }

  const std::vector<std::shared_ptr<ArmedScenario>>& scenarios() const { return scenarios_; }
  const std::vector<ArmedScenario*>& with_handshakes() const { return with_handshakes_; }

  // In the order of arming.
  std::vector<ArmedScenario*> Concerning(absl::string_view tenant) const {
    std::vector<ArmedScenario*> concerned;
    if (scenarios_.empty()) return concerned;
    std::vector<std::size_t> indices = for_all_;
    const std::vector<std::size_t>& named = Naming(tenant);
    indices.insert(indices.end(), named.begin(), named.end());
    std::sort(indices.begin(), indices.end());
    for (const std::size_t index : indices) concerned.push_back(scenarios_[index].get());
    return concerned;
  }

  const Setting& SettingFor(absl::string_view tenant) const {
    const std::vector<std::size_t>& named = Naming(tenant);
    if (!named.empty()) return scenarios_[named.front()]->scenario().setting();
    for (const std::size_t index : for_all_) {
      if (scenarios_[index]->scenario().has_setting()) {
        return scenarios_[index]->scenario().setting();
      }
    }
    return Setting::default_instance();
  }

  // Indices of the scenarios that name the tenant.
  const std::vector<std::size_t>& Naming(absl::string_view tenant) const {
    static const std::vector<std::size_t> kNone;
    if (by_tenant_.empty()) return kNone;
    const auto found = by_tenant_.find(absl::AsciiStrToLower(tenant));
    return found == by_tenant_.end() ? kNone : found->second;
  }

 private:
  std::vector<std::shared_ptr<ArmedScenario>> scenarios_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_tenant_;
  std::vector<std::size_t> for_all_;
  std::vector<ArmedScenario*> with_handshakes_;
};

Engine::Engine(VirtualClock* clock, Journal* journal, Random* random, AadstsRenderer render_aadsts)
    : clock_(clock),
      journal_(journal),
      random_(random),
      render_aadsts_(std::move(render_aadsts)),
      armed_(std::make_shared<ArmedSet>()) {}

Engine::~Engine() = default;

std::shared_ptr<const Engine::ArmedSet> Engine::armed() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return armed_;
}

void Engine::Replace(std::vector<std::shared_ptr<ArmedScenario>> scenarios) {
  std::shared_ptr<const ArmedSet> replacement = std::make_shared<ArmedSet>(std::move(scenarios));
  const std::lock_guard<std::mutex> lock(mutex_);
  armed_.swap(replacement);
}

absl::Status Engine::Arm(const Scenario& scenario) {
  auto made = ArmedScenario::Make(scenario);
  if (!made.ok()) return made.status();
  const std::lock_guard<std::mutex> lock(arming_mutex_);
  std::vector<std::shared_ptr<ArmedScenario>> scenarios = armed()->scenarios();
  for (const auto& other : scenarios) {
    if (other->scenario().id() == scenario.id()) {
      return absl::AlreadyExistsError(
          absl::StrCat("scenario \"", scenario.id(), "\" is already armed"));
    }
  }
  scenarios.push_back(*std::move(made));
  Replace(std::move(scenarios));
  return absl::OkStatus();
}

absl::Status Engine::Disarm(absl::string_view id) {
  const std::lock_guard<std::mutex> lock(arming_mutex_);
  std::vector<std::shared_ptr<ArmedScenario>> scenarios = armed()->scenarios();
  const auto found = std::find_if(scenarios.begin(), scenarios.end(), [id](const auto& scenario) {
    return scenario->scenario().id() == id;
  });
  if (found == scenarios.end()) {
    return absl::NotFoundError(absl::StrCat("scenario \"", id, "\" is not armed"));
  }
  scenarios.erase(found);
  Replace(std::move(scenarios));
  return absl::OkStatus();
}

void Engine::DisarmAll() {
  const std::lock_guard<std::mutex> lock(arming_mutex_);
  Replace({});
}

std::vector<std::string> Engine::Armed() const {
  std::vector<std::string> ids;
  for (const auto& scenario : armed()->scenarios()) ids.push_back(scenario->scenario().id());
  return ids;
}

http::Reply Engine::Handle(const http::Request& request, const Compute& compute) {
  const absl::Time now = clock_->Now();
  const RequestView view(request);
  const std::shared_ptr<const ArmedSet> armed = this->armed();
  const Setting& setting = armed->SettingFor(view.tenant());
  const std::vector<ArmedScenario*> concerned = armed->Concerning(view.tenant());
  for (ArmedScenario* scenario : concerned) {
    const auto claim = scenario->ClaimRequest(view);
    if (!claim) continue;
    http::Reply reply =
        claim->action->Answer({view, setting, now, random_, compute, render_aadsts_});
    journal_->Record(now, request, view.tenant(), OutcomeOf(reply, claim->answered_by, ""));
    return reply;
  }
  const std::string near_miss = ExplainMiss(concerned, view, now);
  http::Reply reply = compute(request, setting);
  journal_->Record(now, request, view.tenant(), OutcomeOf(reply, kComputed, near_miss));
  return reply;
}

std::string Engine::ExplainMiss(const std::vector<ArmedScenario*>& concerned,
                                const RequestView& request, absl::Time now) {
  std::vector<ArmedScenario::Explanation> explanations;
  for (const ArmedScenario* scenario : concerned) {
    if (auto explanation = scenario->Explain(request)) {
      explanations.push_back(*std::move(explanation));
    }
  }
  if (explanations.empty()) return "";
  std::stable_sort(explanations.begin(), explanations.end(),
                   [](const auto& a, const auto& b) { return a.differences < b.differences; });
  if (explanations.size() > kExplanationsGiven) explanations.resize(kExplanationsGiven);
  std::string text = absl::StrJoin(
      explanations, "\n",
      [](std::string* out, const auto& explanation) { out->append(explanation.text); });
  const http::Request& http = request.request();
  const std::lock_guard<std::mutex> lock(near_misses_mutex_);
  near_misses_.push_back({now, http.method, http.host, http.path, text});
  if (near_misses_.size() > kNearMissesKept) near_misses_.pop_front();
  return text;
}

bool Engine::FailNextHandshake() {
  const std::shared_ptr<const ArmedSet> armed = this->armed();
  for (ArmedScenario* scenario : armed->with_handshakes()) {
    if (const auto claim = scenario->ClaimHandshake()) {
      journal_->Record(clock_->Now(), http::Request(), "",
                       {0, Fault::Kind_Name(Fault::TLS_HANDSHAKE), claim->answered_by, ""});
      return true;
    }
  }
  return false;
}

void Engine::ResetTenant(absl::string_view tenant) {
  const std::shared_ptr<const ArmedSet> armed = this->armed();
  for (const std::size_t index : armed->Naming(tenant)) armed->scenarios()[index]->Reset();
}

std::vector<NearMiss> Engine::LastNearMisses() const {
  const std::lock_guard<std::mutex> lock(near_misses_mutex_);
  return {near_misses_.begin(), near_misses_.end()};
}

}  // namespace mock::scenario
