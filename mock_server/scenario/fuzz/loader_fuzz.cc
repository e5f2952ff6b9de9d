// Any text at all: either a sound scenario, which can be armed and answers
// requests, or errors that name the file on every line.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "absl/strings/match.h"
#include "mock_common/rules/armed_scenario.h"
#include "mock_server/scenario/loader.h"
#include "mock_server/scenario/rule_set_of.h"

namespace {

using mock::scenario::ArmedScenario;
using mock::scenario::RequestView;
using mock::scenario::Scenario;

void Require(bool condition) {
  if (!condition) std::abort();
}

void CheckErrors(const absl::Status& status) {
  Require(status.code() == absl::StatusCode::kInvalidArgument);
  Require(absl::StartsWith(status.message(), "fuzz:"));
}

void Use(const Scenario& scenario) {
  const auto armed = ArmedScenario::Make(azmock::RuleSetOf(scenario));
  Require(armed.ok());
  mock::http::Request request;
  request.method = "POST";
  request.path = "/tenant/oauth2/v2.0/token";
  request.body = "scope=x&client_id=y";
  const RequestView view(request, "tenant");
  if (!(*armed)->ClaimRequest(view)) (*armed)->Explain(view);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto scenario = mock::scenario::ParseScenario(text, "fuzz");
  if (scenario.ok()) {
    Use(*scenario);
  } else {
    CheckErrors(scenario.status());
  }
  return 0;
}
