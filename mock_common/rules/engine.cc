#include "mock_common/rules/engine.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <optional>
#include <unordered_map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
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

// Real time from its making on, where the mocks' time is real.
class Stopwatch {
 public:
  explicit Stopwatch(const VirtualClock& clock)
      : runs_(clock.mode() == VirtualClock::Mode::kFollow) {
    if (runs_) start_ = std::chrono::steady_clock::now();
  }
  std::optional<absl::Duration> Read() const {
    if (!runs_) return std::nullopt;
    return absl::FromChrono(std::chrono::steady_clock::now() - start_);
  }

 private:
  const bool runs_;
  std::chrono::steady_clock::time_point start_;
};

Outcome OutcomeOf(const http::Reply& reply, absl::string_view answered_by,
                  absl::string_view near_miss, const Stopwatch& stopwatch) {
  using Kind = http::Fault::Kind;
  const Kind kind = reply.fault.kind;
  const bool sends_status =
      kind == Kind::kNone || kind == Kind::kTruncateBody || kind == Kind::kDrip;
  return {sends_status ? reply.response.status : 0,
          NameOf(kind),
          answered_by,
          near_miss,
          &reply.response.remarks,
          reply.delay,
          stopwatch.Read(),
          sends_status ? &reply.response : nullptr};
}

// Fakes do not throw; should one, its client gets an answer, and the journal has it.
http::Reply ComputeOrFail(const Compute& compute, const http::Request& request,
                          const Setting& setting) {
  try {
    return compute(request, setting);
  } catch (const std::exception&) {
    http::Response response;
    response.status = 500;
    http::Reply reply;
    reply.response = http::Because("the fake itself failed", std::move(response));
    return reply;
  }
}

}  // namespace

// The armed scenarios at one moment, found by tenant.
class Engine::ArmedSet {
 public:
  explicit ArmedSet(std::vector<Entry> scenarios) : scenarios_(std::move(scenarios)) {
    for (std::size_t i = 0; i < scenarios_.size(); ++i) {
      const ArmedScenario& scenario = *scenarios_[i].scenario;
      const std::vector<std::string> tenants = scenario.Tenants();
      for (const std::string& tenant : tenants) by_tenant_[tenant].push_back(i);
      if (tenants.empty()) for_all_.push_back(i);
      if (scenario.HasHandshakeSteps()) with_handshakes_.push_back(&scenarios_[i]);
    }
  }
  ArmedSet(const ArmedSet&) = delete;
  ArmedSet& operator=(const ArmedSet&) = delete;

  const std::vector<Entry>& scenarios() const { return scenarios_; }
  const std::vector<const Entry*>& with_handshakes() const { return with_handshakes_; }

  // In the order in which they are tried.
  std::vector<const Entry*> Concerning(absl::string_view tenant) const {
    std::vector<const Entry*> concerned;
    if (scenarios_.empty()) return concerned;
    std::vector<std::size_t> indices = for_all_;
    const std::vector<std::size_t>& named = Naming(tenant);
    indices.insert(indices.end(), named.begin(), named.end());
    std::sort(indices.begin(), indices.end());
    for (const std::size_t index : indices) concerned.push_back(&scenarios_[index]);
    return concerned;
  }

  const Setting& SettingFor(absl::string_view tenant) const {
    for (const std::vector<std::size_t>* indices : {&Naming(tenant), &for_all_}) {
      for (const std::size_t index : *indices) {
        const RuleSet& rules = scenarios_[index].scenario->rules();
        if (rules.has_setting()) return rules.setting();
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
  const std::vector<Entry> scenarios_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_tenant_;
  std::vector<std::size_t> for_all_;
  std::vector<const Entry*> with_handshakes_;
};

Engine::Engine(VirtualClock* clock, Journal* journal, Random* random, ErrorRenderer render_error)
    : clock_(clock),
      journal_(journal),
      random_(random),
      render_error_(std::move(render_error)),
      armed_(std::make_shared<ArmedSet>(std::vector<Entry>())) {}

Engine::~Engine() = default;

std::shared_ptr<const Engine::ArmedSet> Engine::armed() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return armed_;
}

void Engine::Replace(std::vector<Entry> scenarios) {
  std::shared_ptr<const ArmedSet> replacement = std::make_shared<ArmedSet>(std::move(scenarios));
  const std::lock_guard<std::mutex> lock(mutex_);
  armed_.swap(replacement);
}

absl::Status Engine::Arm(const RuleSet& rules) { return Add(rules, /*is_fault=*/false); }

absl::Status Engine::ArmFault(const RuleSet& rules) { return Add(rules, /*is_fault=*/true); }

absl::Status Engine::Add(const RuleSet& rules, bool is_fault) {
  auto made = ArmedScenario::Make(rules);
  if (!made.ok()) return made.status();
  const std::lock_guard<std::mutex> lock(arming_mutex_);
  std::vector<Entry> scenarios = armed()->scenarios();
  if (absl::Status fresh = CheckNotArmed(rules.id()); !fresh.ok()) return fresh;
  scenarios.insert(is_fault ? scenarios.begin() : scenarios.end(), {*std::move(made), is_fault});
  Replace(std::move(scenarios));
  return absl::OkStatus();
}

absl::Status Engine::CheckNotArmed(absl::string_view id) const {
  for (const std::string& other : Armed()) {
    if (other != id) continue;
    return absl::AlreadyExistsError(absl::StrCat("scenario \"", id, "\" is already armed"));
  }
  return absl::OkStatus();
}

// Whether there was one.
template <typename Predicate>
bool Engine::RemoveIf(Predicate predicate) {
  const std::lock_guard<std::mutex> lock(arming_mutex_);
  std::vector<Entry> scenarios = armed()->scenarios();
  const auto gone = std::remove_if(scenarios.begin(), scenarios.end(), predicate);
  if (gone == scenarios.end()) return false;
  scenarios.erase(gone, scenarios.end());
  Replace(std::move(scenarios));
  return true;
}

absl::Status Engine::Disarm(absl::string_view id) {
  const bool removed =
      RemoveIf([id](const Entry& armed) { return armed.scenario->rules().id() == id; });
  if (removed) return absl::OkStatus();
  return absl::NotFoundError(absl::StrCat("scenario \"", id, "\" is not armed"));
}

void Engine::DisarmAll() {
  RemoveIf([](const Entry&) { return true; });
}

void Engine::DropIfDone(const Entry& done) {
  if (!done.is_fault || !done.scenario->IsUsedUp()) return;
  RemoveIf([&done](const Entry& armed) { return armed.scenario == done.scenario; });
}

std::vector<std::string> Engine::Armed() const {
  std::vector<std::string> ids;
  for (const auto& armed : this->armed()->scenarios()) {
    ids.push_back(armed.scenario->rules().id());
  }
  return ids;
}

std::vector<Engine::State> Engine::States() const {
  std::vector<State> states;
  for (const auto& armed : this->armed()->scenarios()) {
    states.push_back({armed.scenario, armed.is_fault});
  }
  return states;
}

http::Reply Engine::Handle(const http::Request& request, std::string tenant,
                           const Compute& compute) {
  const Stopwatch stopwatch(*clock_);
  const absl::Time now = clock_->Now();
  const RequestView view(request, std::move(tenant));
  const std::shared_ptr<const ArmedSet> armed = this->armed();
  const Setting& setting = armed->SettingFor(view.tenant());
  const std::vector<const Entry*> concerned = armed->Concerning(view.tenant());
  for (const Entry* candidate : concerned) {
    const auto claim = candidate->scenario->ClaimRequest(view);
    if (!claim) continue;
    http::Reply reply =
        claim->action->Answer({view, setting, now, random_, compute, render_error_});
    DropIfDone(*candidate);
    journal_->Record(now, request, view.tenant(),
                     OutcomeOf(reply, claim->answered_by, "", stopwatch));
    return reply;
  }
  const std::string near_miss = ExplainMiss(concerned, view, now);
  http::Reply reply = ComputeOrFail(compute, request, setting);
  journal_->Record(now, request, view.tenant(), OutcomeOf(reply, kComputed, near_miss, stopwatch));
  return reply;
}

std::string Engine::ExplainMiss(const std::vector<const Entry*>& concerned,
                                const RequestView& request, absl::Time now) {
  std::vector<ArmedScenario::Explanation> explanations;
  for (const Entry* armed : concerned) {
    if (auto explanation = armed->scenario->Explain(request)) {
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
  near_misses_.push_back({now, request.tenant(), http.method, http.host, http.path, text});
  if (near_misses_.size() > kNearMissesKept) near_misses_.pop_front();
  return text;
}

bool Engine::FailNextHandshake() {
  const std::shared_ptr<const ArmedSet> armed = this->armed();
  for (const Entry* candidate : armed->with_handshakes()) {
    if (const auto claim = candidate->scenario->ClaimHandshake()) {
      DropIfDone(*candidate);
      journal_->Record(clock_->Now(), http::Request(), "",
                       {0, Fault::Kind_Name(Fault::TLS_HANDSHAKE), claim->answered_by, ""});
      return true;
    }
  }
  return false;
}

void Engine::ResetTenant(const std::vector<std::string>& names) {
  const auto is_of_tenant = [&names](absl::string_view tenant) {
    return std::any_of(names.begin(), names.end(), [tenant](const std::string& name) {
      return absl::EqualsIgnoreCase(name, tenant);
    });
  };
  const auto names_tenant = [&is_of_tenant](const Entry& armed) {
    const std::vector<std::string> tenants = armed.scenario->Tenants();
    return std::any_of(tenants.begin(), tenants.end(), is_of_tenant);
  };
  RemoveIf([&](const Entry& armed) { return armed.is_fault && names_tenant(armed); });
  const std::shared_ptr<const ArmedSet> armed = this->armed();
  for (const Entry& scenario : armed->scenarios()) {
    if (names_tenant(scenario)) scenario.scenario->Reset();
  }
  const std::lock_guard<std::mutex> lock(near_misses_mutex_);
  const auto gone = std::remove_if(near_misses_.begin(), near_misses_.end(),
                                   [&](const NearMiss& miss) { return is_of_tenant(miss.tenant); });
  near_misses_.erase(gone, near_misses_.end());
}

std::vector<NearMiss> Engine::LastNearMisses() const {
  const std::lock_guard<std::mutex> lock(near_misses_mutex_);
  return {near_misses_.begin(), near_misses_.end()};
}

}  // namespace mock::scenario
