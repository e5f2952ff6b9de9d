// Every scenario, armed in fakes that have played others before, twice, in another order, and by
// every way in: its client finds what it finds in fakes of its own.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "mock_common/http/raw_client.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_server/admin/directory_calls.h"
#include "mock_server/admin/scenario_calls.h"
#include "mock_server/fakes.h"
#include "mock_server/scenario/scenario_files.h"
#include "mock_server/server_keys.h"
#include "re2/re2.h"
#include "tools/azmock_cli/replay/golden.h"
#include "tools/azmock_cli/replay/mask.h"
#include "tools/azmock_cli/replay/replay.h"
#include "tools/azmock_cli/replay/requests.h"
#include "tools/azmock_cli/replay/scenario_client.h"

namespace azmock {
namespace {

using mock::scenario::Directory;
using mock::scenario::Library;
using mock::scenario::Scenario;

const Library& Scenarios() {
  static const auto& library = *new absl::StatusOr<Library>(LoadScenarios());
  if (!library.ok()) ADD_FAILURE() << library.status();
  return *library;
}

// One for all fakes: making them takes longer than a replay. They end with the program, as do
// threads that still make one.
const std::shared_ptr<ServerKeys>& Keys() {
  static auto keys = *ServerKeys::Make(mock::jwt::SigningKey::Generate(absl::Now()));
  return keys;
}

template <typename Message>
std::string Text(const Message& message) {
  std::string text;
  google::protobuf::TextFormat::PrintToString(message, &text);
  return text;
}

// How a scenario comes into fakes. Each gives it as its client can use it.
using WayIn = absl::StatusOr<Scenario> (*)(Fakes&, const Scenario&);

absl::StatusOr<Scenario> ByCpp(Fakes& fakes, const Scenario& scenario) {
  return fakes.Arm(scenario);
}

absl::StatusOr<Scenario> ByAdmin(Fakes& fakes, const Scenario& scenario,
                                 const mock::admin::ArmScenarioRequest& request) {
  mock::admin::ArmScenarioResponse response;
  const absl::Status armed = mock::admin::ArmScenario(*fakes.control(), request, &response);
  if (!armed.ok()) return armed;
  Scenario usable = scenario;
  *usable.mutable_client() = response.client();
  return usable;
}

absl::StatusOr<Scenario> ById(Fakes& fakes, const Scenario& scenario) {
  mock::admin::ArmScenarioRequest request;
  request.set_id(scenario.id());
  return ByAdmin(fakes, scenario, request);
}

absl::StatusOr<Scenario> ByText(Fakes& fakes, const Scenario& scenario) {
  mock::admin::ArmScenarioRequest request;
  request.set_textproto(Text(scenario));
  return ByAdmin(fakes, scenario, request);
}

// As JSON over HTTP, from outside.
absl::StatusOr<Scenario> ByJson(Fakes& fakes, const Scenario& scenario) {
  std::string body;
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  if (!google::protobuf::util::MessageToJsonString(scenario, &body, options).ok()) {
    return absl::InternalError("the scenario cannot be written as JSON");
  }
  body = absl::StrCat(R"({"scenario":)", body, "}");
  auto client = mock::http::RawClient::Connect(fakes.http_port());
  client.Send(absl::StrCat("POST /_mock/v1/ArmScenario HTTP/1.1\r\nHost: localhost\r\n",
                           "Connection: close\r\nContent-Type: application/json\r\n",
                           "Content-Length: ", body.size(), "\r\n\r\n", body));
  const std::string reply = client.ReadAll();
  const std::string answer = reply.substr(std::min(reply.size(), reply.find("\r\n\r\n") + 4));
  mock::admin::ArmScenarioResponse response;
  if (!google::protobuf::util::JsonStringToMessage(answer, &response).ok()) {
    return absl::InternalError(reply);
  }
  Scenario usable = scenario;
  *usable.mutable_client() = response.client();
  return usable;
}

// As `azmock serve --config` has it: the directory first, and the rest without one.
absl::StatusOr<Scenario> ByConfig(Fakes& fakes, const Scenario& scenario) {
  if (absl::Status merged = fakes.MergeDirectory(scenario.directory()); !merged.ok()) {
    return merged;
  }
  return fakes.Arm(scenario);
}

struct Way {
  const char* name;
  WayIn arm;
};

constexpr Way kWays[] = {
    {"Cpp", ByCpp}, {"Id", ById}, {"Text", ByText}, {"Json", ByJson}, {"Config", ByConfig}};

// Fakes that all scenarios of this process share, and what they know without any.
struct Shared {
  std::unique_ptr<Fakes> fakes;
  Directory at_first;
};

Shared& SharedFakes() {
  static Shared shared([] {
    FakesOptions options;
    options.clock_mode = mock::VirtualClock::Mode::kJump;
    options.keys = Keys();
    options.control_token = "";
    for (const Scenario* const scenario : Scenarios().All()) {
      const FakesOptions wanted = OptionsForScenario(*scenario, options.clock_mode);
      for (const auto& [from, to] :
           {std::pair(&wanted.extra_host_names, &options.extra_host_names),
            std::pair(&wanted.extra_service_names, &options.extra_service_names)}) {
        to->insert(to->end(), from->begin(), from->end());
      }
    }
    for (auto* const names : {&options.extra_host_names, &options.extra_service_names}) {
      std::sort(names->begin(), names->end());
      names->erase(std::unique(names->begin(), names->end()), names->end());
    }
    auto fakes = Fakes::Start(options);
    EXPECT_TRUE(fakes.ok()) << fakes.status();
    Shared made{*std::move(fakes), {}};
    made.at_first = made.fakes->ExportDirectory();
    return made;
  }());
  return shared;
}

// An address by which clients elsewhere are led to the fakes, and what it stands for: as URLs
// begin, and without scheme and port.
std::vector<std::pair<std::string, std::string>> AddressesAtFakes(const Scenario& written,
                                                                  const Scenario& usable) {
  std::vector<std::pair<std::string, std::string>> addresses;
  for (const auto& [name, value] : usable.client().environment()) {
    const auto found = written.client().environment().find(name);
    if (found == written.client().environment().end() || found->second == value) continue;
    if (absl::StrContains(found->second, "{{")) continue;  // filled in, for every client
    absl::string_view original = found->second;
    absl::string_view given = value;
    while (!original.empty() && !given.empty() && original.back() == given.back()) {
      original.remove_suffix(1);
      given.remove_suffix(1);
    }
    if (!absl::StartsWith(given, "http")) continue;
    addresses.emplace_back(given, original);
    std::string bare_given(given);
    std::string bare_original(original);
    for (std::string* const bare : {&bare_given, &bare_original}) {
      RE2::Replace(bare, "^https?://([^/:]*)(:\\d+)?", "\\1");
    }
    addresses.emplace_back(bare_given + "/", bare_original + "/");
  }
  return addresses;
}

// Without what the fakes make anew for each exchange or user: IDs that the scenario does not name.
std::string Masked(const std::string& scenario, std::string text) {
  text = MaskVolatile(text);
  static const RE2& id = *new RE2(
      R"((\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9A-F]{32}\b|"sub\\?": \\?"[\w-]{43}\b))");
  std::string masked;
  re2::StringPiece rest(text);
  std::string found;
  for (std::size_t from = 0;;) {
    if (!RE2::FindAndConsume(&rest, id, &found)) return masked + text.substr(from);
    const auto end = static_cast<std::size_t>(rest.data() - text.data());
    absl::StrAppend(&masked, text.substr(from, end - found.size() - from),
                    absl::StrContains(scenario, found) ? found : "<id>");
    from = end;
  }
}

Golden Masked(const Scenario& scenario, const Golden& texts) {
  const std::string written = Text(scenario);
  return {Masked(written, texts.error), Masked(written, texts.log), Masked(written, texts.requests),
          Masked(written, texts.record)};
}

// Until then a client that has left a reply without end counts as one that waits, for which the
// clock jumps. Servers notice in their order: it left before this one comes.
void AwaitThatClientsHaveLeft(Fakes& fakes) {
  auto plain = mock::http::RawClient::Connect(fakes.http_port());
  auto tls = mock::http::RawClient::ConnectTls(fakes.port(), fakes.ca_pem(), "localhost");
  for (mock::http::RawClient* const client : {&plain, &tls}) {
    client->Send("GET /_mock/ HTTP/1.1\r\nHost: localhost\r\n\r\n");
    client->ReadReply();
  }
}

// What the scenario's client makes of these fakes.
absl::StatusOr<Golden> Play(const Scenario& scenario, const Way& way, Fakes& fakes) {
  fakes.clock().Set(OptionsForScenario(scenario, mock::VirtualClock::Mode::kJump).start_time);
  fakes.journal().Clear();
  const auto armed = way.arm(fakes, scenario);
  if (!armed.ok()) return armed.status();
  auto outcome = RunScenarioClient(*armed, fakes);
  Replay replay;
  replay.requests = RequestsText(fakes.journal().Entries());
  const absl::Status disarmed = fakes.Disarm(scenario.id());
  AwaitThatClientsHaveLeft(fakes);
  if (!outcome.ok()) return outcome.status();
  if (!disarmed.ok()) return disarmed;
  replay.outcome = *std::move(outcome);
  Golden golden = AsGolden(replay);
  for (const auto& address : AddressesAtFakes(scenario, *armed)) {
    for (std::string* const text : {&golden.error, &golden.requests}) {
      *text = absl::StrReplaceAll(*text, {address});
    }
  }
  return Masked(scenario, golden);
}

class ArmingTest : public ::testing::TestWithParam<const Scenario*> {};

TEST_P(ArmingTest, IsTheSameTwiceAndByEveryWayIn) {
  const Scenario& scenario = *GetParam();
  const auto alone = RunReplay(scenario, Keys());
  ASSERT_TRUE(alone.ok()) << alone.status();
  const Golden expected = Masked(scenario, AsGolden(*alone));
  Shared& shared = SharedFakes();
  ASSERT_TRUE(shared.fakes->ReplaceDirectory(shared.at_first).ok());
  for (const Way& way : kWays) {
    for (int i = 1; i <= 2; ++i) {
      SCOPED_TRACE(absl::StrCat(way.name, " ", i));
      const auto played = Play(scenario, way, *shared.fakes);
      ASSERT_TRUE(played.ok()) << played.status();
      ASSERT_EQ(played->error, expected.error);
      ASSERT_EQ(played->requests, expected.requests);
    }
  }
}

std::vector<const Scenario*> Backwards() {
  std::vector<const Scenario*> found;
  for (const Scenario* const scenario : Scenarios().All()) {
    if (scenario->has_client()) found.push_back(scenario);
  }
  std::reverse(found.begin(), found.end());
  return found;
}

std::string NameOf(const ::testing::TestParamInfo<const Scenario*>& info) {
  std::string name = info.param->id();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Scenarios, ArmingTest, ::testing::ValuesIn(Backwards()), NameOf);

}  // namespace
}  // namespace azmock
