// What the calls of the admin service work on.
#ifndef MOCK_SERVER_ADMIN_CONTROL_H_
#define MOCK_SERVER_ADMIN_CONTROL_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/journal/journal.h"
#include "mock_common/rules/engine.h"
#include "mock_server/admin/backend.h"
#include "mock_server/admin/request_waits.h"

namespace mock::admin {

class Explainer;

// All must outlive it.
class Control {
 public:
  Control(VirtualClock* clock, scenario::Engine* engine, scenario::Journal* journal,
          Backend* backend, const Explainer* explainer = nullptr)
      : clock(*clock),
        engine(*engine),
        journal(*journal),
        backend(*backend),
        explainer(explainer),
        waits(journal) {}

  VirtualClock& clock;
  scenario::Engine& engine;
  scenario::Journal& journal;
  Backend& backend;
  const Explainer* const explainer;  // null if nobody explains
  RequestWaits waits;
  std::atomic<std::uint64_t> faults{0};  // injected so far

  // What leads an SDK to the fakes, once whoever started them knows it.
  using Environment = std::map<std::string, std::string>;
  void set_environment(Environment environment) {
    const std::lock_guard<std::mutex> lock(environment_mutex_);
    environment_ = std::move(environment);
  }
  Environment environment() const {
    const std::lock_guard<std::mutex> lock(environment_mutex_);
    return environment_;
  }

 private:
  mutable std::mutex environment_mutex_;
  Environment environment_;
};

// The same fault, and where it is: "tenant: the directory …".
absl::Status At(absl::string_view field, const absl::Status& status);

// The tenant's names, its ID first. Errors: kNotFound, naming `field`:
//   tenant: the directory has no tenant "contosso.example"
absl::StatusOr<std::vector<std::string>> FindTenant(const Control& control, absl::string_view field,
                                                    const std::string& tenant);

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_CONTROL_H_
