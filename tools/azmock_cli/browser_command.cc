// azmock browse: one visit of a scenario's person, for the oracle.
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "google/protobuf/util/json_util.h"
#include "mock_server/scenario/scenario.pb.h"
#include "tools/azmock_cli/browser/scripted_browser.h"
#include "tools/azmock_cli/command.h"
#include "tools/azmock_cli/command_line.h"

namespace azmock {
namespace {

struct BrowseOptions {
  std::string endpoint;
  std::string ca_file;
  std::string person;
  std::string user_code;
  std::string url;
};

absl::StatusOr<bool> Browse(const BrowseOptions& options) {
  mock::scenario::Person person;
  if (!google::protobuf::util::JsonStringToMessage(options.person, &person).ok()) {
    return absl::InvalidArgumentError("--person is not the JSON form of a Person");
  }
  std::ifstream file(options.ca_file);
  const std::string ca_pem(std::istreambuf_iterator<char>(file), {});
  if (ca_pem.empty()) return absl::NotFoundError(options.ca_file + ": no such file");
  return ScriptedBrowser(options.endpoint, ca_pem)
      .EnterCode(person, options.url, options.user_code);
}

}  // namespace

void AddBrowseCommand(CLI::App& app, Action& action) {
  auto options = std::make_shared<BrowseOptions>();
  Command browse(app, action, "browse",
                 "Does what a scenario's person does on a page of the fakes, for a recorder.");
  browse.Value("--endpoint", options->endpoint, "Address and port of the fakes.").Required();
  browse.Value("--ca-file", options->ca_file, "What signed their certificate.").Required();
  browse.Value("--person", options->person, "The person, in JSON.").Required();
  browse.Value("--user-code", options->user_code, "The code to enter on a device page.");
  browse.Value("url", options->url, "The page.").Required();
  browse.Does([options]() -> int {
    const auto browsed = Browse(*options);
    if (!browsed.ok()) return Fail(browsed.status());
    if (!*browsed) std::cout << "abandoned" << std::endl;
    return kSuccess;
  });
}

}  // namespace azmock
