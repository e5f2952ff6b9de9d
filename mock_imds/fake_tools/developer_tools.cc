#include "mock_imds/fake_tools/developer_tools.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/text/values.h"
#include "mock_imds/fake_tools/az.h"
#include "mock_imds/fake_tools/azd.h"
#include "mock_imds/fake_tools/pwsh.h"

namespace mock::imds {
namespace {

using scenario::DeveloperTool;
using scenario::ToolRun;

// Dash's also for a file that may not be run, where other shells have 126.
constexpr int kNotFound = 127;

// What /bin/sh, which is dash, says in the tool's place.
ToolOutcome ShellSays(absl::string_view name, absl::string_view what) {
  ToolOutcome outcome;
  outcome.err = absl::StrCat("/bin/sh: 1: ", name, ": ", what, "\n");
  outcome.exit_code = kNotFound;
  return outcome;
}

ToolAnswer Compute(const ToolExchange& exchange) {
  switch (exchange.tool.kind()) {
    case DeveloperTool::AZ:
      return RunAz(exchange);
    case DeveloperTool::AZD:
      return RunAzd(exchange);
    default:
      return RunPwsh(exchange);
  }
}

std::string BaseName(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// The tool of this kind, or the end.
template <typename Tools>
auto FindKind(Tools& tools, const DeveloperTool& tool) {
  return std::find_if(tools.begin(), tools.end(),
                      [&tool](const auto& other) { return other.tool.kind() == tool.kind(); });
}

}  // namespace

absl::string_view NameOf(DeveloperTool::Kind kind) {
  switch (kind) {
    case DeveloperTool::AZ:
      return "az";
    case DeveloperTool::AZD:
      return "azd";
    case DeveloperTool::PWSH:
      return "pwsh";
    default:
      return "";
  }
}

DeveloperTools::DeveloperTools(DeveloperToolsOptions options) : options_(std::move(options)) {}

void DeveloperTools::Merge(const DeveloperToolList& tools) {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (const DeveloperTool& tool : tools) {
    const auto known = FindKind(installed_, tool);
    if (known == installed_.end()) {
      installed_.push_back({tool, options_.clock->Now()});
    } else {
      *known = {tool, options_.clock->Now()};
    }
  }
}

void DeveloperTools::Replace(const DeveloperToolList& tools) {
  const std::lock_guard<std::mutex> lock(mutex_);
  installed_.clear();
  for (const DeveloperTool& tool : tools) installed_.push_back({tool, options_.clock->Now()});
}

void DeveloperTools::Reduce(const DeveloperToolList& tools) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<Installed> before = std::exchange(installed_, {});
  for (const DeveloperTool& tool : tools) {
    const auto known = FindKind(before, tool);
    if (known == before.end()) continue;
    known->tool = tool;
    installed_.push_back(*known);
  }
}

void DeveloperTools::BeginAgain(const std::vector<std::string>& tenant_names) {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (Installed& installed : installed_) {
    const bool is_of_tenant = std::any_of(
        tenant_names.begin(), tenant_names.end(), [&installed](const std::string& name) {
          return absl::EqualsIgnoreCase(installed.tool.tenant_id(), name);
        });
    if (is_of_tenant) installed = {installed.tool, options_.clock->Now()};
  }
}

DeveloperToolList DeveloperTools::tools() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  DeveloperToolList tools;
  for (const Installed& installed : installed_) *tools.Add() = installed.tool;
  return tools;
}

std::optional<DeveloperTools::Installed> DeveloperTools::Begin(absl::string_view name) {
  const std::lock_guard<std::mutex> lock(mutex_);
  for (Installed& installed : installed_) {
    if (NameOf(installed.tool.kind()) != name) continue;
    Installed found = installed;
    if (!installed.tool.not_executable()) ++installed.runs;
    return found;
  }
  return std::nullopt;
}

ToolOutcome DeveloperTools::Run(const ToolInvocation& invocation) {
  const std::string name = invocation.argv.empty() ? "" : BaseName(invocation.argv[0]);
  const std::optional<Installed> found = Begin(name);
  if (!found) return ShellSays(name, "not found");
  if (found->tool.not_executable()) return ShellSays(name, "Permission denied");

  // Also what is scripted is read, for the journal.
  const int index = std::min(found->runs, found->tool.runs_size() - 1);
  const ToolRun* const run = index < 0 ? nullptr : &found->tool.runs(index);
  const bool computes = run == nullptr || run->passes();
  const IssueToTool nothing = [](const ToolTokenOrder&) -> ToolTokenAnswer {
    return ToolTokenError{};
  };
  ToolAnswer answer = Compute({found->tool, invocation, options_.clock->Now(), found->added,
                               computes ? options_.issue : nothing});
  ToolOutcome outcome;
  if (computes) {
    outcome.out = std::move(answer.out);
    outcome.err = std::move(answer.err);
    outcome.exit_code = answer.exit_code;
  } else {
    outcome.out = run->out();
    outcome.err = run->err();
    outcome.exit_code = run->exit_code();
    outcome.endless_output = run->endless_output();
    outcome.child_keeps_output_open = run->child_keeps_output_open();
  }
  if (run != nullptr && !run->delay().empty()) {
    outcome.delay = scenario::ParseDurationText(run->delay()).value_or(absl::ZeroDuration());
  }
  if (options_.record) {
    options_.record({answer.command, answer.tenant, outcome.exit_code,
                     computes ? "computed" : absl::StrCat("run ", index),
                     computes ? std::move(answer.remarks) : http::Remarks(), outcome.delay});
  }
  return outcome;
}

}  // namespace mock::imds
