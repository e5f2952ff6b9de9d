#include "mock_imds/fake_tools/validate_tools.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "mock_common/text/values.h"

namespace mock::imds {
namespace {

using scenario::CheckDuration;
using scenario::DeveloperTool;
using scenario::Place;
using scenario::Quoted;
using scenario::ToolRun;

// "1.23.7", or "none" of Az.Accounts.
bool IsVersion(const DeveloperTool& tool) {
  if (tool.version() == "none") return tool.kind() == DeveloperTool::PWSH;
  for (const absl::string_view part : absl::StrSplit(tool.version(), '.')) {
    if (part.empty() || !std::all_of(part.begin(), part.end(), absl::ascii_isdigit)) return false;
  }
  return true;
}

void CheckAccount(const DeveloperTool& tool, const std::optional<TenantOfTool>& tenant,
                  const Place& place) {
  if (tool.account().empty() || !tenant) return;
  if (tenant->accounts.count(absl::AsciiStrToLower(tool.account())) > 0) return;
  place.Complain("account",
                 absl::StrCat(Quoted(tool.account()), " is no user and no application of tenant ",
                              Quoted(tenant->id), "; add it there"));
}

void CheckRun(const ToolRun& run, const Place& place) {
  CheckOptional(place, "delay", run.delay(), CheckDuration);
  constexpr int kLargestExitCode = 255;
  if (run.exit_code() < 0 || run.exit_code() > kLargestExitCode) {
    place.Complain("exit_code", absl::StrCat("must be from 0 to ", kLargestExitCode));
  }
  if (run.endless_output() && (run.exit_code() != 0 || run.child_keeps_output_open())) {
    place.Complain("endless_output",
                   "has no end, so exit_code and what comes after it say nothing");
  }
  const bool answers = !run.out().empty() || !run.err().empty() || run.exit_code() != 0 ||
                       run.endless_output() || run.child_keeps_output_open();
  if (run.passes() && answers) place.Complain("passes", "goes with delay alone");
}

void CheckTool(const DeveloperTool& tool, const std::optional<TenantOfTool>& tenant,
               const Place& place) {
  if (tool.kind() == DeveloperTool::KIND_UNSPECIFIED) {
    return place.Lacks("kind", "is missing; write one such as AZ");
  }
  if (!tool.version().empty() && !IsVersion(tool)) {
    place.Complain("version", absl::StrCat(Quoted(tool.version()),
                                           " is no version; write one such as \"1.23.7\""));
  }
  CheckAccount(tool, tenant, place);
  for (int i = 0; i < tool.runs_size(); ++i) CheckRun(tool.runs(i), place.In("runs", i));
  if (tool.not_executable() && tool.runs_size() > 0) {
    place.Complain("runs", 0, "is of no use: the tool is not_executable");
  }
}

}  // namespace

void ValidateTools(const DeveloperToolList& tools, const FindTenantOfTool& find_tenant,
                   const Place& place) {
  std::set<int> kinds;
  for (int i = 0; i < tools.size(); ++i) {
    const DeveloperTool& tool = tools[i];
    const Place inner = place.In("developer_tools", i);
    CheckTool(tool, find_tenant(tool), inner);
    if (tool.kind() != DeveloperTool::KIND_UNSPECIFIED && !kinds.insert(tool.kind()).second) {
      inner.Complain("kind", absl::StrCat(DeveloperTool::Kind_Name(tool.kind()), " occurs twice"));
    }
  }
}

}  // namespace mock::imds
