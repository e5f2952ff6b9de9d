#include "tools/explain/report.h"

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"

namespace azmock::explain {
namespace {

using Field = std::pair<std::string, std::string>;

std::string SdkName(const std::string& sdk) {
  static const auto* const kNames = new std::map<std::string, std::string>{
      {"go", "Azure SDK for Go"},         {"net", "Azure SDK for .NET"},
      {"python", "Azure SDK for Python"}, {"java", "Azure SDK for Java"},
      {"js", "Azure SDK for JavaScript"}, {"cpp", "Azure SDK for C++"},
      {"rust", "Azure SDK for Rust"},     {"az", "Azure CLI"},
      {"azd", "Azure Developer CLI"},     {"powershell", "PowerShell"},
      {"other", "another tool"}};
  const auto found = kNames->find(sdk);
  return found == kNames->end() ? "" : found->second;
}

std::string Mover(const std::string& move) {
  static const auto* const kMovers = new std::map<std::string, std::string>{
      {"owner", "The application's owner: its code or configuration must change."},
      {"admin", "An administrator of the tenant or resource: a permission or policy must change."},
      {"user", "The user: a sign-in is needed."},
      {"platform", "Who runs the machine or cluster: the platform must change."},
      {"network", "Who runs the network: a name, firewall, gateway or proxy is in the way."},
      {"microsoft", "Microsoft: the service is busy or at fault."}};
  const auto found = kMovers->find(move);
  return found == kMovers->end() ? "" : found->second;
}

std::vector<Field> FieldsOf(const Facts& facts) {
  std::string request = facts.url;
  if (!facts.http_method.empty()) request = absl::StrCat(facts.http_method, " ", request);
  return {{"from", SdkName(facts.sdk)},
          {"credential", facts.credential},
          {"request", request},
          {"asked", facts.host_kind},
          {"status", facts.status == 0 ? "" : absl::StrCat(facts.status)},
          {"OAuth error", facts.oauth_error},
          {"suberror", facts.suberror},
          {"AADSTS", absl::StrJoin(facts.aadsts, ", ")},
          {"service's code", facts.service_error_code},
          {"correlation ID", facts.correlation_id},
          {"trace ID", facts.trace_id},
          {"time", facts.timestamp},
          {"tenant", facts.tenant},
          {"application", facts.application_id}};
}

void AddFacts(const Facts& facts, std::string& report) {
  absl::StrAppend(&report, "What this is\n");
  std::vector<std::string> missing;
  for (const auto& [name, value] : FieldsOf(facts)) {
    if (!value.empty()) {
      absl::StrAppend(&report, "  ", name, ": ", value, "\n");
    } else if (name != "suberror" && name != "service's code") {
      missing.push_back(name);
    }
  }
  for (std::size_t i = 0; i < facts.causes.size(); ++i) {
    absl::StrAppend(&report, "  attempt ", i + 1, ": ", facts.causes[i].credential, ": ",
                    facts.causes[i].message, "\n");
  }
  if (!missing.empty()) {
    absl::StrAppend(&report, "  not in the text: ", absl::StrJoin(missing, ", "), "\n");
  }
}

// A command with what the text says in the places of its parameters, and capitals elsewhere.
std::string Command(const std::string& command, const Facts& facts) {
  const auto or_name = [](const std::string& value, const char* name) {
    return value.empty() ? std::string(name) : value;
  };
  return absl::StrReplaceAll(command, {{"{application}", or_name(facts.application_id, "APP-ID")},
                                       {"{object}", or_name(facts.object_id, "OBJECT-ID")},
                                       {"{tenant}", or_name(facts.tenant, "TENANT-ID")},
                                       {"{scope}", or_name(facts.scope, "SCOPE")},
                                       {"{correlation}", or_name(facts.correlation_id, "ID")}});
}

void AddRule(const Explanation& explanation, std::string& report) {
  const Rule& rule = explanation.rule;
  if (rule.id.empty()) {
    absl::StrAppend(&report,
                    "\nNo rule is about this text. Turn on the SDK's logging for a text that ",
                    "says more. [TSG-P-LOG]\n");
    return;
  }
  std::vector<std::string> sources = explanation.guide;
  sources.push_back(rule.source);
  const std::string source = absl::StrCat(" [", absl::StrJoin(sources, "; "), "]\n");
  absl::StrAppend(
      &report, "\nWhose move it is\n  ", Mover(rule.move), "\n  ",
      rule.retry_helps ? "Trying again later can help. " : "Trying again does not help. ",
      rule.sdk_retries ? "The SDK did so by itself.\n" : "The SDK does not by itself.\n");
  absl::StrAppend(&report, "\nWhat went wrong (", rule.id, ", confidence ", explanation.confidence,
                  ")\n  ", rule.diagnosis, source);
  absl::StrAppend(&report, "\nWhat to do\n  ", Command(rule.mitigation, explanation.facts), source);
  if (!rule.look.empty()) {
    absl::StrAppend(&report, "  look:  ", Command(rule.look, explanation.facts), "\n");
  }
  if (!rule.fix.empty()) {
    absl::StrAppend(&report, "  then:  ", Command(rule.fix, explanation.facts), "\n");
  }
}

void AddTimes(const Facts& facts, std::string& report) {
  constexpr char kFormat[] = "%Y-%m-%dT%H:%M:%E*SZ";
  absl::Time now;
  absl::Time limit;
  if (!absl::ParseTime(kFormat, facts.entra_now, &now, nullptr)) return;
  if (absl::ParseTime(kFormat, facts.valid_until, &limit, nullptr) && now > limit) {
    absl::StrAppend(&report, "\nTimes\n  The assertion was valid until ", facts.valid_until,
                    "; Entra ID's clock said ", facts.entra_now, ": ",
                    absl::FormatDuration(absl::Trunc(now - limit, absl::Seconds(1))),
                    " too late.\n");
  } else if (absl::ParseTime(kFormat, facts.valid_from, &limit, nullptr) && now < limit) {
    absl::StrAppend(&report, "\nTimes\n  The assertion is valid from ", facts.valid_from,
                    "; Entra ID's clock said ", facts.entra_now, ": ",
                    absl::FormatDuration(absl::Trunc(limit - now, absl::Seconds(1))),
                    " too early.\n");
  }
}

void AddTicket(const Facts& facts, std::string& report) {
  absl::StrAppend(&report, "\nFor a support ticket\n");
  for (const auto& [name, value] : FieldsOf(facts)) {
    if (!value.empty()) absl::StrAppend(&report, "  | ", name, ": ", value, "\n");
  }
}

}  // namespace

std::string AsReport(const Explanation& explanation) {
  std::string report;
  if (!explanation.masked.empty()) {
    absl::StrAppend(&report, "The text had secrets (", absl::StrJoin(explanation.masked, ", "),
                    "). They are not shown here; replace those that others have seen.\n\n");
  }
  AddFacts(explanation.facts, report);
  AddRule(explanation, report);
  AddTimes(explanation.facts, report);
  AddTicket(explanation.facts, report);
  return report;
}

}  // namespace azmock::explain
