// The outside world of one credential: everything in it is in memory, counts as a step,
// and may go wrong when a test says so.
#ifndef IDENTITY_ROBUSTNESS_WORLD_H_
#define IDENTITY_ROBUSTNESS_WORLD_H_

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "identity/client_options.h"
#include "identity/context.h"
#include "identity/device_code_message.h"
#include "identity/persistence/token_cache_store.h"
#include "identity/robustness/faults.h"
#include "identity/robustness/services.h"
#include "identity/testing/fake_browser.h"
#include "identity/testing/fake_clock.h"
#include "identity/testing/fake_token_cache_store.h"

namespace azure::identity {

// Where a credential runs.
struct Place {
  std::map<std::string, std::string> environment = {};
  // Hosts and tools that are not there: parts of URLs, beginnings of commands.
  std::set<std::string> absent = {};
};

// A fault that befalls one step, or that and all that follow.
struct Disturbance {
  std::size_t step = 0;  // from 1
  Fault fault = Fault::kNone;
  bool lasts = false;
};

// Must outlive its credentials. Safe for use by many threads at once, but for Begin().
class World {
 public:
  explicit World(Place place = {});
  ~World();

  // With this world as transport and seams.
  ClientOptions Options();
  std::shared_ptr<TokenCacheStore> Store();

  // Callbacks of credentials.
  absl::StatusOr<std::string> GiveAssertion(const Context& ctx);
  absl::Status ShowCode(const Context& ctx, const DeviceCodeMessage& message);

  // Steps count from one again, and these go wrong. Returns the context of the next
  // call, which has an hour.
  Context Begin(std::vector<Disturbance> disturbances = {});

  // What was done since: "GET https://host/path", "run az account …".
  std::vector<std::string> steps() const;
  // Of which kind the step `index`, from 0, was.
  Seam seam(std::size_t index) const;
  // Whether a request, a process or a browser began after the call's context had ended.
  bool went_on() const;
  // Every log record so far.
  std::string log() const;

  // From now on every step waits until each of `callers` threads waits for another one,
  // is in a step too, or has called Return().
  void AwaitCallers(std::size_t callers);
  void Return();

 private:
  class Transport;
  class Processes;
  class Files;
  class OwnStore;
  class OwnBrowser;
  class Listeners;
  class OwnClock;

  // Begins a step, and returns what befalls it. Ends the context where the fault says so.
  Fault Step(Seam seam, const std::string& what);
  // What `ctx` says after the end of the context that Step() has brought, or by waiting
  // for it; OK if the fault does not concern the context.
  absl::Status Ended(Fault fault, const Context& ctx);
  void Rest(int change);  // of the number of threads that wait or are in a step
  bool IsAbsent(absl::string_view what) const;

  const Place place_;
  const std::shared_ptr<FakeClock> clock_ =
      std::make_shared<FakeClock>(FakeClock::Sleep::kAdvances);
  FakeRedirectListeners listeners_;
  FakeTokenCacheStore store_;
  Services services_;

  mutable std::mutex mutex_;
  std::condition_variable rested_;
  Context call_ = Context::Background();
  std::vector<Disturbance> disturbances_;
  std::vector<std::string> steps_;
  std::vector<Seam> seams_;
  bool went_on_ = false;
  std::string log_;
  int callers_ = 0;
  int resting_ = 0;
};

}  // namespace azure::identity

#endif  // IDENTITY_ROBUSTNESS_WORLD_H_
