// One exchange with a fake, or run of a fake tool, as the journal tells it.
#ifndef MOCK_COMMON_JOURNAL_JOURNAL_ENTRY_H_
#define MOCK_COMMON_JOURNAL_JOURNAL_ENTRY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "nlohmann/json.hpp"

namespace mock::scenario {

// Stands where a secret was.
inline constexpr char kRedacted[] = "<redacted>";
// Stands where a query or a form was that does not decode.
inline constexpr char kMalformed[] = "<malformed>";

// A JWT that a client sent as an assertion or a bearer token: what it says, not its signature, and
// of claims with secret names only that they are there.
struct SentAssertion {
  std::string parameter;  // "client_assertion", "assertion", or "authorization" for a bearer token
  nlohmann::ordered_json header;
  nlohmann::ordered_json claims;
};

struct JournalEntry {
  using Pairs = std::vector<std::pair<std::string, std::string>>;

  std::uint64_t sequence = 0;  // from 1, one more for each exchange
  absl::Time time;             // on the mocks' clock, at arrival
  std::string host;            // without port
  std::string tenant;          // as the fake that was asked says; "" if the request has none
  std::string method;
  std::string path;                       // with what a proxy took off it
  Pairs query;                            // as sent
  std::vector<std::string> header_names;  // as sent; values are not kept
  Pairs form;  // sorted by name; what is not known to be harmless is kRedacted, here and in `query`
  std::vector<SentAssertion> assertions;
  int status = 0;     // 0 if no response was sent
  std::string fault;  // such as "RESET"; "" if none
  // "computed", or "scenario <id> rule <name or index> step <index>".
  std::string answered_by;
  // Why armed scenarios that concern the request did not answer it; "" if one did.
  std::string near_miss;
  std::string client_request_id;
  std::string user_agent;  // its products, such as "azsdk-go-azidentity/v1.14.0", and no more

  // What was answered, and why. Of a scenario's answer this is what its body says, and the rule
  // and the step, which are the reason, are in `answered_by`.
  std::string oauth_error;           // "invalid_client"
  std::string suberror;              // "bad_token"
  std::vector<std::int64_t> aadsts;  // 7000215
  std::string service_error_code;    // the innermost, such as "ForbiddenByRbac"
  std::string reason;                // the check that failed; "" for a success
  std::string failed_claim;          // of an assertion or token: "aud", or "signature"
  std::string trace_id;
  std::string correlation_id;
  // How long the fake was told to wait before it answered, on the mocks' clock.
  absl::Duration duration;
  // How long it took to find the answer. Only where the mocks' time is real: elsewhere the same
  // input gives the same bytes.
  std::optional<absl::Duration> real_duration;
  // What was sent, as the client's request is kept: of headers all names; values and texts of the
  // body only if they are known to be harmless. Of a body that is no JSON, or is very long, only
  // the length is kept. ToJsonLine leaves both out.
  Pairs response_headers;
  std::string response_body;

  // A command that was run, "az account get-access-token …", without secrets; "" for an
  // exchange. Of a run only this, the tenant, `answered_by` and what was answered say
  // something.
  std::string run;
  int exit_code = 0;
};

// One line of JSON without line end. Members always come in the same order; those that say
// nothing of a run are left out of it.
// "query" and "form" are objects; a name that was sent more than once has an
// array of values. "duration_ms" and "real_duration_us" are whole numbers; the latter is left
// out where it was not measured.
std::string ToJsonLine(const JournalEntry& entry);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_JOURNAL_JOURNAL_ENTRY_H_
