#include "mock_server/scenario/validator.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_common/rules/validate_rule.h"
#include "mock_common/text/known_values.h"
#include "mock_common/text/place.h"
#include "mock_common/text/values.h"
#include "mock_server/guide/guide.h"
#include "mock_server/scenario/validate_client.h"
#include "mock_server/scenario/validate_directory.h"
#include "mock_server/scenario/validate_references.h"

namespace mock::scenario {
namespace {

constexpr absl::string_view kExtension = ".textproto";

// ---- What the scenario is ----

void CheckId(const Scenario& scenario, const std::string& file, const Place& place) {
  if (scenario.id().empty()) return place.Lacks("id", "is missing");
  CheckOptional(place, "id", scenario.id(), CheckKebabCase);
  absl::string_view name = file;
  name = name.substr(name.rfind('/') + 1);
  if (absl::ConsumeSuffix(&name, kExtension) && name != scenario.id()) {
    place.Complain("id",
                   absl::StrCat("\"", scenario.id(), "\" is not the file's name, \"", name, "\""));
  }
}

// "client_secret" -> "clientsecretcredential". EnvironmentCredential's field cannot be
// called environment, which is another's name.
std::string CredentialOf(const Client& client) {
  const auto* descriptor = client.GetDescriptor()->FindOneofByName("credential");
  const auto* set = client.GetReflection()->GetOneofFieldDescriptor(client, descriptor);
  if (set == nullptr) return "";
  std::string name = absl::StrCat(
      set->name() == "environment_settings" ? "environment" : set->name(), "credential");
  name.erase(std::remove(name.begin(), name.end(), '_'), name.end());
  return name;
}

void CheckCredential(const Scenario& scenario, const Place& place) {
  const std::string& credential = scenario.credential();
  if (credential.empty()) {
    if (scenario.has_client()) place.Lacks("credential", "is missing, though there is a client");
    return;
  }
  const bool plain = std::all_of(credential.begin(), credential.end(), absl::ascii_isalnum);
  if (!plain || !absl::ascii_isupper(credential[0]) || !absl::EndsWith(credential, "Credential")) {
    return place.Complain("credential", absl::StrCat("\"", credential,
                                                     "\" is not a credential; write a type such "
                                                     "as \"ClientSecretCredential\""));
  }
  const std::string of_client = CredentialOf(scenario.client());
  if (!of_client.empty() && !absl::EqualsIgnoreCase(of_client, credential)) {
    place.Complain("credential", absl::StrCat("\"", credential, "\" is not what the client uses"));
  }
}

void CheckGuideRow(const Place& place, int index, const std::string& row) {
  const bool plain = std::all_of(row.begin(), row.end(), [](unsigned char c) {
    return absl::ascii_isupper(c) || absl::ascii_isdigit(c) || c == '-';
  });
  if (row.empty() || !plain) {
    return place.Complain("guide_rows", index,
                          absl::StrCat("\"", row,
                                       "\" is not a guide row; write one such as "
                                       "\"TSG-SECRET-1\""));
  }
  const auto known = guide::Guide::BuiltIn().Get(row);
  if (!known.ok()) place.Complain("guide_rows", index, std::string(known.status().message()));
}

void CheckHead(const Scenario& scenario, const std::string& file, const Place& place) {
  CheckId(scenario, file, place);
  if (scenario.title().empty()) {
    place.Lacks("title", "is missing");
  } else if (absl::StrContains(scenario.title(), '\n')) {
    place.Complain("title", "has more than one line; use description for more");
  }
  CheckCredential(scenario, place);
  for (int i = 0; i < scenario.guide_rows_size(); ++i) {
    CheckGuideRow(place, i, scenario.guide_rows(i));
  }
  for (int i = 0; i < scenario.aadsts_size(); ++i) {
    if (scenario.aadsts(i) <= 0) {
      place.Complain("aadsts", i, absl::StrCat(scenario.aadsts(i), " is not an AADSTS code"));
    }
  }
  for (int i = 0; i < scenario.tags_size(); ++i) {
    if (scenario.tags(i).empty() || HasSpaceOrControl(scenario.tags(i))) {
      place.Complain("tags", i, "is not one word");
    }
  }
}

void CheckSetting(const Setting& setting, const Place& place) {
  CheckOptional(place, "start_time", setting.start_time(), CheckInstant);
  CheckOptional(place, "trace_id", setting.trace_id(), CheckHeaderValue);
  CheckOptional(place, "correlation_id", setting.correlation_id(), CheckHeaderValue);
  if (setting.has_outage()) {
    place.Complain("outage", "can't be here; write a rule with an outage step");
  }
}

}  // namespace

std::vector<Problem> Validate(const Scenario& scenario, const std::string& file,
                              const google::protobuf::TextFormat::ParseInfoTree* places) {
  std::vector<Problem> problems;
  const Place place(file, scenario, places, &problems);
  CheckEnums(scenario, place);
  CheckHead(scenario, file, place);
  if (scenario.has_setting()) CheckSetting(scenario.setting(), place.In("setting"));
  if (scenario.has_directory()) ValidateDirectory(scenario.directory(), place.In("directory"));
  for (int i = 0; i < scenario.rules_size(); ++i) {
    ValidateRule(scenario.rules(i), place.In("rules", i));
    ValidateRuleReferences(scenario.rules(i), place.In("rules", i));
  }
  if (scenario.has_client()) ValidateClient(scenario.client(), place.In("client"));
  ValidateTenantReference(scenario, place);
  return problems;
}

}  // namespace mock::scenario
