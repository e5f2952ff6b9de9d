#include "mock_server/admin/calls.h"

#include <algorithm>

#include "mock_server/admin/admin.pb.h"
#include "mock_server/admin/clock_calls.h"
#include "mock_server/admin/directory_calls.h"
#include "mock_server/admin/journal_calls.h"
#include "mock_server/admin/scenario_calls.h"

namespace mock::admin {
namespace {

using google::protobuf::Message;

constexpr bool kReads = false;
constexpr bool kChanges = true;

// The messages are of the call's own types: whoever runs it makes them from those that
// the call names.
template <typename Request, typename Response>
Call Make(absl::string_view name, bool changes,
          absl::Status (*function)(Control&, const Request&, Response*), absl::string_view does) {
  return {name,
          does,
          changes,
          &Request::default_instance(),
          &Response::default_instance(),
          [function](Control& control, const Message& request, Message* response,
                     const Call::Done& done) {
            done(function(control, static_cast<const Request&>(request),
                          static_cast<Response*>(response)));
            return nullptr;
          }};
}

Call MakeWait() {
  return {"WaitForRequests",
          "waits until there are enough such requests",
          kReads,
          &WaitForRequestsRequest::default_instance(),
          &WaitForRequestsResponse::default_instance(),
          [](Control& control, const Message& request, Message* response, const Call::Done& done) {
            return WaitForRequests(control, static_cast<const WaitForRequestsRequest&>(request),
                                   static_cast<WaitForRequestsResponse*>(response), done);
          }};
}

}  // namespace

const std::vector<Call>& Calls() {
  static const auto* const calls = new std::vector<Call>{
      Make("ListScenarios", kReads, ListScenarios, "the scenarios that come with the fakes"),
      Make("GetScenario", kReads, GetScenario, "one of them"),
      Make("ArmScenario", kChanges, ArmScenario, "plays a scenario, one of these or your own"),
      Make("DisarmScenario", kChanges, DisarmScenario, "ends a scenario or a fault"),
      Make("DisarmAll", kChanges, DisarmAll, "ends all of them"),
      Make("ListArmed", kReads, ListArmed, "what is armed, how far it has come, near misses"),
      Make("InjectFault", kChanges, InjectFault, "answers the next requests that match"),
      Make("GetDirectory", kReads, GetDirectory, "the directory, or one tenant: the export"),
      Make("MergeDirectory", kChanges, MergeDirectory, "adds to the directory"),
      Make("ReplaceDirectory", kChanges, ReplaceDirectory, "puts another in its place: the import"),
      Make("RemoveFromDirectory", kChanges, RemoveFromDirectory, "takes away what is named"),
      Make("ResetTenant", kChanges, ResetTenant, "forgets what happened to a tenant"),
      Make("GetClock", kReads, GetClock, "the fakes' time"),
      Make("SetClock", kChanges, SetClock, "sets it, freezes it, lets it follow or jump"),
      Make("AdvanceClock", kChanges, AdvanceClock, "moves it on"),
      Make("ListJournal", kReads, ListJournal, "the last exchanges"),
      MakeWait(),
      Make("ClearJournal", kChanges, ClearJournal, "forgets them"),
      Make("Verify", kReads, Verify, "compares the requests with those expected"),
      Make("IssueToken", kReads, IssueToken, "an access token, also one with a flaw"),
      Make("MintAssertion", kReads, MintAssertion, "an issuer's assertion, or a user's token"),
      Make("RotateSigningKey", kChanges, RotateSigningKey, "a new key signs from now on"),
  };
  return *calls;
}

const Call* FindCall(absl::string_view name) {
  const auto& calls = Calls();
  const auto found = std::find_if(calls.begin(), calls.end(),
                                  [name](const Call& call) { return call.name == name; });
  return found == calls.end() ? nullptr : &*found;
}

}  // namespace mock::admin
