#include "mock_server/testing/fakes_fixture.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "identity/testing/fake_environment.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_common/jwt/signing_key.h"
#include "mock_server/client/transport_to.h"
#include "mock_server/client/virtual_clock_seam.h"
#include "mock_server/scenario/scenario_files.h"
#include "mock_server/server_keys.h"

namespace azmock {
namespace {

// Made once for the program, since they take longer than all else.
std::shared_ptr<ServerKeys> SharedKeys() {
  static const auto* const kKeys = [] {
    auto signing_key = mock::jwt::SigningKey::Generate(absl::Now());
    signing_key->status().IgnoreError();  // Waits for the thread that makes it.
    return new std::shared_ptr<ServerKeys>(*ServerKeys::Make(std::move(signing_key)));
  }();
  return *kKeys;
}

}  // namespace

FakesTest::FakesTest() {
  FakesOptions options =
      OptionsForScenario(mock::scenario::Scenario(), mock::VirtualClock::Mode::kJump);
  options.keys = SharedKeys();
  auto started = Fakes::Start(options);
  EXPECT_TRUE(started.ok()) << started.status();
  if (started.ok()) fakes_ = *std::move(started);
}

mock::scenario::Client FakesTest::Arm(const std::string& id_or_path) {
  auto scenario = FindScenario(id_or_path);
  EXPECT_TRUE(scenario.ok()) << scenario.status();
  if (!scenario.ok()) return {};
  absl::Time start;
  if (absl::ParseTime(absl::RFC3339_full, scenario->setting().start_time(), &start, nullptr)) {
    fakes_->clock().Set(start);
  }
  auto armed = fakes_->Arm(*std::move(scenario));
  EXPECT_TRUE(armed.ok()) << armed.status();
  client_ = armed.ok() ? armed->client() : mock::scenario::Client();
  return client_;
}

azure::identity::ClientOptions FakesTest::FakesClientOptions() const {
  azure::identity::ClientOptions options;
  options.seams.clock = ClockOn(&fakes_->clock(), absl::ZeroDuration());
  options.seams.executor = azure::identity::InlineExecutor();
  options.seams.environment =
      std::make_shared<azure::identity::FakeEnvironment>(std::map<std::string, std::string>(
          client_.environment().begin(), client_.environment().end()));
  options.transport = TransportTo(*fakes_, options.seams);
  return options;
}

std::vector<std::string> FakesTest::Exchanges() const {
  std::vector<std::string> exchanges;
  const mock::scenario::Journal& journal = fakes_->journal();
  EXPECT_EQ(journal.CheckNothingForgotten(), absl::OkStatus());
  for (const mock::scenario::JournalEntry& entry : journal.Entries()) {
    exchanges.push_back(absl::StrCat(entry.method, " ", entry.host, entry.path, " ",
                                     entry.status != 0 ? absl::StrCat(entry.status) : entry.fault));
  }
  return exchanges;
}

}  // namespace azmock
