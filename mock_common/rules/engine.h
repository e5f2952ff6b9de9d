// Decides, for every request, whether a scenario answers it or the fake computes.
#ifndef MOCK_COMMON_RULES_ENGINE_H_
#define MOCK_COMMON_RULES_ENGINE_H_

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/clock/virtual_clock.h"
#include "mock_common/http/message.h"
#include "mock_common/journal/journal.h"
#include "mock_common/random.h"
#include "mock_common/rules/action.h"
#include "mock_common/rules/armed_scenario.h"
#include "mock_common/rules/rule.pb.h"

namespace mock::scenario {

// A request that concerned an armed scenario and matched none of its rules.
struct NearMiss {
  absl::Time time;
  std::string tenant;  // as the fake that was asked says
  std::string method;
  std::string host;
  std::string path;
  // The closest rules first, such as
  //   scenario throttled rule token: method: expected "POST", got "GET"
  std::string text;
};

// Safe for use by many threads.
//
// A scenario that names tenants sees only requests that concern one of them: the fake
// that was asked says whose a request is. Others see all requests. Rules are tried in
// the order in which their scenarios were armed. The first armed scenario that names
// the request's tenant and has a Setting gives it, failing that the first that sees
// all requests and has one.
class Engine {
 public:
  // The pointers must outlive the engine.
  Engine(VirtualClock* clock, Journal* journal, Random* random, ErrorRenderer render_error);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Puts the rules in front of the computed answers. Errors: kInvalidArgument as
  // ArmedScenario::Make; kAlreadyExists if a scenario of this id is armed.
  absl::Status Arm(const RuleSet& rules);

  // As Arm, but it comes before all others, the last one first, and is gone as soon
  // as its steps are used up.
  absl::Status ArmFault(const RuleSet& rules);

  // kAlreadyExists if it is armed.
  absl::Status CheckNotArmed(absl::string_view id) const;

  // kNotFound if it is not armed.
  absl::Status Disarm(absl::string_view id);
  void DisarmAll();

  // In the order of arming.
  std::vector<std::string> Armed() const;

  // Answers the request, and records it in the journal. `tenant` is the one it
  // concerns, as the fake that was asked says; "" for none.
  http::Reply Handle(const http::Request& request, std::string tenant, const Compute& compute);

  // Whether a TLS_HANDSHAKE fault is due; consumes it, and records it in the
  // journal as an exchange without a request. For the server's HandshakePolicy.
  bool FailNextHandshake();

  // What is armed at this moment, in the order in which it is tried. `scenario`
  // lives as long as the value.
  struct State {
    std::shared_ptr<const ArmedScenario> scenario;
    bool is_fault;
  };
  std::vector<State> States() const;

  // Starts the steps of the scenarios that name the tenant by one of `names` over,
  // and forgets its faults and its near misses.
  void ResetTenant(const std::vector<std::string>& names);

  // The last few, oldest first.
  std::vector<NearMiss> LastNearMisses() const;

 private:
  struct Entry {
    std::shared_ptr<ArmedScenario> scenario;
    bool is_fault;
  };
  class ArmedSet;

  std::shared_ptr<const ArmedSet> armed() const;
  absl::Status Add(const RuleSet& rules, bool is_fault);
  // The caller holds arming_mutex_.
  void Replace(std::vector<Entry> scenarios);
  template <typename Predicate>
  bool RemoveIf(Predicate predicate);
  // After a step of it was taken.
  void DropIfDone(const Entry& armed);
  // Why none of `concerned` answered; "" if none has a rule.
  std::string ExplainMiss(const std::vector<const Entry*>& concerned, const RequestView& request,
                          absl::Time now);

  VirtualClock* const clock_;
  Journal* const journal_;
  Random* const random_;
  const ErrorRenderer render_error_;

  std::mutex arming_mutex_;  // one change of the set at a time
  mutable std::mutex mutex_;
  std::shared_ptr<const ArmedSet> armed_;  // replaced whole, never changed
  mutable std::mutex near_misses_mutex_;
  std::deque<NearMiss> near_misses_;
};

}  // namespace mock::scenario

#endif  // MOCK_COMMON_RULES_ENGINE_H_
