#include "mock_server/admin/calls.h"

#include "mock_common/admin/utf8_message.h"
#include "mock_server/admin/clock_calls.h"
#include "mock_server/admin/device_code_calls.h"
#include "mock_server/admin/diagnosis_calls.h"
#include "mock_server/admin/directory_calls.h"
#include "mock_server/admin/journal_calls.h"
#include "mock_server/admin/journal_watch.h"
#include "mock_server/admin/messages.h"
#include "mock_server/admin/scenario_calls.h"

namespace mock::admin {
namespace {

using google::protobuf::Message;

constexpr bool kReads = false;
constexpr bool kChanges = true;

// The messages are of the call's own types: whoever runs it makes them from those that
// the call names.
template <typename Request, typename Response>
Call Make(Control* control, absl::string_view name, bool changes,
          absl::Status (*function)(Control&, const Request&, Response*), absl::string_view does) {
  return {name,
          does,
          changes,
          /*waits=*/false,
          &Request::default_instance(),
          &Response::default_instance(),
          [control, function](const Message& request, Message* response, const Call::Done& done) {
            const absl::Status status = function(*control, static_cast<const Request&>(request),
                                                 static_cast<Response*>(response));
            MakeUtf8(response);
            done(status);
            return nullptr;
          }};
}

// Likewise one that may be done later.
template <typename Request, typename Response>
Call MakeWait(Control* control, absl::string_view name,
              std::shared_ptr<void> (*function)(Control&, const Request&, Response*,
                                                const Call::Done&),
              absl::string_view does) {
  return {name,
          does,
          kReads,
          /*waits=*/true,
          &Request::default_instance(),
          &Response::default_instance(),
          [control, function](const Message& request, Message* response, const Call::Done& done) {
            return function(*control, static_cast<const Request&>(request),
                            static_cast<Response*>(response),
                            [response, done](const absl::Status& status) {
                              MakeUtf8(response);
                              done(status);
                            });
          }};
}

Call MakeWatch(Control* control) {
  return {"WatchJournal",
          "the exchanges as they come, as events",
          kReads,
          /*waits=*/true,
          &WatchJournalRequest::default_instance(),
          &WatchJournalResponse::default_instance(),
          /*run=*/nullptr,
          [control](const Message& request, absl::string_view last_id) {
            return WatchJournal(*control, static_cast<const WatchJournalRequest&>(request),
                                last_id);
          }};
}

}  // namespace

std::vector<Call> Calls(Control* control) {
  return {
      Make(control, "ListScenarios", kReads, ListScenarios,
           "the scenarios that come with the fakes"),
      Make(control, "GetScenario", kReads, GetScenario, "one of them"),
      Make(control, "ArmScenario", kChanges, ArmScenario,
           "plays a scenario, one of these or your own"),
      Make(control, "DisarmScenario", kChanges, DisarmScenario, "ends a scenario or a fault"),
      Make(control, "DisarmAll", kChanges, DisarmAll, "ends all of them"),
      Make(control, "ListArmed", kReads, ListArmed,
           "what is armed, how far it has come, near misses"),
      Make(control, "InjectFault", kChanges, InjectFault, "answers the next requests that match"),
      Make(control, "GetDirectory", kReads, GetDirectory,
           "the directory, or one tenant: the export"),
      Make(control, "MergeDirectory", kChanges, MergeDirectory, "adds to the directory"),
      Make(control, "ReplaceDirectory", kChanges, ReplaceDirectory,
           "puts another in its place: the import"),
      Make(control, "RemoveFromDirectory", kChanges, RemoveFromDirectory,
           "takes away what is named"),
      Make(control, "ResetTenant", kChanges, ResetTenant, "forgets what happened to a tenant"),
      Make(control, "GetClock", kReads, GetClock, "the fakes' time"),
      Make(control, "SetClock", kChanges, SetClock, "sets it, freezes it, lets it follow or jump"),
      Make(control, "AdvanceClock", kChanges, AdvanceClock, "moves it on"),
      Make(control, "GetEnvironment", kReads, GetEnvironment,
           "the variables that lead an SDK to the fakes"),
      Make(control, "ListJournal", kReads, ListJournal, "the last exchanges"),
      MakeWait(control, "WaitForRequests", WaitForRequests,
               "waits until there are enough such requests"),
      MakeWatch(control),
      Make(control, "ClearJournal", kChanges, ClearJournal, "forgets them"),
      Make(control, "Verify", kReads, Verify, "compares the requests with those expected"),
      Make(control, "IssueToken", kReads, IssueToken, "an access token, also one with a flaw"),
      Make(control, "MintAssertion", kReads, MintAssertion,
           "an issuer's assertion, or a user's token"),
      Make(control, "CheckToken", kReads, CheckToken, "whether these keys vouch for a token"),
      Make(control, "RotateSigningKey", kChanges, RotateSigningKey, "a new key signs from now on"),
      Make(control, "ListDeviceCodes", kReads, ListDeviceCodes,
           "the device codes, and how far their sign-ins are"),
      Make(control, "ApproveDeviceCode", kChanges, ApproveDeviceCode,
           "a user has entered it and signed in"),
      Make(control, "DeclineDeviceCode", kChanges, DeclineDeviceCode,
           "somebody has entered it and cancelled"),
      Make(control, "Explain", kReads, Explain, "what an exchange or a pasted error means"),
      MakeWait(control, "Reproduce", Reproduce, "a pasted error, met again"),
  };
}

}  // namespace mock::admin
