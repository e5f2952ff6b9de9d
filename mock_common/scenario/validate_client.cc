#include "mock_common/scenario/validate_client.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "mock_common/scenario/values.h"

namespace mock::scenario {
namespace {

void CheckOptional(const Place& place, const char* field, const std::string& value,
                   std::string (*check)(absl::string_view)) {
  if (value.empty()) return;
  if (std::string problem = check(value); !problem.empty()) {
    place.Complain(field, std::move(problem));
  }
}

bool HasSpaceOrControl(absl::string_view text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) {
    return absl::ascii_isspace(c) || absl::ascii_iscntrl(c);
  });
}

// A time of a token, before or after the start.
void CheckOffset(const Place& place, const char* field, const std::string& text) {
  if (text.empty() || ParseOffsetText(text)) return;
  place.Complain(field, absl::StrCat("\"", absl::Utf8SafeCEscape(text),
                                     "\" is not a time from the start; write \"10m\" or \"-1h\""));
}

enum class Callback { kNo, kYes };

void CheckAssertion(const Assertion& assertion, Callback callback, const Place& place) {
  switch (assertion.source_case()) {
    case Assertion::kText:
      return;
    case Assertion::kMinted: {
      const Place inner = place.In("minted");
      if (assertion.minted().issuer().empty()) inner.Lacks("issuer", "is missing");
      if (assertion.minted().subject().empty()) inner.Lacks("subject", "is missing");
      CheckOffset(inner, "not_before", assertion.minted().not_before());
      CheckOffset(inner, "expires", assertion.minted().expires());
      return;
    }
    case Assertion::kUserToken: {
      const Place inner = place.In("user_token");
      if (assertion.user_token().tenant_id().empty()) inner.Lacks("tenant_id", "is missing");
      if (assertion.user_token().audience().empty()) inner.Lacks("audience", "is missing");
      CheckOffset(inner, "not_before", assertion.user_token().not_before());
      CheckOffset(inner, "expires", assertion.user_token().expires());
      return;
    }
    case Assertion::kCallbackError:
      if (callback == Callback::kNo) {
        place.Complain("callback_error", "can't be here: no callback gives this assertion");
      }
      return;
    case Assertion::SOURCE_NOT_SET:
      place.Lacks(callback == Callback::kNo
                      ? "has no source; add text, minted or user_token"
                      : "has no source; add text, minted, user_token or callback_error");
  }
}

void CheckCertificate(const Certificate& certificate, const Place& place) {
  if (certificate.file().empty() && certificate.data().empty()) {
    place.Lacks("file", "is missing");
  } else if (!certificate.file().empty() && !certificate.data().empty()) {
    place.Complain("data", "is given as well as file; write one");
  } else if (certificate.file().find('/') != std::string::npos) {
    place.Complain("file",
                   "has a folder; write the name of a file in "
                   "mock_entra/testdata/certificates");
  }
}

void CheckOnBehalfOf(const OnBehalfOf& credential, const Place& place) {
  CheckAssertion(credential.user_assertion(), Callback::kNo, place.In("user_assertion"));
  switch (credential.proof_case()) {
    case OnBehalfOf::kClientSecret:
      return;
    case OnBehalfOf::kCertificate:
      return CheckCertificate(credential.certificate(), place.In("certificate"));
    case OnBehalfOf::kClientAssertion:
      return CheckAssertion(credential.client_assertion(), Callback::kYes,
                            place.In("client_assertion"));
    case OnBehalfOf::PROOF_NOT_SET:
      place.Lacks("has no proof; add client_secret, certificate or client_assertion");
  }
}

// What must be there for the credential to be made at all; wrong values are the
// business of its constructor.
void CheckCredential(const Client& client, const Place& place) {
  switch (client.credential_case()) {
    case Client::kClientCertificate:
      return CheckCertificate(client.client_certificate().certificate(),
                              place.In("client_certificate").In("certificate"));
    case Client::kClientAssertion:
      return CheckAssertion(client.client_assertion().assertion(), Callback::kYes,
                            place.In("client_assertion").In("assertion"));
    case Client::kOnBehalfOf:
      return CheckOnBehalfOf(client.on_behalf_of(), place.In("on_behalf_of"));
    case Client::kClientSecret:
    case Client::kWorkloadIdentity:
    case Client::kAzurePipelines:
    case Client::CREDENTIAL_NOT_SET:
      return;
  }
}

void CheckFile(const File& file, const Place& place) {
  if (file.path().empty()) place.Lacks("path", "is missing");
  CheckAssertion(file.assertion(), Callback::kNo, place.In("assertion"));
}

void CheckGetToken(const GetToken& get_token, const Place& place) {
  CheckOptional(place, "timeout", get_token.timeout(), CheckDuration);
  if (get_token.parallel() < 0) {
    place.Complain("parallel", "is negative; write how many threads call at once");
  }
  if (get_token.cancel_after_requests() < -1) {
    place.Complain("cancel_after_requests", "must be -1 or more");
  }
}

void CheckCall(const Call& call, const Place& place) {
  switch (call.call_case()) {
    case Call::kGetToken:
      return CheckGetToken(call.get_token(), place.In("get_token"));
    case Call::kAdvanceClock:
      if (std::string problem = CheckDuration(call.advance_clock()); !problem.empty()) {
        place.Complain("advance_clock", std::move(problem));
      }
      return;
    case Call::kRemoveFile:
      if (call.remove_file().empty()) place.Complain("remove_file", "is empty; write a path");
      return;
    case Call::kWriteFile:
      return CheckFile(call.write_file(), place.In("write_file"));
    case Call::CALL_NOT_SET:
      place.Lacks("has nothing to do; add get_token, advance_clock, write_file or remove_file");
  }
}

void CheckClientOptions(const ClientOptions& options, const Place& place) {
  const std::string& host = options.authority_host();
  if (!host.empty() && !absl::StartsWith(host, "https://") && !absl::StartsWith(host, "http://")) {
    place.Complain("authority_host", absl::StrCat("\"", host,
                                                  "\" has no scheme; write a URL such as "
                                                  "\"https://login.microsoftonline.us/\""));
  }
  CheckOptional(place, "retry_delay", options.retry_delay(), CheckDuration);
  CheckOptional(place, "max_retry_delay", options.max_retry_delay(), CheckDuration);
  CheckOptional(place, "try_timeout", options.try_timeout(), CheckDuration);
  if (options.max_retries() < -1) place.Complain("max_retries", "must be -1 (none) or more");
}

}  // namespace

void ValidateClient(const Client& client, const Place& place) {
  place.ForEachEntry("environment", [](const std::string& name, const std::string& value,
                                       const Place::ComplainFn& complain) {
    if (name.empty() || absl::StrContains(name, '=') || HasSpaceOrControl(name)) {
      complain("is not the name of an environment variable");
    }
    if (absl::StrContains(value, '\0')) complain("has a NUL, which no variable can hold");
  });
  if (client.has_options()) CheckClientOptions(client.options(), place.In("options"));
  CheckCredential(client, place);
  for (int i = 0; i < client.files_size(); ++i) CheckFile(client.files(i), place.In("files", i));
  if (client.calls().empty()) place.Lacks("calls", "has no call; add get_token");
  for (int i = 0; i < client.calls_size(); ++i) CheckCall(client.calls(i), place.In("calls", i));
}

}  // namespace mock::scenario
