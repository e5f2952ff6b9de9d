// azmock fakes: one scenario's fakes for a recorder that drives their clock.
#include <iostream>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "mock_common/http/url.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_common/text/json_text.h"
#include "mock_server/fakes.h"
#include "mock_server/key_files.h"
#include "mock_server/scenario/scenario_files.h"
#include "nlohmann/json.hpp"
#include "tools/azmock_cli/command.h"
#include "tools/azmock_cli/command_line.h"
#include "tools/azmock_cli/replay/requests.h"
#include "tools/azmock_cli/scenario_json.h"
#include "tools/azmock_cli/serving/files.h"
#include "tools/azmock_cli/serving/tools_folder.h"

namespace azmock {
namespace {

using mock::scenario::Scenario;

struct FakesCommandOptions {
  std::string scenario;
  std::string state_dir;
};

absl::Status Announce(Fakes& fakes, const std::string& ca_file, const std::string& tools,
                      const Scenario& scenario) {
  const auto client = MessageAsJson(scenario.client());
  if (!client.ok()) return client.status();
  nlohmann::ordered_json line;
  line["endpoint"] = mock::http::HostAndPort(fakes.address(), fakes.port());
  line["connections"] = nlohmann::ordered_json::object();
  for (const Connection& connection : fakes.connections()) {
    line["connections"][mock::http::HostAndPort(connection.host, connection.port)] = connection.to;
  }
  line["ca_file"] = ca_file;
  if (!tools.empty()) line["tools"] = tools;
  line["now"] = absl::FormatTime(absl::RFC3339_full, fakes.clock().Now(), absl::UTCTimeZone());
  line["client"] = mock::scenario::ParseOrderedJson(*client);
  std::cout << mock::scenario::JsonText(line) << std::endl;
  return absl::OkStatus();
}

// Follows the recorder's clock until its end of the pipe is closed.
absl::Status FollowTime(mock::VirtualClock& clock) {
  std::string line;
  while (std::getline(std::cin, line)) {
    absl::string_view rest = line;
    absl::Time now;
    std::string problem;
    if (!absl::ConsumePrefix(&rest, "time ") ||
        !absl::ParseTime(absl::RFC3339_full, rest, &now, &problem)) {
      return absl::InvalidArgumentError(
          absl::StrCat("standard input: expected `time <RFC 3339>`, got \"", line, "\" ", problem));
    }
    clock.Set(now);
    std::cout << "ok" << std::endl;
  }
  return absl::OkStatus();
}

absl::Status ServeOne(const FakesCommandOptions& options) {
  const auto scenario = FindScenario(options.scenario);
  if (!scenario.ok()) return scenario.status();
  const auto fakes = Fakes::Start(OptionsForScenario(*scenario, mock::VirtualClock::Mode::kFrozen));
  if (!fakes.ok()) return fakes.status();
  const KeyFiles key_files(scenario->client().user().empty() ? KeyFiles::Clients::kOfAgentsGroup
                                                             : KeyFiles::Clients::kOthers);
  (*fakes)->SetKeyFileWriter(key_files.writer());
  const std::string ca_file = options.state_dir + "/ca.pem";
  const auto armed = (*fakes)->Arm(*scenario);
  if (!armed.ok()) return armed.status();
  absl::Status status = WriteFile(ca_file, (*fakes)->ca_pem());
  const auto tools = InstallToolsOf(**fakes, options.state_dir, /*control_token=*/"");
  status.Update(tools.status());
  if (status.ok()) status = Announce(**fakes, ca_file, *tools, *armed);
  if (status.ok()) status = FollowTime((*fakes)->clock());
  if (status.ok()) status = (*fakes)->journal().CheckNothingForgotten();
  if (status.ok()) {
    status = WriteFile(options.state_dir + "/requests.json",
                       RequestsText((*fakes)->journal().Entries()));
  }
  return status;
}

}  // namespace

void AddFakesCommand(CLI::App& app, Action& action) {
  auto options = std::make_shared<FakesCommandOptions>();
  Command fakes(
      app, action, "fakes",
      "One scenario's fakes, for a recorder that makes its client call: prints one JSON line,\n"
      "takes the time from standard input, writes requests.json when that ends.");
  fakes.Value("--scenario", options->scenario, "The scenario to arm.").Called("ID").Required();
  fakes.Value("--state-dir", options->state_dir, "An existing folder for the files.")
      .Required()
      .ExistingFolder();
  fakes.Does([options]() -> int {
    const absl::Status served = ServeOne(*options);
    return served.ok() ? kSuccess : Fail(served);
  });
}

}  // namespace azmock
