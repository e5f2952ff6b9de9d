// All that credentials ask of the outside, in memory, where every step may go wrong.
#ifndef IDENTITY_ROBUSTNESS_WORLD_H_
#define IDENTITY_ROBUSTNESS_WORLD_H_

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/context.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_environment.h"
#include "identity/testing/fake_file_system.h"
#include "identity/token_credential.h"

namespace azure::identity {

// Part of every secret and token here: no error may show it.
inline constexpr char kCanary[] = "c4n4ry";

// What may happen at a step, which is a request or the run of a program, in the place of what
// should.
struct Fault {
  std::string name;
  std::function<absl::StatusOr<HttpResponse>(const Context&, Clock&)> answer;
  std::function<absl::StatusOr<ProcessResult>(const Context&, Clock&)> run;
};

// Faults of every kind: of the network, of what answers, of what it says, and of code that throws.
const std::vector<Fault>& AllFaults();

// Everything is well but for one step. Safe for use by many threads at once.
class World {
 public:
  World();

  // Options with nothing of the real world.
  ClientOptions Options();

  // The step, counted from 0, at which `happens` comes before what should; < 0 for none. It
  // returns null to let that happen all the same.
  using Happens = std::function<const Fault*()>;
  void At(int step, Happens happens);

  // How many steps there were.
  int steps() const { return steps_; }
  // How many requests went to Entra ID's token endpoint, or to a host of managed identities, and
  // how many programs ran.
  int tokens_asked_for() const { return tokens_asked_for_; }

  std::shared_ptr<FakeClock> clock = std::make_shared<FakeClock>(FakeClock::Sleep::kAdvances);
  std::shared_ptr<FakeEnvironment> environment = std::make_shared<FakeEnvironment>();
  std::shared_ptr<FakeFileSystem> files = std::make_shared<FakeFileSystem>();

 private:
  class Transport;
  class Programs;

  const Fault* Step();
  HttpResponse Answer(const HttpRequest& request);

  std::atomic<int> steps_{0};
  std::atomic<int> tokens_asked_for_{0};
  std::mutex mutex_;  // of the following
  int faulty_step_ = -1;
  Happens happens_;
};

// A credential of each kind, in a world of its own making. The world outlives it.
struct CredentialMaker {
  std::string name;
  std::function<absl::StatusOr<std::shared_ptr<TokenCredential>>(World&)> make;
};
const std::vector<CredentialMaker>& AllCredentials();

}  // namespace azure::identity

#endif  // IDENTITY_ROBUSTNESS_WORLD_H_
