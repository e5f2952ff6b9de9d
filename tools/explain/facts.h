// What an error's text says, field by field.
#ifndef TOOLS_EXPLAIN_FACTS_H_
#define TOOLS_EXPLAIN_FACTS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace azmock::explain {

// How far an attempt came.
enum class Reach {
  kNotReady,  // nothing was asked: not configured, not installed
  kNoAnswer,  // whom it asked did not answer
  kRefused,   // a tool on the machine ran, and gave no token
  kAnswered,  // Entra ID or a host of managed identities answered, and gave no token
};

// One attempt of a chain of credentials.
struct Cause {
  std::string credential;
  std::string message;  // its first line
  Reach reach = Reach::kNotReady;
};

// An empty text, 0, or an empty list: the text does not say.
struct Facts {
  std::string sdk;         // "go", "net", …, as sdks.txt has it
  std::string version;     // "azidentity 1.3.0 or later", as versions.txt has it
  std::string credential;  // the outermost, as the text spells it
  std::vector<Cause> causes;
  std::string http_method;
  std::string url;        // without query
  std::string host_kind;  // "entra", "imds", …, as hosts.txt has it
  int status = 0;
  std::string oauth_error;
  std::string suberror;
  std::vector<std::int64_t> aadsts;  // in the order of the text, each once
  std::string correlation_id;
  std::string trace_id;
  std::string timestamp;           // as pasted
  std::string service_error_code;  // the innermost, such as "ForbiddenByRbac"
  // For commands to look with.
  std::string application_id;
  std::string object_id;
  std::string tenant;
  std::string scope;  // of a role assignment
  // Of an assertion that came too late or too early, and of Entra's clock, as pasted.
  std::string valid_from;
  std::string valid_until;
  std::string entra_now;
  std::string log_time;  // of the first line of a log that the text was in; Unwrap() takes it off
};

// The attempt of a chain that came furthest, the first of several; nullptr if none asked anybody.
const Cause* Furthest(const Facts& facts);

// Of a URL, as hosts.txt has it; "" if it is of none of these services.
std::string HostKindOf(absl::string_view url);

// Reads a text that Unwrap() and Mask() have prepared. Nothing is an error: what is not found stays
// empty. Takes time linear in the text. Safe for use by many threads.
Facts FindFacts(absl::string_view text);

}  // namespace azmock::explain

#endif  // TOOLS_EXPLAIN_FACTS_H_
