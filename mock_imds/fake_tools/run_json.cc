#include "mock_imds/fake_tools/run_json.h"

#include "absl/strings/str_cat.h"
#include "mock_common/text/json_text.h"
#include "mock_common/text/shallow_json.h"
#include "mock_common/text/values.h"
#include "nlohmann/json.hpp"

namespace mock::imds {
namespace {

using nlohmann::ordered_json;

std::string Text(const ordered_json& json) { return scenario::JsonText(json); }

absl::Status Wrong(absl::string_view member, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat(member, ": ", what));
}

// A member that may be missing, of the type of `value`.
template <typename T>
absl::Status Take(const ordered_json& json, const char* member, T* value) {
  const auto found = json.find(member);
  if (found == json.end()) return absl::OkStatus();
  const ordered_json same = *value;
  if (found->type() != same.type() && !(found->is_number_integer() && same.is_number_integer())) {
    return Wrong(member, absl::StrCat("is not of the type ", same.type_name()));
  }
  *value = found->get<T>();
  return absl::OkStatus();
}

bool AreTexts(const ordered_json& json) {
  for (const auto& item : json) {
    if (!item.is_string()) return false;
  }
  return true;
}

}  // namespace

std::string ToJson(const ToolInvocation& invocation) {
  ordered_json json;
  json["argv"] = invocation.argv;
  json["cwd"] = invocation.working_directory;
  json["environment"] = invocation.environment;
  return Text(json);
}

absl::StatusOr<ToolInvocation> InvocationFromJson(const std::string& text) {
  const ordered_json json = scenario::ParseShallowJson(text);
  if (!json.is_object()) return absl::InvalidArgumentError("the body is no JSON object");
  const auto argv = json.find("argv");
  if (argv == json.end() || !argv->is_array() || argv->empty() || !AreTexts(*argv)) {
    return Wrong("argv", "must be an array of texts, the tool first");
  }
  ToolInvocation invocation;
  invocation.argv = argv->get<std::vector<std::string>>();
  absl::Status taken = Take(json, "cwd", &invocation.working_directory);
  if (!taken.ok()) return taken;
  const auto environment = json.find("environment");
  if (environment != json.end()) {
    if (!environment->is_object() || !AreTexts(*environment)) {
      return Wrong("environment", "must be an object of texts");
    }
    for (const auto& [name, value] : environment->items()) {
      invocation.environment[name] = value.get<std::string>();
    }
  }
  return invocation;
}

std::string ToJson(const ToolOutcome& outcome) {
  ordered_json json;
  json["out"] = outcome.out;
  json["err"] = outcome.err;
  json["exit_code"] = outcome.exit_code;
  json["delay"] = absl::FormatDuration(outcome.delay);
  json["endless_output"] = outcome.endless_output;
  json["child_keeps_output_open"] = outcome.child_keeps_output_open;
  return Text(json);
}

absl::StatusOr<ToolOutcome> OutcomeFromJson(const std::string& text) {
  const ordered_json json = scenario::ParseShallowJson(text);
  if (!json.is_object()) return absl::InvalidArgumentError("the body is no JSON object");
  ToolOutcome outcome;
  std::string delay = "0s";
  absl::Status taken = Take(json, "out", &outcome.out);
  taken.Update(Take(json, "err", &outcome.err));
  taken.Update(Take(json, "exit_code", &outcome.exit_code));
  taken.Update(Take(json, "delay", &delay));
  taken.Update(Take(json, "endless_output", &outcome.endless_output));
  taken.Update(Take(json, "child_keeps_output_open", &outcome.child_keeps_output_open));
  if (!taken.ok()) return taken;
  const auto parsed = scenario::ParseDurationText(delay);
  if (!parsed) return Wrong("delay", scenario::CheckDuration(delay));
  outcome.delay = *parsed;
  return outcome;
}

}  // namespace mock::imds
