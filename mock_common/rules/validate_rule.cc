#include "mock_common/rules/validate_rule.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/rules/template.h"
#include "mock_common/text/values.h"

namespace mock::scenario {
namespace {

using Check = std::string (*)(absl::string_view);

void Apply(const Place& place, const char* field, const std::string& value, Check check) {
  if (std::string problem = check(value); !problem.empty()) {
    place.Complain(field, std::move(problem));
  }
}

// Names of header fields; values that may hold placeholders when `templates`.
void CheckHeaders(const Place& place, const char* field, bool templates) {
  place.ForEachEntry(field, [templates](const std::string& name, const std::string& value,
                                        const Place::ComplainFn& complain) {
    std::string problem = CheckHeaderName(name);
    if (problem.empty()) problem = CheckHeaderValue(value);
    if (problem.empty() && templates) problem = CheckTemplate(value);
    if (!problem.empty()) complain(std::move(problem));
  });
}

// As CheckHeaders, of a reply.
void CheckReplyHeaders(const Place& place, const char* field) {
  CheckHeaders(place, field, /*templates=*/true);
  place.ForEachEntry(field, [](const std::string& name, const std::string&,
                               const Place::ComplainFn& complain) {
    for (const absl::string_view framing : {"Content-Length", "Connection", "Transfer-Encoding"}) {
      if (absl::EqualsIgnoreCase(name, framing)) complain("is set by the server itself");
    }
  });
}

void CheckRespond(const Respond& respond, const Place& place) {
  const int status = respond.status();
  if (status == 0) {
    place.Lacks("status", "is missing; write a status such as 401");
  } else if (status < 200 || status > 599) {
    place.Complain("status", absl::StrCat(status, " is not a status; write one from 200 to 599"));
  } else if ((status == 204 || status == 304) && !respond.body().empty()) {
    place.Complain("body", absl::StrCat("a response of status ", status, " can't have one"));
  }
  Apply(place, "reason", respond.reason(), CheckHeaderValue);
  Apply(place, "body", respond.body(), CheckTemplate);
  CheckReplyHeaders(place, "headers");
}

void CheckPass(const Pass& pass, const Place& place) {
  place.ForEachEntry("set_json", [](const std::string&, const std::string& value,
                                    const Place::ComplainFn& complain) {
    if (std::string problem = CheckJsonTemplate(value); !problem.empty()) {
      complain(std::move(problem));
    }
  });
  for (int i = 0; i < pass.remove_json_size(); ++i) {
    if (pass.set_json().count(pass.remove_json(i)) > 0) {
      place.Complain("remove_json", i,
                     absl::StrCat("\"", pass.remove_json(i), "\" is also in set_json"));
    }
  }
  CheckReplyHeaders(place, "set_headers");
}

void CheckFault(const Fault& fault, const Place& place) {
  if (fault.kind() == Fault::KIND_UNSPECIFIED) {
    place.Lacks("kind", "is missing; write one such as RESET");
  }
  if (fault.drip_interval().empty()) return;
  if (fault.kind() != Fault::DRIP) place.Complain("drip_interval", "goes with DRIP alone");
  Apply(place, "drip_interval", fault.drip_interval(), CheckDuration);
}

void CheckStepOutage(const Outage& outage, const Place& place) {
  ValidateOutage(outage, place);
  for (const auto& [field, value] :
       {std::pair("from", &outage.from()), std::pair("lasts", &outage.lasts())}) {
    if (!value->empty()) place.Complain(field, "can't be here: an outage of a step lasts as it");
  }
}

void CheckStep(const Step& step, const Place& place) {
  if (step.times() < -1) {
    place.Complain("times", absl::StrCat(step.times(),
                                         " is not a count; write how many requests, or -1 for "
                                         "all that follow"));
  }
  if (!step.delay().empty()) Apply(place, "delay", step.delay(), CheckDuration);
  switch (step.action_case()) {
    case Step::kRespond:
      return CheckRespond(step.respond(), place.In("respond"));
    case Step::kPass:
      return CheckPass(step.pass(), place.In("pass"));
    case Step::kAadsts:
      if (step.aadsts().code() <= 0) {
        place.In("aadsts").Lacks("code", "is not an AADSTS code; write one such as 7000215");
      }
      return;
    case Step::kFault:
      return CheckFault(step.fault(), place.In("fault"));
    case Step::kOutage:
      return CheckStepOutage(step.outage(), place.In("outage"));
    case Step::ACTION_NOT_SET:
      place.Lacks("has no action; add respond, pass, aadsts, fault or outage");
  }
}

}  // namespace

void ValidateOutage(const Outage& outage, const Place& place) {
  if (outage.kind() == Outage::KIND_UNSPECIFIED) {
    place.Lacks("kind", "is missing; write one such as NOT_READY");
  }
  CheckOptional(place, "from", outage.from(), CheckDuration);
  CheckOptional(place, "lasts", outage.lasts(), CheckDuration);
  CheckOptional(place, "retry_after", outage.retry_after(), CheckHeaderValue);
  if (outage.kind() == Outage::NO_ANSWER && !outage.retry_after().empty()) {
    place.Complain("retry_after", "has no answer to stand in");
  }
}

void ValidateMatch(const Match& match, const Place& place) {
  const std::string& method = match.method();
  if (!std::all_of(method.begin(), method.end(),
                   [](unsigned char c) { return absl::ascii_isupper(c) || c == '*'; })) {
    place.Complain("method",
                   absl::StrCat("\"", method, "\" is not a method; write \"GET\" or \"POST\""));
  }
  if (match.host().find_first_of("/: ") != std::string::npos) {
    place.Complain("host", absl::StrCat("\"", match.host(),
                                        "\" is more than a host name; write "
                                        "\"login.microsoftonline.com\", no scheme, no port"));
  }
  const std::string& path = match.path();
  if (!path.empty() && path[0] != '/' && path[0] != '*') {
    place.Complain("path", absl::StrCat("\"", path, "\" is not a path; start it with / or *"));
  } else if (path.find_first_of("?#") != std::string::npos) {
    place.Complain("path",
                   absl::StrCat("\"", path, "\" has more than a path; use query for parameters"));
  }
  for (const char* field : {"query", "form"}) {
    place.ForEachEntry(
        field, [](const std::string& name, const std::string&, const Place::ComplainFn& complain) {
          if (name.empty()) complain("has no name");
        });
  }
  CheckHeaders(place, "headers", /*templates=*/false);
}

void ValidateRule(const Rule& rule, const Place& place) {
  if (rule.has_match()) ValidateMatch(rule.match(), place.In("match"));
  if (rule.steps().empty()) place.Lacks("steps", "has no step");
  for (int i = 0; i < rule.steps_size(); ++i) {
    CheckStep(rule.steps(i), place.In("steps", i));
    if (rule.steps(i).times() == -1 && i + 1 < rule.steps_size()) {
      place.Complain("steps", i + 1,
                     "is never reached: the step before it answers all that follow");
    }
  }
}

}  // namespace mock::scenario
