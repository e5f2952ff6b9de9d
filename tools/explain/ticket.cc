#include "tools/explain/ticket.h"

#include <re2/re2.h>

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/explain/find.h"
#include "tools/explain/times.h"

namespace azmock::explain {
namespace {

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

}  // namespace

std::vector<std::pair<std::string, std::string>> FieldsOf(const Facts& facts) {
  std::string request = facts.url;
  if (!facts.http_method.empty()) request = absl::StrCat(facts.http_method, " ", request);
  return {{"from", SdkName(facts.sdk)},
          {"version", facts.version},
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
          {"application", facts.application_id},
          {"principal", facts.object_id}};
}

std::string Redacted(absl::string_view text) {
  static const RE2 kMail(R"([A-Za-z0-9._%+#-]+(?:@|%40)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)");
  static const RE2 kHome(R"((/home/|/Users/|\\Users\\)[^/\\\s"':]+)");
  static const RE2 kAddress(R"(\b(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})\b)");
  std::string redacted(text);
  RE2::GlobalReplace(&redacted, kMail, "[user]");
  RE2::GlobalReplace(&redacted, kHome, "\\1[user]");
  std::string result;
  re2::StringPiece rest(redacted);
  std::string address;
  const char* done = rest.data();
  while (RE2::FindAndConsume(&rest, kAddress, &address)) {
    if (address == "169.254.169.254" || address.compare(0, 4, "127.") == 0) continue;
    result.append(done, rest.data() - address.size());
    result += "[address]";
    done = rest.data();
  }
  result.append(done, rest.data() + rest.size());
  return result;
}

std::string Ticket(const Explanation& explanation) {
  const Facts& facts = explanation.facts;
  std::string ticket;
  const auto add = [&ticket](absl::string_view name, absl::string_view value) {
    if (!value.empty()) absl::StrAppend(&ticket, "  | ", name, ": ", Redacted(value), "\n");
  };
  for (const auto& [name, value] : FieldsOf(facts)) add(name, value);
  for (std::size_t i = 0; i < facts.causes.size(); ++i) {
    add(absl::StrCat("attempt ", i + 1),
        absl::StrCat(facts.causes[i].credential, ": ", facts.causes[i].message));
  }
  for (const std::string& sentence : TimesOf(facts, explanation.text)) add("times", sentence);
  add("explained as", explanation.rule.id);
  add("taken out", absl::StrJoin(explanation.masked, ", "));
  return ticket;
}

}  // namespace azmock::explain
