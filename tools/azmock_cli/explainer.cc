#include "tools/azmock_cli/explainer.h"

#include <mutex>
#include <optional>
#include <string>

#include "mock_server/guide/guide.h"
#include "tools/azmock_cli/reproduction_text.h"
#include "tools/explain/explain.h"
#include "tools/explain/journal/calls.h"
#include "tools/explain/journal/explain_journal.h"
#include "tools/explain/report.h"
#include "tools/repro/repro.h"

namespace azmock {
namespace {

using mock::admin::ExplainResponse;
using mock::admin::ReproduceResponse;

void AddGuideRow(const std::string& id, ExplainResponse& response) {
  const mock::guide::GuideRow* const found = mock::guide::Guide::BuiltIn().Find(id);
  if (found == nullptr) return;
  mock::admin::GuideRow& row = *response.add_guide();
  row.set_id(found->id);
  row.set_section(found->section);
  row.set_cause(found->cause);
  row.set_mitigation(found->mitigation);
  row.set_link(found->link);
}

ExplainResponse ResponseOf(const explain::Explanation& explanation, std::string report) {
  ExplainResponse response;
  response.set_report(std::move(report));
  const explain::Rule& rule = explanation.rule;
  if (rule.id.empty()) return response;
  const explain::Mover mover = explain::MoverOf(rule);
  response.set_rule(rule.id);
  response.set_diagnosis(rule.diagnosis);
  response.set_mitigation(rule.mitigation);
  response.set_mover(mover.who);
  response.set_move(mover.what);
  response.set_retry_helps(rule.retry_helps);
  for (const std::string& id : explanation.rule_guide) AddGuideRow(id, response);
  return response;
}

class CommandsExplainer final : public mock::admin::Explainer {
 public:
  ExplainResponse ExplainExchange(const mock::scenario::JournalEntry& entry) const override {
    std::string report = explain::JournalReport(explain::CallsOf({entry}));
    if (!explain::IsFailure(entry)) return ResponseOf({}, std::move(report));
    return ResponseOf(explain::ExplainExchange(entry), std::move(report));
  }

  ExplainResponse ExplainText(absl::string_view pasted) const override {
    const explain::Explanation explanation = explain::Explain(pasted);
    return ResponseOf(explanation, explain::AsReport(explanation));
  }

  absl::StatusOr<ReproduceResponse> Reproduce(absl::string_view pasted) const override {
    const auto found = Again(pasted);
    if (!found.ok()) return found.status();
    ReproduceResponse response;
    response.set_same(IsSame(*found));
    response.set_report(ReproductionText(*found));
    if (found->kind != repro::Reproduction::kNothing) {
      response.set_textproto(AsTextproto(found->scenario));
    }
    return response;
  }

 private:
  absl::StatusOr<repro::Reproduction> Again(absl::string_view pasted) const {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!reproducer_) reproducer_ = repro::Reproducer::Create();
    if (!reproducer_->ok()) return reproducer_->status();
    return (*reproducer_)->Reproduce(pasted);
  }

  mutable std::mutex mutex_;
  // Made when first asked for: it takes a while.
  mutable std::optional<absl::StatusOr<repro::Reproducer>> reproducer_;
};

}  // namespace

std::shared_ptr<const mock::admin::Explainer> MakeExplainer() {
  return std::make_shared<CommandsExplainer>();
}

}  // namespace azmock
