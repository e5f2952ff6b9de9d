#include "tools/repro/repro.h"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "mock_server/scenario/scenario_files.h"
#include "tools/azmock_cli/replay/golden.h"
#include "tools/repro/adapt.h"
#include "tools/repro/answer.h"
#include "tools/repro/attempt.h"
#include "tools/repro/setups.h"
#include "tools/repro/tool_failure.h"

namespace azmock::repro {
namespace {

using explain::Explanation;
using explain::Facts;
using mock::scenario::Scenario;

constexpr char kId[] = "repro";
constexpr std::size_t kMostTried = 6;

// A tenant whose ID stood for its name too has a name of its own in the paste.
void NameTenant(const Substitutions& substitutions, const std::string& id, Scenario& scenario) {
  bool first = true;
  for (const auto& [mine, theirs] : substitutions) {
    if (mine != id) continue;
    if (!first) scenario.mutable_directory()->mutable_tenants(0)->set_display_name(theirs);
    first = false;
  }
}

Scenario Adapted(Scenario scenario, const Substitutions& substitutions) {
  std::string tenant;
  if (!scenario.directory().tenants().empty()) tenant = scenario.directory().tenants(0).id();
  Adapt(substitutions, scenario);
  if (!tenant.empty()) NameTenant(substitutions, tenant, scenario);
  return scenario;
}

// Whose request the answer was to: of a chain the attempt that got furthest. Tools are asked
// for tokens, and ask for themselves.
std::string Asker(const Facts& facts) {
  std::string credential = CredentialNamed(facts.credential);
  const explain::Cause* const furthest = explain::Furthest(facts);
  if (furthest != nullptr) credential = CredentialNamed(furthest->credential);
  return IsTool(credential) ? "" : credential;
}

// The library's own names say nothing about the paste.
void Introduce(const Explanation& explanation, Scenario& scenario) {
  const Facts& facts = explanation.facts;
  scenario.set_id(kId);
  scenario.clear_description();
  scenario.clear_tags();
  scenario.clear_magic_value();
  scenario.clear_oracle();
  scenario.clear_aadsts();
  for (const std::int64_t code : facts.aadsts) scenario.add_aadsts(code);
  scenario.clear_guide_rows();
  for (const std::string& row : explanation.guide) scenario.add_guide_rows(row);
  const std::string& what = explanation.rule.diagnosis;
  scenario.set_title(what.empty() ? "A pasted error" : what.substr(0, what.find('\n')));
}

bool IsService(absl::string_view host_kind) {
  return !host_kind.empty() && host_kind != "entra" && CredentialOnHost(host_kind).empty();
}

absl::string_view WithoutQuery(absl::string_view url) { return url.substr(0, url.find('?')); }

// The client asks for what the paste asked for; if that is not known, for what it would ask for
// anyway, which `answer` then is about.
void SendPastedRequest(Answer& answer, Scenario& scenario) {
  auto& client = *scenario.mutable_client();
  auto& call = *client.mutable_calls(client.calls_size() - 1);
  if (call.has_get_token()) {
    const auto scopes = call.get_token().scopes();
    *call.mutable_send_request()->mutable_scopes() = scopes;
  }
  auto& request = *call.mutable_send_request();
  if (!answer.method.empty()) request.set_method(answer.method);
  if (!answer.url.empty() && WithoutQuery(request.url()) != answer.url) request.set_url(answer.url);
  if (request.url().empty()) request.set_url("https://management.azure.com/subscriptions");
  if (answer.url.empty()) answer.url = std::string(WithoutQuery(request.url()));
}

// "sign in again" and the like: no rule in the way, no host down.
void ClearTheWay(Scenario& scenario) {
  scenario.clear_rules();
  for (auto& host : *scenario.mutable_directory()->mutable_hosts()) {
    host.clear_outages();
    host.clear_network();
  }
}

// A service that the fakes do not have answers at least.
void AnswerAtLast(Scenario& scenario) {
  for (auto& rule : *scenario.mutable_rules()) {
    rule.set_name("as-it-should-be");
    for (auto& step : *rule.mutable_steps()) {
      step.mutable_respond()->set_status(200);
      step.mutable_respond()->clear_headers();
      step.mutable_respond()->set_body("{}");
    }
  }
}

bool IsOfRow(const Scenario& scenario, const std::string& row) {
  const auto& rows = scenario.guide_rows();
  return std::find(rows.begin(), rows.end(), row) != rows.end();
}

// The longest text is the outermost error: a chain's, not that of its last attempt. Of scenarios
// with the same text one of the paste's guide row says most, of these one that has a magic value,
// the plainest of its kind, or a short one.
void PreferPlain(const mock::scenario::Library& library, const Explanation& explanation,
                 std::vector<Likeness>& likenesses) {
  const auto rank = [&](const Likeness& one) {
    const auto found = library.Find(one.id);
    const bool same_row =
        found.ok() && std::any_of(explanation.guide.begin(), explanation.guide.end(),
                                  [&found](const auto& row) { return IsOfRow(**found, row); });
    return std::make_tuple(-static_cast<std::ptrdiff_t>(one.alignment.end - one.alignment.begin),
                           one.alignment.cut, !same_row,
                           !found.ok() || (*found)->magic_value().empty(),
                           one.alignment.other_names, found.ok() ? (*found)->ByteSizeLong() : 0);
  };
  std::stable_sort(
      likenesses.begin(), likenesses.end(),
      [&rank](const Likeness& one, const Likeness& other) { return rank(one) < rank(other); });
}

// A scenario of the first of the paste's guide rows that has one, with its credential if possible;
// of several the one with the shortest directory. Null if none has.
const Scenario* SameSituation(const mock::scenario::Library& library, const Goldens& goldens,
                              const Explanation& explanation) {
  const std::string credential = CredentialNamed(explanation.facts.credential);
  for (const std::string& row : explanation.guide) {
    const Scenario* best = nullptr;
    const auto rank = [&credential](const Scenario& scenario) {
      return std::make_pair(scenario.credential() != credential, scenario.ByteSizeLong());
    };
    for (const Scenario* scenario : library.All()) {
      const bool fails =
          scenario->has_client() && IsOfRow(*scenario, row) && goldens.Has(scenario->id());
      if (fails && (best == nullptr || rank(*scenario) < rank(*best))) best = scenario;
    }
    if (best != nullptr) return best;
  }
  return nullptr;
}

}  // namespace

absl::StatusOr<Reproducer> Reproducer::Create() {
  auto library = LoadScenarios();
  if (!library.ok()) return library.status();
  auto parity = ReadParity();
  if (!parity.ok()) return parity.status();
  auto keys = ServerKeys::Make(mock::jwt::SigningKey::Generate(absl::Now()));
  if (!keys.ok()) return keys.status();
  return Reproducer(*std::move(library), Goldens::Load(), *std::move(parity), *std::move(keys));
}

Reproducer::Reproducer(mock::scenario::Library library, Goldens goldens, Parity parity,
                       std::shared_ptr<ServerKeys> keys)
    : library_(std::move(library)),
      goldens_(std::move(goldens)),
      parity_(std::move(parity)),
      keys_(std::move(keys)) {}

absl::StatusOr<Reproduction> Reproducer::Reproduce(absl::string_view pasted) const {
  const Pasted paste = {explain::Explain(pasted), pasted};
  const Explanation& explanation = paste.explanation;
  auto found = FromGoldens(paste);
  for (const auto from :
       {&Reproducer::FromTool, &Reproducer::FromAnswer, &Reproducer::FromSituation}) {
    if (!found.ok() || found->kind != Reproduction::kNothing) break;
    found = (this->*from)(paste);
  }
  if (!found.ok()) return found;
  found->explanation = explanation;
  if (found->kind == Reproduction::kNothing) return found;
  Introduce(explanation, found->scenario);
  Fix(*found);
  return found;
}

// The first that is equal, else the first that is equal but for IDs and times.
absl::StatusOr<Reproduction> Reproducer::FromGoldens(const Pasted& pasted) const {
  Reproduction best;
  std::vector<Likeness> likenesses = goldens_.Like(pasted.explanation.text);
  PreferPlain(library_, pasted.explanation, likenesses);
  if (likenesses.size() > kMostTried) likenesses.resize(kMostTried);
  for (const Likeness& like : likenesses) {
    const auto scenario = library_.Find(like.id);
    if (!scenario.ok()) return scenario.status();
    Reproduction found;
    found.made_from = like.id;
    found.origin = absl::StrCat("the scenario ", like.id);
    found.scenario = Adapted(**scenario, like.alignment.substitutions);
    if (!Meets(pasted, found)) {
      // With the scenario's own names, then: IDs differ.
      found.scenario = **scenario;
      if (!Meets(pasted, found)) continue;
    }
    Sharpen(pasted, found);
    if (found.verdict.kind == Verdict::kEqual) return found;
    if (best.kind == Reproduction::kNothing) best = std::move(found);
  }
  return best;
}

Verdict Reproducer::Compare(const absl::Status& error, const Pasted& pasted,
                            const std::string& scenario) const {
  Verdict verdict = CompareTexts(error, pasted.explanation.text, parity_, scenario);
  // What has been unwrapped may have lost escapes that belong to it.
  if (verdict.kind == Verdict::kEqualButForIds && !verdict.but_for_parity &&
      absl::StrContains(pasted.raw, verdict.reproduced)) {
    verdict.kind = Verdict::kEqual;
    verdict.pasted = verdict.reproduced;
  }
  return verdict;
}

// Whether its scenario leads to the paste's text, whose verdict it then has.
bool Reproducer::Meets(const Pasted& pasted, Reproduction& found) const {
  const auto outcome = Try(found.scenario, keys_);
  if (!outcome.ok()) return false;
  Verdict verdict = Compare(outcome->error, pasted, found.made_from);
  if (verdict.kind == Verdict::kDifferent) return false;
  found.kind = Reproduction::kText;
  found.text = std::string(outcome->error.message());
  found.verdict = std::move(verdict);
  return true;
}

absl::StatusOr<Reproduction> Reproducer::FromTool(const Pasted& pasted) const {
  Reproduction found;
  const auto failure = FindToolFailure(pasted.explanation);
  if (!failure.has_value()) return found;
  Facts facts = pasted.explanation.facts;
  facts.credential = failure->credential;
  facts.host_kind.clear();
  auto setup = CredentialSetup(library_, facts);
  if (!setup.ok()) return setup.status();
  Say(*failure, *setup);
  found.scenario = *std::move(setup);
  found.origin = "the tool's words in the text";
  if (Meets(pasted, found)) return found;
  const auto outcome = Try(found.scenario, keys_);
  if (!outcome.ok() || !absl::StrContains(outcome->error.message(), failure->message)) return found;
  found.kind = Reproduction::kTool;
  found.text = std::string(outcome->error.message());
  return found;
}

absl::StatusOr<Reproduction> Reproducer::FromAnswer(const Pasted& pasted) const {
  Reproduction found;
  auto answer = FindAnswer(pasted.explanation);
  if (!answer.has_value()) return found;
  Facts facts = pasted.explanation.facts;
  facts.credential = Asker(facts);
  facts.host_kind = answer->host_kind;
  const bool service = IsService(answer->host_kind);
  auto scenario =
      service ? ServiceSetup(library_, facts, answer->url) : CredentialSetup(library_, facts);
  if (absl::IsNotFound(scenario.status())) scenario = CredentialSetup(library_, facts);
  if (!scenario.ok()) return scenario.status();
  if (service) SendPastedRequest(*answer, *scenario);
  *scenario->add_rules() = RuleFor(*answer);
  const auto error = Try(*scenario, keys_);
  if (!error.ok()) return found;
  found.scenario = *std::move(scenario);
  found.origin = "the answer in the text";
  found.text = std::string(error->error.message());
  found.verdict = Compare(error->error, pasted, "");
  found.wire = CompareWire(*answer, *error);
  const bool text = found.verdict.kind != Verdict::kDifferent || answer->laid_out;
  found.kind = text ? Reproduction::kText : Reproduction::kWire;
  if (text) Sharpen(pasted, found);
  return found;
}

absl::StatusOr<Reproduction> Reproducer::FromSituation(const Pasted& pasted) const {
  Reproduction found;
  const Scenario* const like = SameSituation(library_, goldens_, pasted.explanation);
  if (like == nullptr) return found;
  const auto outcome = Try(*like, keys_);
  if (!outcome.ok() || outcome->error.ok()) return found;
  found.kind = Reproduction::kSituation;
  found.scenario = *like;
  found.made_from = like->id();
  found.origin = absl::StrCat("the scenario ", like->id());
  found.text = std::string(outcome->error.message());
  return found;
}

// The IDs and the time of the paste, if they can be had without changing anything else.
void Reproducer::Sharpen(const Pasted& pasted, Reproduction& found) const {
  const Facts& facts = pasted.explanation.facts;
  if (found.verdict.kind != Verdict::kEqualButForIds) return;
  Reproduction sharper = found;
  auto& setting = *sharper.scenario.mutable_setting();
  if (!facts.trace_id.empty()) setting.set_trace_id(facts.trace_id);
  if (!facts.correlation_id.empty()) setting.set_correlation_id(facts.correlation_id);
  const bool crlf = absl::StrContains(pasted.raw, "\\r\\nTrace ID: ");
  setting.set_trailer(crlf ? mock::scenario::Setting::CRLF : mock::scenario::Setting::SINGLE_LINE);
  Reproduction with_time = sharper;
  with_time.scenario.mutable_setting()->set_start_time(
      absl::StrReplaceAll(facts.timestamp, {{" ", "T"}}));
  if (Meets(pasted, with_time)) {
    found = std::move(with_time);
  } else if (Meets(pasted, sharper)) {
    found = std::move(sharper);
  }
}

// The first of these that succeeds: the same without what is in the way, what succeeds with this
// credential and service, an answer instead of the error, and a token of this credential's.
void Reproducer::Fix(Reproduction& found) const {
  const auto succeeds = [this, &found](const Scenario& scenario) {
    const auto result = Try(scenario, keys_);
    found.fixed = scenario;
    found.fixed_succeeds = result.ok() && result->error.ok();
    return found.fixed_succeeds;
  };
  Scenario cleared = found.scenario;
  ClearTheWay(cleared);
  if (succeeds(cleared)) return;
  Facts facts = found.explanation.facts;
  facts.credential = found.scenario.credential();
  auto setup = IsService(facts.host_kind) ? ServiceSetup(library_, facts, facts.url)
                                          : CredentialSetup(library_, facts);
  if (setup.ok()) {
    Introduce(found.explanation, *setup);
    if (succeeds(*setup)) return;
  }
  Scenario answered = found.scenario;
  AnswerAtLast(answered);
  if (succeeds(answered)) return;
  facts.host_kind.clear();
  setup = CredentialSetup(library_, facts);
  if (!setup.ok()) return;
  Introduce(found.explanation, *setup);
  succeeds(*setup);
}

}  // namespace azmock::repro
